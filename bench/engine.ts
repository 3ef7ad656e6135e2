import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Edit } from '@/lib/engine/engine';
import { loadEngine } from '@/lib/engine/load';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { explain } from '@/lib/explainer/trained';
import type { ExplainerSidecar } from '@/lib/explainer/types';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { sweep } from '@/lib/truth/sweep';
import { readText } from '@/lib/truth/text';
import { measure, round, roundTiming } from './measure';

const MODELS = path.join('public', 'models');
const TEXT = 'It is known that the capital of France is';
const SOURCE = 'It is known that the capital of Slovenia is';

/** What a page waits for: loading, a forward pass, a whole map, an explanation; all on the CPU in Node. */
export async function benchEngine({ threads, model }: { threads: number; model: string }) {
  const runtime = nodeRuntime({ threads });
  const reader = (id: string) => (name: string) => readFile(path.join(MODELS, id, name));
  const load = async () => {
    const engine = await loadEngine(runtime, reader(model));
    await engine.trace([[1]]);
    return engine;
  };
  const loading = await measure(async () => (await load()).dispose(), { warmup: 1, runs: 5 });
  const engine = await load();
  const tokenizer = parseTokenizer(String(await reader(model)('tokenizer.json')));
  const { input } = readText(engine, tokenizer, TEXT);
  const forward = await measure(() => engine.trace([input]));
  const rows = Array.from({ length: 64 }, () => input);
  const batch = await measure(() => engine.trace(rows));

  const inOneBatch = await measure(() => sweep(engine, tokenizer, TEXT, SOURCE));
  const { vectors } = await sweep(engine, tokenizer, TEXT, SOURCE);
  const patches: Edit[] = vectors.flatMap((columns, layer) =>
    columns.flatMap((vector, position) =>
      vector ? [{ row: 0, layers: [layer], position: position + 1, vector }] : [],
    ),
  );
  const oneByOne = await measure(
    async () => {
      for (const patch of patches) await engine.intervene([input], [patch]);
    },
    { warmup: 1, runs: 5 },
  );

  const folder = path.join(MODELS, 'explainers');
  const self = (await readdir(folder).catch(() => [])).find((id) => id.startsWith(`${model}.patch.self`));
  const explaining = self === undefined ? null : await benchExplaining(self);

  async function benchExplaining(id: string) {
    const read = reader(path.join('explainers', id));
    const explainer = await loadEngine(runtime, read);
    const sidecar = JSON.parse(String(await read('explainer.json'))) as ExplainerSidecar;
    const question = {
      layers: [2],
      textIds: input.slice(1),
      position: input.length - 2,
      vector: patches.at(-1)!.vector,
    };
    const one = await measure(() => explain(explainer, tokenizer, sidecar, [question]), { runs: 5 });
    const questions = Array.from({ length: 64 }, () => question);
    const many = await measure(() => explain(explainer, tokenizer, sidecar, questions), {
      warmup: 1,
      runs: 3,
    });
    await explainer.dispose();
    return { one: roundTiming(one), each64: roundTiming({ median: many.median / 64, min: many.min / 64 }) };
  }

  await engine.dispose();
  return {
    benchmark: 'engine',
    model,
    threads: threads || availableParallelism(),
    tokens: input.length,
    loadMs: roundTiming(loading),
    forwardMs: roundTiming(forward),
    forward64Ms: roundTiming(batch),
    sweep: {
      patches: patches.length,
      batchedMs: roundTiming(inOneBatch),
      oneByOneMs: roundTiming(oneByOne),
      speedup: round(oneByOne.median / inOneBatch.median),
    },
    explainMs: explaining,
    peakMemoryMB: round(process.resourceUsage().maxRSS / 1024),
  };
}
