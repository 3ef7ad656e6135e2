/**
 * Wordings of the patching question, five ways of saying the same. `{v}` is the continuous token, `{layer}` the
 * patched layer or layers, `{token}` the patched token and `{text}` the text that the target reads.
 */
export const PATCH_WORDINGS: readonly string[] = [
  'If feature {v} at layer {layer} is added to token <{token}> when processing the text <<<{text}>>>, how would the output change?',
  'How would the output change if {v} replaced layer {layer} at token <{token}> while reading <<<{text}>>>?',
  'The model reads <<<{text}>>>. At layer {layer} the vector at <{token}> is replaced by {v}. What is the output?',
  'Given the text <<<{text}>>>, what would happen to the output when {v} is put at layer {layer}, token <{token}>?',
  'Predict the output of <<<{text}>>> after {v} is patched into layer {layer} at <{token}>.',
];

/** The same for models that say little: the text first, as the target itself reads it. */
export const BRIEF_PATCH_WORDINGS: readonly string[] = [
  '<<<{text}>>> layer {layer}, token {token}, vector {v}. Answer:',
];

/** Layers as a prompt names them: `2`, or `2-3` for a block. */
export function layerRange(layers: readonly number[]): string {
  const [first, last] = [layers[0], layers.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a patch question needs at least one layer');
  return first === last ? `${first}` : `${first}-${last}`;
}
