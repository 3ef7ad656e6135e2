import { z } from 'zod';
import { checkRow } from '../checked-row';
import { inBrackets } from '../change/claim';
import { firstLabel, type Importing, type ImportTarget, keyOf, plainText } from '../importing';
import { POSITION_TYPES, type PatchBody, type PatchTruth, type PositionType, type Sweep } from './body';
import { positionTypes } from './positions';

const layers = z.array(z.int().nonnegative()).min(1).max(128);
const word = z.string().max(200);

const placeSchema = z.object({
  orig_pos: z.int().nonnegative(),
  orig_text_token: word.optional(),
  counterfact_pos: z.int().nonnegative(),
  counterfact_text_token: word.optional(),
  intervention_vector: z.array(z.number()).optional(),
});

const rowSchema = z.object({
  layer: layers,
  input_tokens: z.array(word).min(1).max(256),
  original_continuation: z.array(word).min(1),
  ablated_continuation: z.array(word).min(1),
  is_different: z.boolean(),
  patch_position: placeSchema,
  counterfactual_text: z.string().min(1).max(4000),
  gt_counterfactual_target: word.nullish(),
  token_type: z.string().nullish(),
});

const predictionSchema = z.object({
  predicted_label: z.union([z.string().max(4000), z.array(z.string().max(4000))]),
  extra_args: z.object({
    layer: z.union([layers, z.int().nonnegative()]),
    input: z.union([z.string(), z.array(z.string())]),
    ablated_response: z.union([word, z.array(word).min(1)]),
    patch_position: placeSchema,
  }),
});

/** Patching rows of the paper. What they do not tell (the effect, a map of all cells) stays unknown. */
export const importedPatch: Importing<PatchBody, PatchTruth, Sweep> = {
  question(row, target) {
    const read = checkRow(rowSchema, row);
    const { patch_position: at, layer, is_different: changed } = read;
    for (const k of layer)
      if (k > target.layers)
        throw new Error(`layer: there is no layer ${k}; the target has 0 to ${target.layers}`);
    const vector = at.intervention_vector;
    if (vector && vector.length > 0 && vector.length !== target.dModel)
      throw new Error(
        `patch_position.intervention_vector: has ${vector.length} numbers, and vectors of the target ${target.dModel}`,
      );
    const { text, tokens, skipped } = textOf(read.input_tokens, target);
    const position = at.orig_pos - skipped;
    const source = target.read(read.counterfactual_text);
    const sourcePosition = placeIn(source.tokens, at, read.counterfactual_text);
    if (tokens[position] === undefined)
      throw new Error(`patch_position.orig_pos: the text has ${tokens.length} tokens, and no ${at.orig_pos}`);
    const [before, after] = [read.original_continuation[0]!, read.ablated_continuation[0]!];
    if (changed === (plainText(before) === plainText(after)))
      throw new Error(
        `is_different is ${changed}, and the continuations are ${JSON.stringify(before)} and ${JSON.stringify(after)}`,
      );
    const [original, patched] = [before, after].map((output) => ({ output, top: [] }));
    const [subject, sourceSubject, alike] = differing(plainText(text), plainText(read.counterfactual_text));
    const sourceOutput = read.gt_counterfactual_target;
    return {
      body: {
        relation: '',
        // One wording with another subject; or else nothing is known of the two.
        pairType: alike ? 'same-relation' : 'other-relation',
        positionType: kindOf(read.token_type, tokens, position),
        ...{ layers: layer, position, sourcePosition, text, source: read.counterfactual_text },
        ...{ subject, sourceSubject, tokens, sourceTokens: source.tokens },
      },
      truth: {
        ...{ original: original!, patched: patched!, changed, effect: null },
        ...(sourceOutput != null && { sourceOutput }),
      },
      detail: {
        ...{ tokens, sourceTokens: source.tokens, layers: [...layer].sort((a, b) => a - b) },
        alignment: tokens.map((_, i) => (i === position ? sourcePosition : null)),
        original: original!,
        sourceOutcome: { output: sourceOutput ?? '', top: [] },
        cells: layer.map(() => tokens.map(() => null)),
      },
    };
  },

  key: ({ text, layers: at, position }, { patched }) =>
    keyOf(plainText(text), [...at].sort(), position, plainText(patched.output)),

  prediction(row, target) {
    const { predicted_label, extra_args: of } = checkRow(predictionSchema, row);
    const tokens = typeof of.input === 'string' ? target.read(of.input).tokens : of.input;
    const { text, skipped } = textOf(tokens, target);
    const at = [of.layer].flat().sort();
    const output = [of.ablated_response].flat()[0]!;
    const key = keyOf(plainText(text), at, of.patch_position.orig_pos - skipped, plainText(output));
    return { key, said: firstLabel(predicted_label) };
  },

  explanation: inBrackets,
};

