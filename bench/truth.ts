import { availableParallelism } from 'node:os';
import { createEngine } from '@/lib/engine/session-engine';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { initialParameters } from '@/lib/model/parameters';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { measurePatches } from '@/lib/task/patch/patches';
import { measureInTurns, round, time } from './measure';
import { CONFIG } from './model';
import { startTorch } from './torch';

/** Pairs of texts, their tokens, and patches of each. */
const PAIRS = 100;
const LENGTH = 9;
const SITES = 3;

/** Patch questions measured in bulk, beside PyTorch doing the same in a plain loop and in one batch. */
export async function benchTruth({ threads, torch }: { threads: number; torch: boolean }) {
  const used = threads || availableParallelism();
  const random = new Random(1);
  const parameters = initialParameters(CONFIG, () => random.normal());
  const engine = createEngine(nodeRuntime({ threads }), CONFIG, parameters, 'bench');
  const read = () => {
    const input = Array.from({ length: LENGTH }, () => random.integer(CONFIG.vocab));
    return { text: '', ids: input, input, offset: 0 };
  };
  const pairs = Array.from({ length: PAIRS }, () => ({
    text: read(),
    source: read(),
    sites: Array.from({ length: SITES }, () => {
      const position = random.integer(LENGTH);
      return { layers: [random.integer(CONFIG.layers + 1)], position, sourcePosition: position };
    }),
  }));
  const pieces = (ids: readonly number[]) => ids.map(String);
  const tokenizer = { pieces } as Tokenizer;
  const settings = { ...CONFIG, threads: used, length: LENGTH, pairs: PAIRS, sites: SITES };
  const rival = torch ? await startTorch('truth_torch.py', settings) : null;
  const timings = await measureInTurns(
    {
      ours: () => time(() => measurePatches(engine, tokenizer, pairs)),
      ...(rival && { loop: () => rival.run('loop'), batch: () => rival.run('batch') }),
    },
    7,
  );
  rival?.end();
  await engine.dispose();
  const each = (name: string) => round((1000 * PAIRS * SITES) / timings[name]!.median);
  return {
    benchmark: 'truth of patching',
    model: `${CONFIG.layers} layers, d_model ${CONFIG.dModel}`,
    threads: used,
    questions: PAIRS * SITES,
    questionsPerSecond: each('ours'),
    ...(rival && {
      torch: rival.version,
      torchLoopPerSecond: each('loop'),
      torchBatchPerSecond: each('batch'),
      ratioToLoop: round(timings.loop!.median / timings.ours!.median),
      ratioToBatch: round(timings.batch!.median / timings.ours!.median),
    }),
  };
}
