import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEngine } from '@/lib/engine/load';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { measureOf } from '@/lib/task/measures';
import { taskOf } from '@/lib/task/tasks';
import { testRuntime } from '@/test/support/evaluate-graph';
import { promptFor, type Asked } from './prompt';
import { parseSidecar } from './sidecar';
import { explain } from './trained';

const MODELS = path.join('public', 'models');
const manifest = await readFile(path.join(MODELS, 'explainers', 'manifest.json'), 'utf8');
const ids = (JSON.parse(manifest) as { explainers: string[] }).explainers;

it('are those that the manifest lists, six of them', () => {
  expect(ids).toHaveLength(6);
});

const text = 'The capital of France is';
const sources = ['The capital of Slovenia is', 'The capital of Japan is', 'The continent of France is'];

const load = async (id: string) => {
  const read = (name: string) => readFile(path.join(MODELS, id, name));
  return {
    engine: await loadEngine(testRuntime(), read),
    tokenizer: parseTokenizer(String(await read('tokenizer.json'))),
  };
};

describe.each(ids)('the shipped explainer %s', async (id) => {
  const sidecar = parseSidecar(await readFile(path.join(MODELS, 'explainers', id, 'explainer.json'), 'utf8'));
  const task = taskOf(sidecar.task);
  const measure = await measureOf(task.id);
  const target = await load(sidecar.target);
  const { engine, tokenizer } = await load(path.join('explainers', id));
  afterAll(async () => {
    await engine.dispose();
    await target.engine.dispose();
  });
  const questions = await Promise.all(
    sources.map(async (source): Promise<Asked> => {
      const body = task.own!.body({ x: text, s: source });
      const { detail, givenAt } = await measure.detail!(target, body);
      const place = { layer: 2, pos: target.tokenizer.encode(text).length - 1 };
      return { body: task.at!(body, detail, place)!.body, given: givenAt(place)! };
    }),
  );

  it(sidecar.sees === 'no-vector' ? 'never sees the vector' : 'reads the vector', async () => {
    const prompts = questions.map((q) => promptFor(task, tokenizer, sidecar, q, engine.info.bosId));
    const edits = prompts.flatMap(({ vectors: own }, row) =>
      own.map(({ position: at, vector }) => ({ row, layers: [0], position: at, vector })),
    );
    const { last } = await engine.intervene(
      prompts.map((prompt) => prompt.ids),
      edits,
    );
    const { vocab } = engine.info;
    const logits = (row: number) => last.data.subarray(row * vocab, (row + 1) * vocab);
    const difference = (row: number) =>
      logits(0).reduce((max, x, i) => Math.max(max, Math.abs(x - logits(row)[i]!)), 0);
    for (const row of [1, 2]) {
      if (sidecar.sees === 'no-vector') expect(difference(row)).toBe(0);
      else expect(difference(row)).toBeGreaterThan(0.1);
    }
  });

  it('answers with claims, and differently only where it may', async () => {
    const answers = await explain(task, { engine, tokenizer, style: sidecar }, questions);
    for (const { text: said, logProbability } of answers) {
      expect(said).toMatch(
        /^The (output would remain unchanged from|most likely output would change to) <<<.+>>>\.$/,
      );
      expect(logProbability).toBeLessThanOrEqual(0);
    }
    const distinct = new Set(answers.map((answer) => answer.text)).size;
    if (sidecar.sees === 'no-vector') expect(distinct).toBe(1);
    else expect(distinct).toBeGreaterThan(1);
  });

  it('is of the width of its target, as the sidecar says', () => {
    expect(engine.info.dModel).toBe(target.engine.info.dModel);
    expect(sidecar.id).toBe(id);
    expect(sidecar.kinship === 'self').toBe(sidecar.base === sidecar.target);
    expect(sidecar.cells.length).toBeGreaterThan(3);
  });
});
