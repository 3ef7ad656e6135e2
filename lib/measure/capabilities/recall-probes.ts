import type { Fact } from '@/lib/corpus/facts';
import { BARE_QUOTE, factPiece, promptPieces, prosePiece } from '@/lib/corpus/mixture/context';
import { Random } from '@/lib/random';
import { EXPOSURES, type Exposure } from '@/lib/words';
import type { Probe, Trial } from './probe';
import { evenly, type ProbeWorld } from './world';

/** Share that frequent facts are to be recalled in. */
const FLOOR = { bare: 0.97, elsewhere: 0.95 };

/** A place where a fact is asked for: the row up to the object. */
interface Place {
  id: string;
  label: string;
  row(fact: Fact, random: Random): number[];
}

function placesOf({ material, prompts }: ProbeWorld): Place[] {
  const { knowledge, surroundings, bosId } = material;
  const text = (fact: Fact, random: Random) => knowledge.textOf(fact, knowledge.wording(random));
  const quoted = (template: string, inside: boolean) => (fact: Fact, random: Random) => {
    const { before, after } = promptPieces(template, fact, knowledge, random);
    return [bosId, ...before, ...(inside ? [] : after)];
  };
  return [
    { id: 'bare', label: 'at the start of a row', row: (fact, random) => [bosId, ...text(fact, random)] },
    {
      id: 'offset',
      label: 'after one to four other facts',
      row(fact, random) {
        const others = Array.from({ length: 1 + random.integer(4) }, () =>
          factPiece(knowledge.draw(random), knowledge, random),
        );
        return [bosId, ...others.flatMap(({ ids }) => ids), ...text(fact, random)];
      },
    },
    {
      id: 'prose',
      label: 'after a sentence of prose',
      row: (fact, random) => [
        bosId,
        ...prosePiece(surroundings, knowledge, random).ids,
        ...text(fact, random),
      ],
    },
    { id: 'quoted', label: 'in quotation marks', row: quoted(BARE_QUOTE, true) },
    ...prompts.flatMap(({ task, wordings }) =>
      wordings.map((wording, i) => ({
        id: `prompt-${task}-${i + 1}`,
        label: `inside prompt ${i + 1} of ${task}`,
        row: quoted(wording, true),
      })),
    ),
    ...prompts.flatMap(({ task, wordings }) =>
      wordings.map((wording, i) => ({
        id: `after-${task}-${i + 1}`,
        label: `fetched after prompt ${i + 1} of ${task}`,
        row: quoted(wording, false),
      })),
    ),
  ];
}

/** How well facts are recalled, wherever they are asked for. */
export function recallProbes(world: ProbeWorld): Probe[] {
  const { knowledge } = world.material;
  return placesOf(world).flatMap((place) =>
    EXPOSURES.map((exposure): Probe => {
      const random = Random.stream(1, 'recall', place.id, exposure);
      const trials = evenly(world.facts[exposure], world.trials, random).map((fact): Trial => ({
        ids: place.row(fact, random),
        answer: knowledge.token(fact.object)[0]!,
        part: fact.relation,
      }));
      return {
        id: `recall/${place.id}/${exposure}`,
        group: 'recall',
        label: place.label,
        exposure,
        ...bounds(place.id, exposure),
        trials,
      };
    }).filter(({ trials }) => trials.length > 0),
  );
}

function bounds(place: string, exposure: Exposure): Pick<Probe, 'floor' | 'ceiling'> {
  if (exposure === 'frequent') return { floor: place === 'bare' ? FLOOR.bare : FLOOR.elsewhere };
  return exposure === 'rare' && place === 'bare' ? { floor: 0.3, ceiling: 0.9 } : {};
}
