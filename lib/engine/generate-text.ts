import type { Parameters } from '@/lib/model/parameters';
import { project } from '@/lib/model/projection';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Engine, GenerateOptions, GenerationPrompt, GenerationResult } from './engine';

/**
 * A piece of a prompt: text, or a continuous token, `[d_model]`. With a `layer`, the vector is one of that layer of
 * another model, of whatever width that has, and goes through the projection that was trained for it.
 */
export type PromptPart = string | { vector: Float32Array; layer?: number };

export interface TextOptions extends Omit<GenerateOptions, 'stopIds' | 'onStep'> {
  /** Generation of a row ends where its text holds one of these, which is not part of the result. */
  stopStrings?: readonly string[];
  /** Projections by layer, under the names of `projectionNames`. */
  projections?: Parameters;
  /** Called with the whole text of each row that grew, as tokens come. */
  onText?(row: number, text: string): void;
}

export interface GeneratedText {
  text: string;
  ids: number[];
  /** Log-probability (nats) of each token. */
  logProbabilities: number[];
}

/**
 * Puts a prompt together: what the tokenizer puts before every text, and its parts in order. Throws an Error when there
 * is nothing in it, or no projection for the layer of a vector.
 */
export function promptOf(
  tokenizer: Tokenizer,
  parts: readonly PromptPart[],
  projections: Parameters = new Map(),
): GenerationPrompt {
  const ids = [...tokenizer.prefix];
  const vectors: NonNullable<GenerationPrompt['vectors']> = [];
  for (const part of parts) {
    if (typeof part === 'string') ids.push(...tokenizer.encode(part));
    else {
      const { vector, layer } = part;
      vectors.push({
        position: ids.length,
        vector: layer === undefined ? vector : project(projections, [layer], vector),
      });
      // Any token will do: its embedding is replaced.
      ids.push(0);
    }
  }
  if (ids.length === 0) throw new Error('the prompt has no tokens: write at least one word');
  return { ids, vectors };
}

/** Continues a prompt, `samples` times where asked, until the model's own end, a stop string, or the limit of tokens. */
export async function generateText(
  engine: Engine,
  tokenizer: Tokenizer,
  parts: readonly PromptPart[],
  { stopStrings = [], projections, onText, ...options }: TextOptions,
): Promise<{ provider: GenerationResult['provider']; rows: GeneratedText[] }> {
  const { eosId } = engine.info;
  const cut = (text: string) => {
    const ends = stopStrings.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    return ends.length === 0 ? null : text.slice(0, Math.min(...ends));
  };
  const written: number[][] = [];
  const watched = stopStrings.length > 0 || onText !== undefined;
  const { provider, rows } = await engine.generate([promptOf(tokenizer, parts, projections)], {
    ...options,
    stopIds: eosId === null ? [] : [eosId],
    ...(watched && {
      onStep: (tokens) =>
        tokens.flatMap(({ row, id }) => {
          const ids = (written[row] ??= []);
          ids.push(id);
          const text = tokenizer.decode(ids);
          const stopped = cut(text);
          onText?.(row, stopped ?? text);
          return stopped === null ? [] : [row];
        }),
    }),
  });
  return {
    provider,
    rows: rows.map((row) => {
      const text = tokenizer.decode(row.ids);
      return { ...row, text: cut(text) ?? text };
    }),
  };
}
