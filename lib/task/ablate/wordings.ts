/**
 * Wordings of the ablation question, five ways of saying the same. `{text}` is what the target reads, `{span}` what is
 * taken away.
 */
export const ABLATE_WORDINGS: readonly string[] = [
  'If <{span}> were removed from <<<{text}>>>, how would the answer change?',
  'The model reads <<<{text}>>>. What would it say without <{span}>?',
  'Without <{span}>, how would the output of <<<{text}>>> change?',
  'Given the text <<<{text}>>>, what would happen to the output if <{span}> were left out?',
  'Predict the output of <<<{text}>>> with <{span}> taken away.',
];

/** The same for models that say little: the text first, as the target itself reads it. */
export const BRIEF_ABLATE_WORDINGS: readonly string[] = ['<<<{text}>>> without <{span}>. Answer:'];
