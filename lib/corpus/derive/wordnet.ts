import { countBy } from '@/lib/corpus/derive/select';

/** One synset of WordNet's `data.*` files. */
export interface Synset {
  /** Byte offset as eight digits: its identity within a part of speech. */
  offset: string;
  /** Lexicographer file number, for example 5 for animals and 18 for persons. */
  lexFile: number;
  /** Lemmas, underscores turned into spaces. */
  lemmas: string[];
  pointers: { symbol: string; offset: string; pos: string }[];
  definition: string;
  examples: string[];
}

/**
 * Reads a WordNet `data.noun`, `data.verb`, `data.adj` or `data.adv` file.
 * @throws Error naming the line when a synset line lacks its gloss or its counts.
 */
export function parseWordNet(data: string): Synset[] {
  const synsets: Synset[] = [];
  data.split('\n').forEach((line, i) => {
    // The licence stands at the head of the file, indented.
    if (line === '' || line.startsWith('  ')) return;
    const bar = line.indexOf(' | ');
    if (bar < 0) throw new Error(`WordNet data, line ${i + 1}: no gloss`);
    const fields = line.slice(0, bar).split(' ');
    const at = (k: number): string => {
      const field = fields[k];
      if (field === undefined)
        throw new Error(`WordNet data, line ${i + 1}: ends after ${fields.length} fields`);
      return field;
    };
    const words = parseInt(at(3), 16);
    const lemmas = Array.from({ length: words }, (_, k) =>
      at(4 + 2 * k)
        .replace(/\(\w+\)$/, '')
        .replaceAll('_', ' '),
    );
    const base = 4 + 2 * words;
    const pointers = Array.from({ length: parseInt(at(base), 10) }, (_, k) => ({
      symbol: at(base + 1 + 4 * k),
      offset: at(base + 2 + 4 * k),
      pos: at(base + 3 + 4 * k),
    }));
    const gloss = line.slice(bar + 3).trim();
    synsets.push({ offset: at(0), lexFile: parseInt(at(1), 10), lemmas, pointers, ...splitGloss(gloss) });
  });
  return synsets;
}

function splitGloss(gloss: string): { definition: string; examples: string[] } {
  const quote = gloss.search(/;? *"/);
  const definition = (quote < 0 ? gloss : gloss.slice(0, quote)).trim();
  const examples = [...gloss.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  return { definition, examples };
}

/** How many noun senses each lemma (lower case) has. */
export function senseCounts(synsets: readonly Synset[]): Map<string, number> {
  return countBy(synsets.flatMap(({ lemmas }) => [...new Set(lemmas.map((lemma) => lemma.toLowerCase()))]));
}

/** Lexicographer files of nouns that facts come from. */
export const LEX_ANIMAL = 5;
export const LEX_PLACE = 15;
export const LEX_PERSON = 18;
export const LEX_PLANT = 20;
