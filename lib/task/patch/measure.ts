import { group, rollup } from 'd3-array';
import { meanVector, readText } from '@/lib/measure/text';
import type { LoadedModel, Measure, Measured, MeasuredDetail } from '../measure';
import type { PatchBody, PatchTruth, Sweep } from './body';
import { chooseCells } from './cells';
import { measureMovement, movementSurvey } from './movement';
import { drawPairs } from './pairs';
import { measurePatches } from './patches';
import { layersAt, patchPlaceOf } from './places';
import { layerBlocks, sitesOf } from './sites';
import { patchCell, setOf } from './strata';
import { sweep } from './sweep';

const pairKey = ({ text, source }: Pick<PatchBody, 'text' | 'source'>): string => `${text}\t${source}`;

/** How patches are drawn and measured: pairs of facts in one wording, patched at up to three tokens, at a block of layers each. */
export const patchMeasure: Measure<PatchBody, PatchTruth, Sweep> = {
  sizes: {
    train: { drawn: 90_000, kept: 64_000 },
    validation: { drawn: 5000, kept: 3200 },
    test: { drawn: 9000, kept: 5200 },
  },
  batch: 100,

  choose: ({ facts }, model, random) => chooseCells(model, facts, random),

  draw({ facts }, { engine, tokenizer }, count, random, cells) {
    const blocks = layerBlocks(engine.info.layers);
    const asked = new Set(cells.map(({ set, cell }) => `${set}\t${cell}`));
    return drawPairs(facts, count, random).map((pair) => {
      const ids = tokenizer.encode(pair.text.text);
      const sourceIds = tokenizer.encode(pair.source.text);
      const shared = {
        relation: pair.fact.relation,
        pairType: pair.pairType,
        text: pair.text.text,
        source: pair.source.text,
        subject: pair.fact.subject,
        sourceSubject: pair.sourceFact.subject,
        tokens: tokenizer.pieces(ids),
        sourceTokens: tokenizer.pieces(sourceIds),
        ...(pair.crossed.length > 0 ? { crossed: [...pair.crossed] } : {}),
      };
      const bodies = sitesOf(pair, tokenizer, ids, sourceIds, blocks)
        .map((site) => ({ ...shared, ...site, layers: [...site.layers] }))
        .filter((body) => asked.has(`${setOf(body)}\t${patchCell(body)}`));
      // One at each token: the layers of one pair nearly always agree, and many pairs teach more than many layers.
      return [...group(bodies, ({ positionType }) => positionType).values()].map((own) => random.pick(own));
    });
  },

  async measure({ engine, tokenizer }, bodies, signal) {
    signal?.throwIfAborted();
    const pairs = rollup(
      bodies.entries(),
      (some) => some,
      ([, body]) => pairKey(body),
    );
    const groups = [...pairs.values()].map((some) => {
      const [, { text, source }] = some[0]!;
      return {
        text: readText(engine, tokenizer, text),
        source: readText(engine, tokenizer, source),
        sites: some.map(([, body]) => body),
        places: some.map(([at]) => at),
      };
    });
    const measured = await measurePatches(engine, tokenizer, groups);
    const results: (Measured<PatchTruth> | null)[] = bodies.map(() => null);
    groups.forEach(({ text, places }, g) =>
      places.forEach((at, s) => {
        const { truth, vector, difference } = measured[g]![s]!;
        // The same vector in its own place: nothing is patched, and nothing is asked.
        if (difference > 0) results[at] = { truth, given: { ids: text.ids, vector } };
      }),
    );
    return results;
  },

  async detail(
    { engine, tokenizer }: LoadedModel,
    { text, source },
    signal,
    onPart,
  ): Promise<MeasuredDetail<Sweep>> {
    const { sweep: map, vectors } = await sweep(engine, tokenizer, text, source, { onPart });
    signal?.throwIfAborted();
    const ids = tokenizer.encode(text);
    return {
      detail: map,
      givenAt(named) {
        const place = patchPlaceOf(named);
        const patched = place ? layersAt(place).map((layer) => vectors[layer]?.[place.pos] ?? null) : [];
        const known = patched.filter((vector) => vector !== null);
        return known.length > 0 && known.length === patched.length
          ? { ids, vector: meanVector(known) }
          : null;
      },
    };
  },

  async further({ engine, tokenizer }, { text, source }, measured, named, signal) {
    const { detail } = measured;
    const place = patchPlaceOf(named);
    const sourcePosition = place && detail.alignment[place.pos];
    if (!place || typeof sourcePosition !== 'number') return measured;
    const { layer, to, pos: position } = place;
    const [[patch] = []] = await measurePatches(engine, tokenizer, [
      {
        text: readText(engine, tokenizer, text),
        source: readText(engine, tokenizer, source),
        sites: [{ layers: layersAt(place), position, sourcePosition }],
      },
    ]);
    signal?.throwIfAborted();
    const { patched, changed, effect } = patch!.truth;
    const block = { layer, to, position, ...patched, changed, effect };
    return { ...measured, detail: { ...detail, blocks: [...(detail.blocks ?? []), block] } };
  },

  detailKey: pairKey,

  async survey(model, { facts }, count, random) {
    const cells = await measureMovement(model, facts, count, random);
    return movementSurvey(cells, model.engine.info.layers);
  },
};
