import { rollup } from 'd3-array';
import { readText } from '@/lib/measure/text';
import type { LoadedModel, Measure, Measured, MeasuredDetail } from '../measure';
import type { PatchBody, PatchTruth, Sweep } from './body';
import { drawPairs, sitesOf } from './draw';
import { measureMovement, movementSurvey } from './movement';
import { measurePatches } from './patches';
import { sweep } from './sweep';

const pairKey = ({ text, source }: Pick<PatchBody, 'text' | 'source'>): string => `${text}\t${source}`;

/** How patches are drawn and measured: pairs of facts in one wording, each patched at every layer of three tokens. */
export const patchMeasure: Measure<PatchBody, PatchTruth, Sweep> = {
  sizes: {
    train: { drawn: 5000, kept: 10_000 },
    validation: { drawn: 700, kept: 800 },
    test: { drawn: 1400, kept: 1600 },
  },
  batch: 50,

  draw({ facts }, { engine, tokenizer }, count, random) {
    const layers = Array.from({ length: engine.info.layers + 1 }, (_, layer) => layer);
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
      };
      return sitesOf(pair, tokenizer, ids, sourceIds, layers).map((site) => ({
        ...shared,
        ...site,
        layers: [...site.layers],
      }));
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

  async detail({ engine, tokenizer }: LoadedModel, { text, source }, signal): Promise<MeasuredDetail<Sweep>> {
    const { sweep: map, vectors } = await sweep(engine, tokenizer, text, source);
    signal?.throwIfAborted();
    const ids = tokenizer.encode(text);
    return {
      detail: map,
      givenAt({ layer, pos }) {
        const row = layer === undefined ? undefined : vectors[map.layers.indexOf(layer)];
        const vector = pos === undefined ? undefined : row?.[pos];
        return vector ? { ids, vector } : null;
      },
    };
  },

  detailKey: pairKey,

  async survey({ engine, tokenizer }, { facts }, count, random) {
    const cells = await measureMovement(engine, tokenizer, facts, count, random);
    return movementSurvey(cells, engine.info.layers);
  },
};
