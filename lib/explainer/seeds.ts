/** The id that all seeds of an explainer share: that of the first. */
export const seedless = (id: string): string => id.replace(/\.s\d+$/, '');

/** The id of one whose scores are the means of all seeds of an explainer. */
export const meanOfSeeds = (id: string): string => `${seedless(id)}.seeds`;