/** Tokens as files of some tokenizers have them: bytes and spaces in letters of their own. */
const spelled = (token: string): string =>
  token.replaceAll('Ġ', ' ').replaceAll('Ċ', '\n').replaceAll('▁', ' ');

/**
 * The text of tokens, which the target has to read as those very tokens: positions mean nothing otherwise. Special tokens before
 * the text are no part of it.
 */
function textOf(
  given: readonly string[],
  target: ImportTarget,
): { text: string; tokens: string[]; skipped: number } {
  const skipped = given.findIndex((token) => !/^<[|\w/ -]+>$/.test(token));
  if (skipped < 0) throw new Error('input_tokens: are special tokens alone');
  const wanted = given.slice(skipped).map(spelled);
  const text = wanted.join('');
  // Where a tokenizer puts a space before the first word by itself, the text has none.
  for (const exactly of [true, false])
    for (const candidate of [text.trimStart(), text]) {
      const { tokens } = target.read(candidate);
      const same = (token: string, i: number) =>
        exactly ? token === wanted[i] : token.trim() === wanted[i]!.trim();
      if (tokens.length === wanted.length && tokens.every(same)) return { text: candidate, tokens, skipped };
    }
  const { tokens } = target.read(text);
  throw new Error(
    `input_tokens: are ${wanted.length} tokens, and the target reads their text as ${tokens.length} others`,
  );
}

/** Where the source is read, with or without a special token before it: the word that is told decides. */
function placeIn(
  tokens: readonly string[],
  { counterfact_pos: at, counterfact_text_token: told }: z.infer<typeof placeSchema>,
  text: string,
): number {
  const isThere = (place: number) =>
    tokens[place] !== undefined && (told === undefined || tokens[place].trim() === spelled(told).trim());
  const place = [at, at - 1].find(isThere);
  if (place === undefined)
    throw new Error(
      `patch_position.counterfact_pos: token ${at} of ${JSON.stringify(text.slice(0, 60))} is ${JSON.stringify(tokens[at] ?? '')}, and not ${JSON.stringify(told ?? '')}`,
    );
  return place;
}

function kindOf(told: string | null | undefined, tokens: readonly string[], position: number): PositionType {
  const known = POSITION_TYPES.find((type) => type === told);
  return known ?? positionTypes(tokens)[position] ?? 'other';
}

/** What two texts differ in, between the words that they begin and end with alike; whether they have such words. */
function differing(a: string, b: string): [string, string, boolean] {
  const [x, y] = [a.split(' '), b.split(' ')];
  const most = Math.min(x.length, y.length);
  let [begin, end] = [0, 0];
  while (begin < most && x[begin] === y[begin]) begin++;
  while (end < most - begin && x.at(-1 - end) === y.at(-1 - end)) end++;
  const middle = (words: string[]) => words.slice(begin, words.length - end).join(' ');
  return [middle(x) || a, middle(y) || b, begin + end > 0];
}
