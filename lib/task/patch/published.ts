import type { Given, PublishedAnswer } from '../task';
import type { PatchBody, PatchTruth } from './body';

/** A question in the form in which the paper's patching data are published (docs/METHOD.md). */
export function publishedPatch(
  body: PatchBody,
  truth: PatchTruth,
  { vector }: Given,
  answerOf: (relation: string, subject: string) => string | null,
): Record<string, unknown> {
  const { layers, tokens, sourceTokens, position, sourcePosition, relation, subject } = body;
  return {
    layer: layers,
    input_tokens: tokens,
    original_continuation: [truth.original.output],
    ablated_continuation: [truth.patched.output],
    is_different: truth.changed,
    patch_position: {
      orig_pos: position,
      orig_text_token: tokens[position],
      counterfact_pos: sourcePosition,
      counterfact_text_token: sourceTokens[sourcePosition],
      intervention_vector: [...(vector ?? [])],
    },
    counterfactual_text: body.source,
    gt_original_target: answerOf(relation, subject),
    gt_counterfactual_target: truth.sourceOutput?.trim() ?? null,
    token_type: body.positionType,
  };
}

/** What a line of predictions tells of a question: its texts and its place, without the vector. */
export function publishedPatchAnswer(
  body: PatchBody,
  { original, patched, changed }: PatchTruth,
): PublishedAnswer {
  const { layers, tokens, sourceTokens, position, sourcePosition } = body;
  return {
    task: 'act_patch',
    extra_args: {
      layer: layers,
      input: body.text,
      input_tokens: tokens,
      original_response: original.output,
      ablated_response: patched.output,
      is_different: changed,
      patch_position: {
        orig_pos: position,
        orig_text_token: tokens[position],
        counterfact_pos: sourcePosition,
        counterfact_text_token: sourceTokens[sourcePosition],
      },
      counterfactual_text: body.source,
    },
  };
}
