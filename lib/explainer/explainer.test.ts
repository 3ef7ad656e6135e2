import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth } from '@/lib/task/patch/body';
import { changedTo, unchangedFrom } from '@/lib/task/change/answer';
import type { Labelled } from '@/lib/task/task';
import { promptFor, type Asked } from './prompt';
import { majority, rulesOf } from './rules';
import type { PromptStyle } from './sidecar';
import { agreementOf } from './trained';
import { explainerPlan, trainingExample, type TrainingQuestion } from './training';

const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
const bos = tokenizer.idOf('<bos>');
const style: PromptStyle = {
  wordings: ['At layer {layer} with {v} at <{token}> in <<<{text}>>>?', 'What if {v} came to <<<{text}>>>?'],
  injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
  sees: 'vector',
};
const textIds = tokenizer.encode('The capital of France is');
const body: PatchBody = {
  ...patch.own!.body({ x: 'The capital of France is', s: 'b' }),
  layers: [2],
  position: 3,
};
const vector = Float32Array.of(1, 2, 3, 4);
const input = { body, given: { ids: textIds, vector } } satisfies Asked;

const truth = (original: string, patched: string): PatchTruth => ({
  original: { output: ` ${original}`, top: [] },
  patched: { output: ` ${patched}`, top: [] },
  changed: original !== patched,
  effect: 0,
});

