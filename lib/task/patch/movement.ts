import { group, rollup } from 'd3-array';
import type { Fact, RelationId } from '@/lib/corpus/facts';
import { render, WORDINGS } from '@/lib/corpus/wordings';
import type { Engine } from '@/lib/engine/engine';
import { readText } from '@/lib/measure/text';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import type { Survey } from '../survey';
import type { PositionType } from './body';
import { drawPairs, sitesOf, type FactPair } from './draw';
import { measurePatches } from './patches';

/** How two texts of a pair differ: in one of the ways questions do, or in subject and relation within a group of facts. */
export const MOVEMENT_PAIRS = ['same-relation', 'same-object', 'other-relation', 'within-group'] as const;
export type MovementPair = (typeof MOVEMENT_PAIRS)[number];

/** What patches at one layer and kind of token do, over texts: shares are of `n`. */
export interface MovementCell {
  pair: MovementPair;
  positionType: PositionType;
  /** 0 is the embedding, k the output of block k. */
  layer: number;
  n: number;
  /** Outputs that the patch changes. */
  changed: number;
  /** Outputs that are neither the text's own nor the source's: what the two give together. */
  composed: number;
  /** Outputs that are composed and true: the source's relation of the text's subject, or the other way round. */
  composedTrue: number;
}

interface Pair extends Omit<FactPair, 'pairType'> {
  pairType: MovementPair;
  /** Objects that the subjects and relations of the two texts have when they are exchanged. */
  crossed: readonly string[];
}

/** Pairs of every kind, `count` of each; texts of one pair have one wording. */
function drawAll(facts: readonly Fact[], count: number, random: Random): Pair[] {
  const known: Pair[] = [];
  const drawn = group(drawPairs(facts, 8 * count, random), (pair) => pair.pairType);
  for (const [, pairs] of drawn)
    known.push(...pairs.slice(0, count).map((pair) => ({ ...pair, crossed: [] })));
  return [...known, ...drawWithinGroups(facts, count, random)];
}

/** Two subjects of one group, each with another of its relations, where all four objects differ. */
function drawWithinGroups(facts: readonly Fact[], count: number, random: Random): Pair[] {
  const groups = alike(facts).filter((subjects) => subjects.length > 1);
  const pairs: Pair[] = [];
  for (let tries = 0; pairs.length < count && tries < 100 * count; tries++) {
    const subjects = random.pick(groups);
    const [[subject, own], [sourceSubject, others]] = [random.pick(subjects), random.pick(subjects)];
    const relations = [...own.keys()];
    const [relation, sourceRelation] = [random.pick(relations), random.pick(relations)];
    const four = [
      own.get(relation)!,
      own.get(sourceRelation)!,
      others.get(relation)!,
      others.get(sourceRelation)!,
    ];
    if (subject === sourceSubject || new Set(four).size < 4) continue;
    const fact: Fact = { relation, subject, object: four[0]!, source: '' };
    const sourceFact: Fact = {
      relation: sourceRelation,
      subject: sourceSubject,
      object: four[3]!,
      source: '',
    };
    const wording = random.integer(WORDINGS.length);
    pairs.push({
      pairType: 'within-group',
      fact,
      sourceFact,
      text: render(fact, wording),
      source: render(sourceFact, wording),
      crossed: [four[1]!, four[2]!],
    });
  }
  return pairs;
}

/** Subjects that have the very same relations, two of them or more, with their objects. */
function alike(facts: readonly Fact[]): [subject: string, objects: Map<RelationId, string>][][] {
  const subjects = rollup(
    facts,
    (own) => new Map(own.map(({ relation, object }) => [relation, object])),
    ({ subject }) => subject,
  );
  const several = [...subjects].filter(([, objects]) => objects.size > 1);
  return [...group(several, ([, objects]) => [...objects.keys()].sort().join()).values()];
}

/** Pairs that are measured together. */
const BATCH = 50;

/**
 * Where information moves: the share of patches that change the output, and of those whose output neither text gives, for
 * each kind of pair, kind of token and layer.
 *
 * @param count pairs of each kind
 */
export async function measureMovement(
  engine: Engine,
  tokenizer: Tokenizer,
  facts: readonly Fact[],
  count: number,
  random: Random,
): Promise<MovementCell[]> {
  const layers = Array.from({ length: engine.info.layers + 1 }, (_, layer) => layer);
  const pairs = drawAll(facts, count, random);
  const cells = new Map<string, MovementCell>();
  for (let from = 0; from < pairs.length; from += BATCH) {
    const some = pairs.slice(from, from + BATCH).map((pair) => {
      const [text, source] = [pair.text, pair.source].map((given) => readText(engine, tokenizer, given.text));
      const sites = sitesOf(
        { ...pair, pairType: 'same-relation' },
        tokenizer,
        text!.ids,
        source!.ids,
        layers,
      );
      return { pair, text: text!, source: source!, sites };
    });
    const measured = await measurePatches(engine, tokenizer, some);
    some.forEach(({ pair, sites }, p) => {
      // The last token after the last block holds the output itself: patched there, the source's output appears.
      const last = sites.findIndex(
        (site) => site.positionType === 'last' && site.layers[0] === layers.at(-1),
      );
      const sourceOutput = measured[p]![last]?.truth.patched.output;
      sites.forEach(({ positionType, layers: [layer] }, s) => {
        const { truth, difference } = measured[p]![s]!;
        if (difference === 0) return;
        const key = [pair.pairType, positionType, layer].join();
        const cell = cells.get(key) ?? {
          pair: pair.pairType,
          positionType,
          layer: layer!,
          n: 0,
          changed: 0,
          composed: 0,
          composedTrue: 0,
        };
        cells.set(key, cell);
        const composed = truth.changed && truth.patched.output !== sourceOutput;
        cell.n++;
        if (truth.changed) cell.changed++;
        if (composed) cell.composed++;
        if (composed && pair.crossed.includes(truth.patched.output.trim())) cell.composedTrue++;
      });
    });
  }
  return [...cells.values()];
}

/** Whether a cell says something that the texts alone do not: it changes some outputs and not others, or composes them. */
export function isInformative({ n, changed, composed }: MovementCell): boolean {
  const share = changed / n;
  return (share >= 0.1 && share <= 0.9) || composed / n >= 0.5;
}

/** The cells as a table: a row for each kind of pair and token, a column a layer. */
export function movementSurvey(cells: readonly MovementCell[], layers: number): Survey {
  const at = new Map(cells.map((cell) => [[cell.pair, cell.positionType, cell.layer].join(), cell]));
  const columns = Array.from({ length: layers + 1 }, (_, layer) => layer);
  return {
    columns: columns.map((layer) => `layer ${layer}`),
    figures: ['changed', 'composed', 'composed and true'],
    rows: MOVEMENT_PAIRS.flatMap((pair) =>
      (['subject-final', 'relation', 'last'] as const).map((positionType) => ({
        name: `${pair}, ${positionType}`,
        cells: columns.map((layer) => {
          const cell = at.get([pair, positionType, layer].join());
          if (!cell) return null;
          const { n, changed, composed, composedTrue } = cell;
          return { n, counts: [changed, composed, composedTrue], worthAsking: isInformative(cell) };
        }),
      })),
    ),
  };
}
