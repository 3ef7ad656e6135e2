/** Removes accents and other marks: `Bogotá` becomes `Bogota`. */
export function foldAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ø/g, 'o')
    .replace(/Ø/g, 'O');
}

/** Whether a text is one word of plain letters, as every object must be. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z]+$/.test(text);
}

/** Whether a text can be a subject: one to `maxWords` words of Latin letters, hyphens inside words allowed. */
export function isCleanName(text: string, maxWords = 4): boolean {
  const words = text.split(' ');
  return (
    words.length <= maxWords &&
    words.every((word) => /^\p{Script=Latin}+(-\p{Script=Latin}+)*$/u.test(word)) &&
    text.length >= 3
  );
}

/**
 * Whether a subject contains its object (`bulldog`, dog) or, unless `derived` objects are welcome, the object its
 * subject (`Luxembourg`, Luxembourg).
 */
export function givesAway(subject: string, object: string, derived = false): boolean {
  const s = foldAccents(subject).toLowerCase();
  const o = object.toLowerCase();
  return s.includes(o) || (!derived && o.includes(s));
}
