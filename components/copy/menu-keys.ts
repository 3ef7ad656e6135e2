/** The entry of a menu that a key leads to from another: by arrows around, to the ends, or to the next that begins with a letter. */
export function stepIn(entries: readonly { name: string }[], at: number, key: string): number | null {
  const count = entries.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default: {
      // Space and Enter choose.
      if (!/^\S$/u.test(key)) return null;
      const begins = (index: number) => entries[index]!.name.toLowerCase().startsWith(key.toLowerCase());
      const after = entries.map((_, step) => (at + 1 + step) % count);
      return after.find(begins) ?? at;
    }
  }
}
