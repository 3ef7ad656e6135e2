import { LETTERS } from '@/lib/corpus/mixture/copying';
import type { Given, PublishedAnswer } from '../task';
import type { AblateBody, AblateTruth } from './body';

/** A question about a hint in the form in which the paper's ablation data are published (docs/METHOD.md); null for other spans. */
export function publishedAblation(
  { spanKind, span, text, tokens, relation, subject, options }: AblateBody,
  measured: AblateTruth,
  { ids }: Given,
  answerOf: (relation: string, subject: string) => string | null,
): Record<string, unknown> | null {
  if (spanKind !== 'hint') return null;
  const { original, ablated, changed } = measured;
  const hint = tokens.slice(span.from, span.to).join('').trim();
  const listed = (/Options: ([^.]+)\./.exec(text)?.[1] ?? '').split(', ');
  // A letter follows its option.
  const choices = options === 'letters' ? listed.map((option) => option.slice(0, -2)) : listed;
  const truth = answerOf(relation, subject);
  const at = truth === null ? -1 : choices.indexOf(truth);
  return {
    question: text.slice('Question: '.length, text.indexOf(' Options:')),
    choices,
    correct_answer: options === 'letters' ? (LETTERS[at] ?? null) : truth,
    zeroshot_prediction: ablated.output.trim(),
    random_hint_prediction: original.output.trim(),
    hint: hint.replace(/\.$/, ''),
    hint_token_ids: ids.slice(span.from, span.to),
    original_prompt_full: [...tokens.slice(0, span.from), ...tokens.slice(span.to)].join('').trim(),
    hint_prompt_full: text,
    changed_pred_bc_hint: changed,
  };
}

/** What a line of predictions tells of a question about a hint; null for other spans. */
export function publishedAblationAnswer(
  { spanKind, span, text, tokens }: AblateBody,
  { original, ablated, changed }: AblateTruth,
): PublishedAnswer | null {
  if (spanKind !== 'hint') return null;
  return {
    task: 'hint_attribution',
    extra_args: {
      input: text,
      original_response: original.output,
      ablated_response: ablated.output,
      hint: tokens.slice(span.from, span.to).join('').trim().replace(/\.$/, ''),
      changed_pred_bc_hint: changed,
      is_different: changed,
    },
  };
}
