import type {
  Edit,
  ForwardResult,
  GenerateOptions,
  GeneratedRow,
  GenerationPrompt,
  GenerationResult,
} from './engine';

type ForwardPass = (ids: number[][], edits: Edit[]) => Promise<ForwardResult>;

/** Greedy decoding of many prompts together; finished rows leave the batch. */
export async function generateGreedy(
  forwardPass: ForwardPass,
  maxPositions: number,
  prompts: readonly GenerationPrompt[],
  { maxNewTokens, stopIds }: GenerateOptions,
): Promise<GenerationResult> {
  const rows: GeneratedRow[] = prompts.map(() => ({ ids: [], logProbabilities: [] }));
  let open = prompts.map((_, i) => i);
  let provider: GenerationResult['provider'] | undefined;
  for (let step = 0; step < maxNewTokens && open.length > 0; step++) {
    const ids = open.map((i) => [...prompts[i]!.ids, ...rows[i]!.ids]);
    const edits = open.flatMap((i, row) =>
      (prompts[i]!.vectors ?? []).map(({ position, vector }) => ({ row, layers: [0], position, vector })),
    );
    const result = await forwardPass(ids, edits);
    provider = result.provider;
    const vocab = result.last.shape[1]!;
    open = open.filter((i, row) => {
      const logits = result.last.data.subarray(row * vocab, (row + 1) * vocab);
      const best = argmax(logits);
      if (stopIds.includes(best)) return false;
      rows[i]!.ids.push(best);
      rows[i]!.logProbabilities.push(logits[best]! - logSumExp(logits));
      return prompts[i]!.ids.length + rows[i]!.ids.length < maxPositions;
    });
  }
  if (!provider) throw new Error('nothing to generate: no prompts, or no new tokens allowed');
  return { provider, rows };
}

/** Index of the largest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** log(sum(exp(values))), without overflow. */
export function logSumExp(values: ArrayLike<number>): number {
  const max = values[argmax(values)]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - max);
  return max + Math.log(sum);
}
