import type { Provider } from '@/lib/words';
import type { Engine } from './engine';
import { argmax } from './logits';

/** How one provider's answers compare with another's. */
export interface Parity {
  provider: Provider;
  reference: Provider;
  /** Largest difference of two logits of the golden prompt. */
  difference: number;
  /** Whether both predict the same next token at every position. */
  sameTokens: boolean;
  /** Whether results of the provider can be trusted. */
  ok: boolean;
}

/** Logits that differ by more than this come from a fault, not from the order of additions. */
const TOLERANCE = 1e-3;

/** Tokens of the golden prompt; more would only take longer. */
const GOLDEN_TOKENS = 16;

/** A prompt that every model has: ids spread over its vocabulary. */
export function goldenPrompt({ vocab, maxPositions }: Engine['info']): number[] {
  const count = Math.min(GOLDEN_TOKENS, maxPositions);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * vocab) / count));
}

/** Runs the golden prompt on two engines that hold the same model. Throws an Error when they do not. */
export async function checkParity(engine: Engine, reference: Engine): Promise<Parity> {
  if (engine.info.contentHash !== reference.info.contentHash)
    throw new Error('the two engines hold different models');
  const ids = [goldenPrompt(engine.info)];
  const [ours, theirs] = [
    await engine.trace(ids, { logits: 'all' }),
    await reference.trace(ids, { logits: 'all' }),
  ];
  const [a, b] = [ours.logits!.data, theirs.logits!.data];
  let difference = 0;
  for (let i = 0; i < a.length && !Number.isNaN(difference); i++) {
    const own = Math.abs(a[i]! - b[i]!);
    // NaN must win: Math.max alone would lose it to the next difference.
    difference = Number.isNaN(own) ? NaN : Math.max(difference, own);
  }
  const { vocab } = engine.info;
  const row = (logits: Float32Array, i: number) => argmax(logits.subarray(i * vocab, (i + 1) * vocab));
  const sameTokens = ids[0]!.every((_, i) => row(a, i) === row(b, i));
  return {
    provider: ours.provider,
    reference: theirs.provider,
    difference,
    sameTokens,
    ok: sameTokens && difference <= TOLERANCE,
  };
}
