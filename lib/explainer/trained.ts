import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Provider } from '@/lib/question/types';
import { patchPrompt, type PatchPromptInput, type PromptStyle } from './prompt';

/** Longer than any answer that training showed; what runs on is cut and cannot be checked. */
const MAX_ANSWER_TOKENS = 24;

/** What an explainer said. */
export interface Explained {
  text: string;
  /** Mean log-probability (nats) of its tokens. */
  logProbability: number;
  provider: Provider;
}

/**
 * Asks a trained explainer, greedily, in the first of its prompt wordings. Answers are in the order of the questions; the
 * signal stops between two tokens.
 */
export async function explain(
  engine: Engine,
  tokenizer: Tokenizer,
  style: PromptStyle,
  questions: readonly PatchPromptInput[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<Explained[]> {
  const prompts = questions.map((question) => patchPrompt(tokenizer, style, question, engine.info.bosId));
  const { rows, provider } = await engine.generate(prompts, {
    maxNewTokens: MAX_ANSWER_TOKENS,
    stopIds: [tokenizer.idOf('<eos>')],
    signal,
  });
  return rows.map(({ ids, logProbabilities }) => ({
    text: tokenizer.decode(ids).trim(),
    logProbability: logProbabilities.reduce((sum, x) => sum + x, 0) / Math.max(1, logProbabilities.length),
    provider,
  }));
}
