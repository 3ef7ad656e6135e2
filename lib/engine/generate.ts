import { Random } from '@/lib/random';
import type { AdapterInputs } from './adapters';
import type { Decoder, Decoding } from './decoder';
import type { Edit, GenerateOptions, GeneratedRow, GenerationPrompt, StepToken } from './engine';
import { logSumExp } from './logits';
import { checkSampling, sampleToken, type Sampling } from './sampling';

const GREEDY: Sampling = { temperature: 0, seed: 0 };

/** Most continuations of one prompt, which are written side by side. */
export const MOST_SAMPLES = 1024;

/** A continuation under way. */
interface Row extends GeneratedRow {
  /** Which continuation it is, of all that were asked for. */
  index: number;
  prompt: GenerationPrompt;
  random: Random;
}

/** Continues every prompt `samples` times; row `i * samples + j` of the result is continuation j of prompt i. */
export async function generate(
  decoder: Decoder,
  limits: { maxPositions: number; tokensPerRun: number },
  prompts: readonly GenerationPrompt[],
  options: GenerateOptions,
  adapter: AdapterInputs,
): Promise<GeneratedRow[]> {
  const { samples = 1, maxNewTokens, sampling = GREEDY } = options;
  if (prompts.length === 0 || maxNewTokens < 1)
    throw new Error('nothing to generate: no prompts, or no new tokens allowed');
  if (!Number.isInteger(samples) || samples < 1 || samples > MOST_SAMPLES)
    throw new Error(`a prompt can have 1 to ${MOST_SAMPLES} continuations, not ${samples}`);
  checkSampling(sampling);
  const results: GeneratedRow[] = [];
  const longest = Math.max(...prompts.map((prompt) => prompt.ids.length));
  const room = Math.min(longest + maxNewTokens, limits.maxPositions);
  const together = Math.max(1, Math.floor(limits.tokensPerRun / (room * samples)));
  for (let from = 0; from < prompts.length; from += together) {
    const rows = prompts.slice(from, from + together).flatMap((prompt, i) =>
      Array.from({ length: samples }, (_, j): Row => {
        const index = (from + i) * samples + j;
        // A stream of its own for each row: what else is in the batch does not change what is drawn.
        return {
          index,
          prompt,
          ids: [],
          logProbabilities: [],
          random: Random.stream(sampling.seed, 'row', index),
        };
      }),
    );
    await generateTogether(decoder, limits.maxPositions, rows, samples, options, adapter);
    results.push(...rows.map(({ ids, logProbabilities }) => ({ ids, logProbabilities })));
  }
  return results;
}

async function generateTogether(
  decoder: Decoder,
  maxPositions: number,
  rows: readonly Row[],
  samples: number,
  { maxNewTokens, stopIds, sampling = GREEDY, signal, onStep }: GenerateOptions,
  adapter: AdapterInputs,
): Promise<void> {
  const prompts = rows.filter((_, i) => i % samples === 0).map((row) => row.prompt);
  signal?.throwIfAborted();
  let decoding: Decoding = await decoder.prefill(
    prompts.map((prompt) => prompt.ids),
    prompts.flatMap(promptEdits),
    adapter,
  );
  // Each open row, and the row of the decoding that it goes on from.
  let open = rows.map((row, i) => ({ row, from: Math.floor(i / samples) }));
  try {
    for (let step = 1; ; step++) {
      const tokens: StepToken[] = [];
      open = open.filter(({ row, from }) => {
        const logits = rowOf(decoding, from);
        const id = sampleToken(logits, sampling, row.random);
        if (stopIds.includes(id)) return false;
        const logProbability = logits[id]! - logSumExp(logits);
        row.ids.push(id);
        row.logProbabilities.push(logProbability);
        tokens.push({ row: row.index, id, logProbability });
        return true;
      });
      const ended = new Set(tokens.length > 0 && onStep ? await onStep(tokens) : []);
      signal?.throwIfAborted();
      open = open.filter(
        ({ row }) => !ended.has(row.index) && row.prompt.ids.length + row.ids.length < maxPositions,
      );
      if (open.length === 0 || step === maxNewTokens) return;
      decoding = await decoder.next(
        decoding,
        open.map(({ from }) => from),
        open.map(({ row }) => row.ids.at(-1)!),
      );
      open = open.map(({ row }, from) => ({ row, from }));
    }
  } finally {
    decoder.release(decoding);
  }
}

function promptEdits({ vectors = [], edits = [] }: GenerationPrompt, row: number): Edit[] {
  return [
    ...vectors.map(({ position, vector }): Edit => ({ row, layers: [0], position, vector })),
    ...edits.map((edit): Edit => ({ ...edit, row })),
  ];
}

function rowOf({ logits: { data, shape } }: Decoding, row: number): Float32Array {
  const vocab = shape[1]!;
  return data.subarray(row * vocab, (row + 1) * vocab);
}
