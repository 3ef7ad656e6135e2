import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEngine } from '@/lib/engine/load';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { sweep } from '@/lib/task/patch/sweep';
import { readText } from '@/lib/measure/text';
import { testRuntime } from '@/test/support/evaluate-graph';
import { patchPrompt } from './prompt';
import { explain } from './trained';
import type { ExplainerSidecar } from './types';

const MODELS = path.join('public', 'models');
const ids = (await readdir(path.join(MODELS, 'explainers')).catch(() => [])).sort();

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
  const sidecar = JSON.parse(
    await readFile(path.join(MODELS, 'explainers', id, 'explainer.json'), 'utf8'),
  ) as ExplainerSidecar;
  const target = await load(sidecar.target);
  const { engine, tokenizer } = await load(path.join('explainers', id));
  afterAll(async () => {
    await engine.dispose();
    await target.engine.dispose();
  });
  const { ids: textIds } = readText(target.engine, target.tokenizer, text);
  const position = textIds.length - 1;
  const vectors = await Promise.all(
    sources.map(async (source) => {
      const measured = await sweep(target.engine, target.tokenizer, text, source);
      return measured.vectors[2]![position]!;
    }),
  );
  const questions = vectors.map((vector) => ({ layers: [2], textIds, position, vector }));

  it(sidecar.vector === 'zero' ? 'never sees the vector' : 'reads the vector', async () => {
    const prompts = questions.map((q) => patchPrompt(tokenizer, sidecar, q, engine.info.bosId));
    const edits = prompts.flatMap(({ vectors: own }, row) =>
      own!.map(({ position: at, vector }) => ({ row, layers: [0], position: at, vector })),
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
      if (sidecar.vector === 'zero') expect(difference(row)).toBe(0);
      else expect(difference(row)).toBeGreaterThan(0.1);
    }
  });

  it('answers with claims, and differently only where it may', async () => {
    const answers = await explain(engine, tokenizer, sidecar, questions);
    for (const { text: said, logProbability } of answers) {
      expect(said).toMatch(
        /^The (output would remain unchanged from|most likely output would change to) <<<.+>>>\.$/,
      );
      expect(logProbability).toBeLessThanOrEqual(0);
    }
    const distinct = new Set(answers.map((answer) => answer.text)).size;
    if (sidecar.vector === 'zero') expect(distinct).toBe(1);
    else expect(distinct).toBeGreaterThan(1);
  });

  it('is of the width of its target, as the sidecar says', () => {
    expect(engine.info.dModel).toBe(target.engine.info.dModel);
    expect(sidecar.id).toBe(id);
    expect(sidecar.role === 'no-vector').toBe(sidecar.vector === 'zero');
    expect(sidecar.base === sidecar.target).toBe(sidecar.role !== 'other');
  });
});
