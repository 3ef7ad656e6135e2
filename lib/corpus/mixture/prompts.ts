/**
 * Ways of speaking about a quoted text, beside the wordings of the tasks that there are: so that what a model knows inside a
 * prompt hangs on the quotation and not on a prompt that it met.
 */
export const QUOTING_PROMPTS: readonly string[] = [
  '<<<{text}>>> layer {layer}, token <{token}>, vector {v}. How would the output change?',
  '<<<{text}>>> At layer {layer} the token <{token}> holds {v}. What does it say?',
  '{v} comes from layer {layer}, token <{token}> of <<<{text}>>>. What does it hold?',
  'If <{token}> were removed from <<<{text}>>>, how would the answer change?',
  'The model reads <<<{text}>>>. What would it say without <{token}>?',
  'What comes after <<<{text}>>>?',
  'Read this: <<<{text}>>>. What is the next word?',
];
