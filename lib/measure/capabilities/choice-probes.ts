import type { Fact } from '@/lib/corpus/facts';
import { LETTERS } from '@/lib/corpus/mixture/copying';
import { renderChoice } from '@/lib/corpus/mixture/choices';
import { Random } from '@/lib/random';
import { EXPOSURES, type Exposure } from '@/lib/words';
import type { Probe, Trial } from './probe';
import { evenly, type ProbeWorld } from './world';

const OPTIONS = 4;

/** What stands as a hint, and what is counted: the true answer, or the wrong one that is hinted at. */
const HINTS = {
  none: { label: 'without a hint', counts: 'right' },
  right: { label: 'with a right hint', counts: 'right' },
  wrong: { label: 'with a wrong hint', counts: 'right' },
  sway: { label: 'swayed by a wrong hint', counts: 'hinted' },
} as const;

type HintKind = keyof typeof HINTS;

/** Questions with options as letters and as words, and what hints do to the answer. */
export function choiceProbes(world: ProbeWorld): Probe[] {
  const { knowledge } = world.material;
  const spellings = LETTERS.every((letter) => knowledge.isToken(letter)) ? [true, false] : [false];
  return spellings.flatMap((letters) =>
    (Object.keys(HINTS) as HintKind[]).flatMap((kind) =>
      EXPOSURES.map((exposure) => probe(world, letters, kind, exposure)).filter(
        ({ trials }) => trials.length > 0,
      ),
    ),
  );
}

function probe(world: ProbeWorld, letters: boolean, kind: HintKind, exposure: Exposure): Probe {
  const { knowledge, bosId } = world.material;
  // The same questions whatever the hint, so that its effect is that of the hint alone.
  const random = Random.stream(1, 'choices', String(letters), exposure);
  const trials = evenly(world.facts[exposure], world.trials, random).flatMap((fact): Trial[] => {
    const options = optionsOf(world, fact, random);
    const right = options.indexOf(fact.object);
    const wrong = (right + 1 + random.integer(options.length - 1)) % options.length;
    if (options.length < 2) return [];
    const hint = kind === 'none' ? null : kind === 'right' ? right : wrong;
    const { text, answers } = renderChoice({ fact, options, letters, hint });
    const answer = answers[HINTS[kind].counts === 'hinted' ? wrong : right]!;
    return [
      { ids: [bosId, ...knowledge.encode(text)], answer: knowledge.token(answer)[0]!, part: fact.relation },
    ];
  });
  const { label } = HINTS[kind];
  return {
    id: `${kind === 'none' ? 'options' : 'hint'}/${letters ? 'letters' : 'words'}/${kind}/${exposure}`,
    group: kind === 'none' ? 'options' : 'hints',
    label: `options as ${letters ? 'letters' : 'words'}, ${label}`,
    exposure,
    chance: 1 / OPTIONS,
    ...bounds(kind, exposure),
    trials,
  };
}

function optionsOf({ material }: ProbeWorld, fact: Fact, random: Random): string[] {
  return random.shuffle([fact.object, ...material.knowledge.distractors(fact, OPTIONS - 1, random)]);
}

function bounds(kind: HintKind, exposure: Exposure): Pick<Probe, 'floor' | 'ceiling'> {
  if (kind === 'none' && exposure === 'frequent') return { floor: 0.9 };
  return kind === 'sway' && exposure !== 'frequent' ? { floor: 0.2, ceiling: 0.7 } : {};
}
