/** How answers are drawn: as the model distributes them, some a question. */
export const DRAWS = { samples: 8, temperature: 1, seed: 1 } as const;