describe('the prompt of a question', () => {
  it('holds layer, token and text as the target reads them, and the vector between its marks', () => {
    const { ids, vectors } = promptFor(patch, tokenizer, style, input, bos);
    const pieces = tokenizer.pieces(ids);
    expect(pieces.join('')).toMatch(
      /^<bos> At layer 2 with ?<v><vec><\/v> at ?< ?France ?> ?in ?<<< ?The capital of France is ?>>> ?\?$/,
    );
    expect(vectors).toEqual([{ position: ids.indexOf(tokenizer.idOf('<vec>')), vector, layers: [2] }]);
    // The text's own ids stand in it, not another way of cutting it.
    const from = ids.findIndex((_, i) => textIds.every((id, k) => ids[i + k] === id));
    expect(from).toBeGreaterThan(0);
  });

  it('has no first token where the model has none, and another wording where asked', () => {
    const { ids, vectors } = promptFor(patch, tokenizer, style, input, null, 1);
    expect(tokenizer.pieces(ids)[0]).toBe(' What');
    expect(ids[vectors[0]!.position]).toBe(tokenizer.idOf('<vec>'));
  });

  it('without the vector differs in nothing but the vector', () => {
    const raw = promptFor(patch, tokenizer, style, input, bos);
    const zero = promptFor(patch, tokenizer, { ...style, sees: 'no-vector' as const }, input, bos);
    expect(zero.ids).toEqual(raw.ids);
    expect(zero.vectors).toEqual([
      { position: raw.vectors[0]!.position, vector: new Float32Array(4), layers: [2] },
    ]);
    expect(vector).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  it('names what it lacks', () => {
    expect(() => promptFor(patch, tokenizer, style, input, bos, 2)).toThrow(
      'the explainer has no prompt wording 2',
    );
    expect(() =>
      promptFor(patch, tokenizer, style, { ...input, body: { ...body, position: 5 } }, bos),
    ).toThrow('position 5 is outside a text of 5 tokens');
    expect(() => promptFor(patch, tokenizer, { ...style, wordings: ['{text}'] }, input, bos)).toThrow(
      'prompt wording 0 has no place for the vector',
    );
    const injection = { ...style.injection, vector: '<nothing>' };
    expect(() => promptFor(patch, tokenizer, { ...style, injection }, input, bos)).toThrow(
      'no token "<nothing>"',
    );
  });
});

describe('training an explainer', () => {
  const questions: TrainingQuestion[] = Array.from({ length: 6 }, (_, i) => ({
    body: { ...body, layers: [i % 3] },
    given: { ids: textIds, vector: new Float32Array(4).fill(i) },
    truth: i % 2 ? truth('Paris', 'Rome') : truth('Paris', 'Paris'),
  }));
  const replay = [{ ids: [bos, ...textIds, textIds[0]!], answerStart: textIds.length + 1 }];
  const asking = { task: patch, tokenizer, style, bosId: bos };
  const SETTINGS = {
    steps: 20,
    peak: 1e-3,
    warmup: 2,
    batch: 4,
    replayRows: 2,
    replayWeight: 0.3,
  };
  const plan = (seed: number) =>
    explainerPlan({
      sets: [{ asking, questions }],
      replay,
      width: 4,
      seed,
      settings: SETTINGS,
    });

  it('supervises the answer and the end of the sequence', () => {
    const example = trainingExample(asking, questions[1]!, 0);
    const answer = example.ids.slice(example.answerStart);
    expect(answer.at(-1)).toBe(tokenizer.idOf('<eos>'));
    expect(tokenizer.decode(answer.slice(0, -1)).trim()).toBe(changedTo('Rome'));
    expect(example.vectors![0]!.vector).toBe(questions[1]!.given.vector);
  });

  it('shows every question in every wording once an epoch', () => {
    const seen = new Map<string, number>();
    const { batch } = plan(1);
    let rows = 0;
    for (let step = 0; rows < 24; step++) {
      const [segment] = batch(step, 0);
      const { shape, ids, vectors } = segment!;
      for (let r = 0; r < shape.batch; r++) {
        const index = vectors!.index.subarray(r * shape.length, (r + 1) * shape.length).find((i) => i > 0);
        if (index === undefined) continue;
        rows++;
        const key = `${vectors!.data[(Number(index) - 1) * 4]} ${ids[r * shape.length + 1]}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
    // Two epochs of six questions in two wordings.
    expect(seen.size).toBe(12);
    expect([...seen.values()].every((count) => count === 2)).toBe(true);
  });

  it('orders and replays by the seed alone, differently in each epoch', () => {
    const order = (seed: number, from: number) =>
      [0, 1, 2].map((step) =>
        plan(seed)
          .batch(from + step, 0)
          .map(({ ids, vectors }) => [[...ids], [...(vectors?.data ?? [])]]),
      );
    expect(order(1, 0)).toEqual(order(1, 0));
    expect(order(1, 0)).not.toEqual(order(2, 0));
    expect(order(1, 0)).not.toEqual(order(1, 3));
  });

  it('learns several sets in batches of one of them, each question once an epoch', () => {
    const others = questions.map(({ given, ...rest }, i) => ({
      ...rest,
      given: { ...given, vector: new Float32Array(4).fill(10 + i) },
    }));
    const { batch } = explainerPlan({
      sets: [
        { asking, questions },
        { asking, questions: others },
      ],
      replay,
      width: 4,
      seed: 1,
      settings: SETTINGS,
    });
    const seen: number[] = [];
    // Two sets of twelve rows each.
    for (let step = 0; seen.length < 24; step++) {
      const { data, layers } = batch(step, 0)[0]!.vectors!;
      const values = layers.map((_, i) => data[i * 4]!);
      expect(new Set(values.map((value) => value < 10)).size).toBe(1);
      seen.push(...values);
    }
    const twice = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15].flatMap((value) => [value, value]);
    expect(seen.sort((a, b) => a - b)).toEqual(twice);
  });

  it('watches held-out questions once each, in the first wording', () => {
    const watching = explainerPlan({
      sets: [{ asking, questions: questions.slice(0, 1) }],
      replay,
      width: 4,
      seed: 1,
      settings: SETTINGS,
      heldOut: { questions, every: 5 },
    });
    const { batches, every } = watching.heldOut!;
    expect(every).toBe(5);
    const vectors = batches!.flatMap(([segment]) =>
      segment!.vectors!.layers.map((_, i) => segment!.vectors!.data[i * 4]),
    );
    expect(vectors.sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const first = trainingExample(asking, questions[0]!, 0).ids;
    const shown = batches!.flatMap(([segment]) => [...segment!.ids.subarray(0, 3)].map(Number));
    expect(shown.slice(0, 3)).toEqual(first.slice(0, 3));
    expect(plan(1).heldOut).toBeUndefined();
  });

  it('weighs replayed rows as it is told', () => {
    const [, replayed] = plan(1).batch(0, 0);
    expect(replayed!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0.3, 6);
    expect(replayed!.vectors).toBeUndefined();
  });
});

it('drawn answers agree with the most likely one where they claim the same, in whatever words', () => {
  const truth: PatchTruth = {
    original: { output: ' Paris', top: [] },
    patched: { output: ' Rome', top: [] },
    changed: true,
    effect: 3,
  };
  const said = changedTo('Rome');
  const drawn = [said, said.toUpperCase(), changedTo('Lima'), unchangedFrom('Paris')];
  expect(agreementOf(patch, truth, said, drawn)).toBe(0.5);
  expect(agreementOf(patch, truth, unchangedFrom('Paris'), drawn)).toBe(0.25);
});

describe('rules', () => {
  const item = (
    layer: number,
    positionType: PatchBody['positionType'],
    t: PatchTruth,
  ): Labelled<PatchBody, PatchTruth> => ({ body: { ...body, layers: [layer], positionType }, truth: t });

  it('the text oracle knows the answer without the patch and always says unchanged', () => {
    const oracle = rulesOf(patch)
      .find(({ id }) => id === 'text-oracle')!
      .make([]);
    expect(oracle.say(item(1, 'last', truth('Paris', 'Rome')))).toBe(unchangedFrom('Paris'));
  });

  it('the majority says what was right most often in the cell, and overall where the cell is new', () => {
    const rule = majority(patch).make([
      item(1, 'last', truth('Paris', 'Rome')),
      item(1, 'last', truth('Oslo', 'Rome')),
      item(1, 'last', truth('Oslo', 'Oslo')),
      item(2, 'last', truth('Oslo', 'Oslo')),
      item(2, 'relation', truth('Oslo', 'Oslo')),
    ]);
    const asked = truth('Bern', 'Bern');
    expect(rule.say(item(1, 'last', asked))).toBe(changedTo('Rome'));
    expect(rule.say(item(2, 'last', asked))).toBe(unchangedFrom('Oslo'));
    expect(rule.say(item(4, 'subject-final', asked))).toBe(unchangedFrom('Oslo'));
  });

  it('the majority of nothing is refused', () => {
    expect(() => majority(patch).make([])).toThrow('at least one training question');
  });
});
