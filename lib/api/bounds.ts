/** How much the API gives and takes at a time; the page about it says so. */

/** Links of one caller: those that are stored, and whatever is sent, as to read and check what is refused then is work too. */
export const LINK_LIMITS = {
  links: { requests: 30, perMs: 60_000 },
  attempts: { requests: 120, perMs: 60_000 },
} as const;

/** Questions that one caller may have explainers behind HTTP asked, and whatever is sent for that. */
export const ASK_LIMITS = {
  answers: { requests: 20, perMs: 60_000 },
  attempts: { requests: 60, perMs: 60_000 },
} as const;

/** Exports that one caller may read at a time, and how long one is waited for who takes nothing of it. */
export const EXPORT_BOUNDS = { ofOne: 2, stallMs: 30_000 } as const;
