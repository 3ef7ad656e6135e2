import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Outcome } from '@/lib/words';
import { predict } from './outcome';
import type { Site } from './stream';
import type { ReadText } from './text';

/** A change of the residual stream at one site of a text: `vector` (`[d_model]`) takes the place of what stands there, or is added. */
export interface SiteEdit extends Site {
  kind: 'replace' | 'add';
  vector: Float32Array;
}

/** What a model says after a text, as it is and under an edit. */
export interface EditOutcome {
  original: Outcome;
  edited: Outcome;
  /** Whether the most likely token is another one. */
  changed: boolean;
  /** Drop in log-probability of the original output, in nats. */
  effect: number;
}

const inInput = ({ offset }: ReadText, { layer, position, kind, vector }: SiteEdit) => ({
  layers: [layer],
  position: offset + position,
  kind,
  vector,
});

/** Runs a text with and without an edit. */
export async function measureEdit(
  engine: Engine,
  tokenizer: Tokenizer,
  text: ReadText,
  edit: SiteEdit,
): Promise<EditOutcome> {
  const { last } = await engine.intervene([text.input, text.input], [{ row: 1, ...inInput(text, edit) }]);
  const { vocab } = engine.info;
  const original = predict(last.data.subarray(0, vocab));
  const edited = predict(last.data.subarray(vocab, 2 * vocab));
  return {
    original: original.outcome(tokenizer),
    edited: edited.outcome(tokenizer),
    changed: edited.argmax !== original.argmax,
    effect: original.logProbability(original.argmax) - edited.logProbability(original.argmax),
  };
}

/** What is written after a text, without an edit of it and with it. */
export type Written = readonly [without: string, edited: string];

/**
 * Goes on with a text greedily, without and with an edit of it, side by side. What is written later attends to what the edit
 * made of the text.
 *
 * @param onText called with all that is written so far, as tokens come
 */
export async function writeWithEdit(
  engine: Engine,
  tokenizer: Tokenizer,
  text: ReadText,
  edit: SiteEdit,
  {
    maxNewTokens,
    signal,
    onText,
  }: { maxNewTokens: number; signal?: AbortSignal; onText?(written: Written): void },
): Promise<Written> {
  const { eosId, maxPositions } = engine.info;
  const room = maxPositions - text.input.length;
  if (room < 1)
    throw new Error(`the text fills all ${maxPositions} tokens that the model reads; nothing can follow it`);
  const rows: [number[], number[]] = [[], []];
  const words = (): Written => [tokenizer.pieces(rows[0]).join(''), tokenizer.pieces(rows[1]).join('')];
  await engine.generate([{ ids: text.input }, { ids: text.input, edits: [inInput(text, edit)] }], {
    maxNewTokens: Math.min(maxNewTokens, room),
    stopIds: eosId === null ? [] : [eosId],
    ...(signal && { signal }),
    onStep(tokens) {
      for (const { row, id } of tokens) rows[row]!.push(id);
      onText?.(words());
      return [];
    },
  });
  return words();
}
