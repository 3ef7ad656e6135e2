import { describe, expect, it } from 'vitest';
import type { LiveExplainer } from '@/components/live/setup';
import type { EditOutcome } from '@/lib/measure/edited';
import type { Stream } from '@/lib/measure/stream';
import { formsOf } from '@/lib/task/forms';
import { askedKey, questionsOf, questionsOfPut } from './questions';
import type { Chosen } from './sites';

const outcome = (token: string) => ({ output: token, top: [{ token, probability: 0.9 }] });

/** The vector at (layer, position) is [layer, position]. */
const at = (text: string, says: string, layer: number, position: number): Chosen => {
  const tokens = text.split(/(?= )/);
  const ids = tokens.map((_, i) => i + 10);
  return {
    stream: {
      text: { text, ids, input: [1, ...ids], offset: 1 },
      tokens,
      layers: [0, 1, 2],
      next: outcome(says),
      resid: {
        data: Float32Array.from([0, 1, 2].flatMap((l) => [-1, ...tokens.keys()].flatMap((p) => [l, p]))),
        shape: [3, 1, tokens.length + 1, 2],
      },
    } as unknown as Stream,
    cell: { layer, position },
  };
};

const explainer = (id: string, task: string) => ({ id, sidecar: { task } }) as unknown as LiveExplainer;
const READER = explainer('a.activation.self', 'activation');
const PATCHER = explainer('a.patch.self', 'patch');

const taken = at('The capital of Spain is', ' Madrid', 2, 4);
const put = at('The capital of France is', ' Paris', 2, 4);
const changed: EditOutcome = {
  original: outcome(' Paris'),
  edited: outcome(' Madrid'),
  changed: true,
  effect: 5,
};

describe('questions about a vector of one’s own', () => {
  it('ask what it holds as it stands, and are judged by what the model says to its text', () => {
    const [found, ...others] = questionsOf(taken, [PATCHER, READER]);
    expect(others).toEqual([]);
    expect(found!.shipped).toEqual([READER]);
    const { task, body, truth, given } = found!.question;
    expect(given).toEqual({ ids: [10, 11, 12, 13, 14], vector: Float32Array.of(2, 4) });
    expect(formsOf(task).body.safeParse(body).success).toBe(true);
    expect(task.judge('It is <<<Madrid>>>.', truth).verdict).toBe('right');
    expect(task.judge('It is <<<Paris>>>.', truth).verdict).toBe('wrong');
    expect(Object.keys(task.slots(body, given))).toContain('v');
  });

  it('ask what it changes once it is put into another text, and are judged by what it did', () => {
    const [found, ...others] = questionsOfPut(taken, put, changed, [PATCHER, READER]);
    expect(others).toEqual([]);
    expect(found!.shipped).toEqual([PATCHER]);
    const { task, body, truth, given } = found!.question;
    expect(given).toEqual({ ids: [10, 11, 12, 13, 14], vector: Float32Array.of(2, 4) });
    expect(formsOf(task).body.safeParse(body).success).toBe(true);
    expect(formsOf(task).truth.safeParse(truth).success).toBe(true);
    expect(task.judge(task.answer(truth), truth).verdict).toBe('right');
    expect(task.answer(truth)).toContain('Madrid');
  });

  it('are not asked of a vector of another layer, nor of explainers that are not shipped', () => {
    expect(questionsOfPut(at('The capital of Spain is', ' Madrid', 1, 4), put, changed, [PATCHER])).toEqual(
      [],
    );
    expect(questionsOf(taken, [PATCHER])).toEqual([]);
    expect(questionsOfPut(taken, put, changed, [])).toEqual([]);
  });

  it('are others at another site', () => {
    const key = (chosen: Chosen) => askedKey(questionsOf(chosen, [READER])[0]!);
    expect(key(taken)).not.toBe(key(at('The capital of Spain is', ' Madrid', 2, 3)));
    expect(key(taken)).toBe(key(at('The capital of Spain is', ' Madrid', 2, 4)));
  });
});
