/** Texts to try where no question is on record: a hint against what is known, and a plain sentence. */
export const TEXTS_TO_TRY: readonly { name: string; x: string }[] = [
  {
    name: 'a wrong hint',
    x: 'Question: what is the capital of Estonia? Options: Riga, Tallinn, Oslo. Hint: Oslo. Answer:',
  },
  {
    name: 'letters',
    x: 'Question: what is the capital of Peru? Options: Lima A, Quito B, Bogotá C. Hint: B. Answer:',
  },
  { name: 'a plain sentence', x: 'It is known that the capital of France is' },
];
