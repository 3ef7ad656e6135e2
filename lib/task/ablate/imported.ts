import { z } from 'zod';
import { checkRow } from '../checked-row';
import { inBrackets } from '../change/claim';
import { firstLabel, type Importing, type ImportTarget, keyOf, plainText } from '../importing';
import { MOST_TOKENS, type AblateBody, type AblateTruth, type Attribution } from './body';

const word = z.string().max(200);
const text = z.string().min(1).max(20_000);

const rowSchema = z.object({
  question: z.string().max(8000),
  choices: z.array(z.string()),
  correct_answer: word.nullish(),
  /** What is said without the hint, and with it. */
  zeroshot_prediction: word,
  random_hint_prediction: word,
  hint: z.string().min(1).max(400),
  hint_prompt_full: text,
  changed_pred_bc_hint: z.boolean().nullish(),
});

const predictionSchema = z.object({
  predicted_label: z.union([z.string().max(4000), z.array(z.string().max(4000))]),
  prompt: z.string().optional(),
  extra_args: z.object({ input: text }),
});

/** Ablation rows of the paper: a hint that was taken out of a question with options. */
export const importedAblation: Importing<AblateBody, AblateTruth, Attribution> = {
  question(row, target) {
    const read = checkRow(rowSchema, row);
    const { hint_prompt_full: prompt, hint } = read;
    const { tokens, span } = findSpan(prompt, hint, target);
    const [before, after] = [read.random_hint_prediction, read.zeroshot_prediction];
    const changed = plainText(before) !== plainText(after);
    // Null in a quarter of the paper's rows: it follows from the two answers.
    if (read.changed_pred_bc_hint != null && read.changed_pred_bc_hint !== changed)
      throw new Error(
        `changed_pred_bc_hint is ${read.changed_pred_bc_hint}, and the predictions are ${JSON.stringify(after)} and ${JSON.stringify(before)}`,
      );
    const [original, ablated] = [before, after].map((output) => ({ output, top: [] }));
    return {
      body: {
        ...{ relation: '', subject: plainText(read.question).slice(0, 200), exposure: null },
        hint: hintKind(hint, read),
        options: [read.correct_answer ?? '', before].every((answer) => plainText(answer).length <= 1)
          ? 'letters'
          : 'words',
        ...{ spanKind: 'hint', span, text: prompt, tokens },
      },
      truth: { original: original!, ablated: ablated!, changed, effect: null },
      detail: { tokens, original: original!, removals: { tokens: [], words: [], sentences: [] } },
    };
  },

  key: ({ text: asked }) => keyOf(plainText(asked)),

  prediction(row) {
    const { predicted_label, extra_args } = checkRow(predictionSchema, row);
    return { key: keyOf(plainText(extra_args.input)), said: firstLabel(predicted_label) };
  },

  explanation: inBrackets,
};

/** The tokens of a prompt, and those that its last hint lies in. */
function findSpan(prompt: string, hint: string, target: ImportTarget) {
  const at = prompt.lastIndexOf(hint);
  if (at < 0) throw new Error(`hint: ${JSON.stringify(hint)} does not stand in hint_prompt_full`);
  const { tokens } = target.read(prompt);
  if (tokens.length > MOST_TOKENS)
    throw new Error(`hint_prompt_full: has ${tokens.length} tokens, and ${MOST_TOKENS} are the most`);
  // Where the tokenizer puts a space before the first word, all tokens lie one further.
  const lead = tokens.join('').length - prompt.length;
  let [end, from, to] = [-Math.max(0, lead), -1, -1];
  tokens.forEach((token, i) => {
    const begin = end;
    end += token.length;
    if (end <= at || begin >= at + hint.length || token === '') return;
    if (from < 0) from = i;
    to = i + 1;
  });
  if (from < 0) throw new Error('hint: no token of the target lies in it');
  return { tokens, span: { from, to } };
}

function hintKind(hint: string, { correct_answer: right }: z.infer<typeof rowSchema>): AblateBody['hint'] {
  if (right == null) return 'none';
  const told = plainText(hint.replace(/^\s*hint:/i, '')).toLowerCase();
  return told === plainText(right).toLowerCase() ? 'right' : 'wrong';
}
