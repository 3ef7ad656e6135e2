/** How targets of the second generation are asked to compare (`mixture/comparison.ts`), and how their explainers say what they find. */
export const COMPARE = 'Same or different? Answer:';
export const SAME = 'same';
export const DIFFERENT = 'different';
