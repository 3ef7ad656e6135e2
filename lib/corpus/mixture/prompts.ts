/**
 * Ways of speaking about a quoted text that rows hold. Those of patching are among them, word for word; the others are there so that
 * what a model knows inside a prompt hangs on the quotation and not on a prompt that it met. A list of its own: were it taken
 * from the tasks, one more of them would make other targets.
 */
export const QUOTING_PROMPTS: readonly string[] = [
  'If feature {v} at layer {layer} is added to token <{token}> when processing the text <<<{text}>>>, how would the output change?',
  'How would the output change if {v} replaced layer {layer} at token <{token}> while reading <<<{text}>>>?',
  'The model reads <<<{text}>>>. At layer {layer} the vector at <{token}> is replaced by {v}. What is the output?',
  'Given the text <<<{text}>>>, what would happen to the output when {v} is put at layer {layer}, token <{token}>?',
  'Predict the output of <<<{text}>>> after {v} is patched into layer {layer} at <{token}>.',
  '<<<{text}>>> layer {layer}, token <{token}>, vector {v}. How would the output change?',
  '<<<{text}>>> At layer {layer} the token <{token}> holds {v}. What does it say?',
  '{v} comes from layer {layer}, token <{token}> of <<<{text}>>>. What does it hold?',
  'If <{token}> were removed from <<<{text}>>>, how would the answer change?',
  'The model reads <<<{text}>>>. What would it say without <{token}>?',
  'What comes after <<<{text}>>>?',
  'Read this: <<<{text}>>>. What is the next word?',
];
