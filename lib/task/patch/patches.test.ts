import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { argmax, logSumExp } from '@/lib/engine/logits';
import { loadEngine } from '@/lib/engine/load';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { predict } from '@/lib/measure/outcome';
import { drawPairs, PAIR_SHARES } from './pairs';
import { measurePatches, type MeasuredPatch } from './patches';
import type { Sweep } from './body';
import { layerBlocks, sitesOf } from './sites';
import { sweep } from './sweep';
import { meanVector, readText, residualVector } from '@/lib/measure/text';

const folder = 'test/fixtures/house-a';
const tokenizer = parseTokenizer(await readFile(`${folder}/tokenizer.json`, 'utf8'));
const engine = await loadEngine(testRuntime(), (name) => readFile(`${folder}/${name}`));
const facts = parseFacts(await readFile('data/facts.tsv', 'utf8'));
afterAll(() => engine.dispose());

const { layers, vocab } = engine.info;
const text = 'The capital of France is';
const source = 'The capital of Slovenia is';

describe('a sweep', () => {
  it('has a cell for each layer and each token with a counterpart', async () => {
    const { sweep: map, vectors } = await sweep(
      engine,
      tokenizer,
      text,
      'The capital of Bosnia and Herzegovina is',
    );
    expect(map.layers).toEqual(Array.from({ length: layers + 1 }, (_, layer) => layer));
    expect(map.tokens.join('')).toBe(` ${text}`);
    expect(map.cells).toHaveLength(layers + 1);
    map.cells.forEach((row, layer) => {
      expect(row).toHaveLength(map.tokens.length);
      row.forEach((cell, position) => {
        expect(cell === null).toBe(map.alignment[position] === null);
        expect(vectors[layer]![position]?.length).toBe(cell ? engine.info.dModel : undefined);
      });
    });
  });

  it('is given in parts on request, of which the last has every cell', async () => {
    // Long enough that it takes several runs.
    const [x, s] = [text, source].map((one) => `${one} Paris. `.repeat(5).trim()) as [string, string];
    const parts: Sweep[] = [];
    const { sweep: map } = await sweep(engine, tokenizer, x, s, { onPart: (part) => parts.push(part) });
    const known = (part: Sweep) => part.cells.flat().filter((cell) => cell !== null).length;
    expect(parts.length).toBeGreaterThan(1);
    expect(known(parts[0]!)).toBeLessThan(known(map));
    expect(parts.at(-1)).toEqual(map);
  });

  it('by the text itself changes nothing, to the last digit', async () => {
    const { sweep: map } = await sweep(engine, tokenizer, text, text);
    expect(map.original).toEqual(map.sourceOutcome);
    for (const cell of map.cells.flat()) expect(cell).toMatchObject({ changed: false, effect: 0 });
  });

  it('does nothing where the embeddings are the same, and all where the last block is replaced', async () => {
    const { sweep: map } = await sweep(engine, tokenizer, text, source);
    const last = map.tokens.length - 1;
    map.alignment.forEach((j, position) => {
      if (map.tokens[position] === map.sourceTokens[j!]) expect(map.cells[0]![position]!.effect).toBe(0);
    });
    expect(map.cells[layers]![last]!.output).toBe(map.sourceOutcome.output);
    expect(map.original.output).not.toBe(map.sourceOutcome.output);
    expect(map.cells[layers]![last]!.changed).toBe(true);
    expect(map.cells[layers]![last]!.effect).toBeGreaterThan(0);
  });

  it('measures each cell as one patch alone is measured', async () => {
    const { sweep: map, vectors } = await sweep(engine, tokenizer, text, source);
    const [x, s] = [readText(engine, tokenizer, text), readText(engine, tokenizer, source)];
    const sites = [
      { layers: [0], position: 3, sourcePosition: map.alignment[3]! },
      { layers: [2], position: 3, sourcePosition: map.alignment[3]! },
      { layers: [1], position: x.ids.length - 1, sourcePosition: s.ids.length - 1 },
    ];
    const [measured] = await measurePatches(engine, tokenizer, [{ text: x, source: s, sites }]);
    sites.forEach(({ layers: [layer], position }, i) => {
      const cell = map.cells[layer!]![position]!;
      expect(measured![i]!.truth.changed).toBe(cell.changed);
      expect(measured![i]!.truth.patched.output).toBe(cell.output);
      expect(measured![i]!.truth.effect).toBeCloseTo(cell.effect, 3);
      expect(measured![i]!.vector).toEqual(vectors[layer!]![position]);
    });
  });

  it('refuses texts without tokens and texts that are too long', async () => {
    await expect(sweep(engine, tokenizer, text, '')).rejects.toThrow('the text has no tokens');
    await expect(sweep(engine, tokenizer, 'word '.repeat(300), source)).rejects.toThrow(
      /tokens; 127 fit the model/,
    );
  });
});

describe('patches of pairs', () => {
  it('name what is patched, what came out, and how far the vector was moved', async () => {
    const [x, s] = [readText(engine, tokenizer, text), readText(engine, tokenizer, source)];
    const last = x.ids.length - 1;
    const pairs = [
      { text: x, source: s, sites: [{ layers: [2, 3], position: last, sourcePosition: s.ids.length - 1 }] },
      { text: s, source: s, sites: [{ layers: [1], position: 0, sourcePosition: 0 }] },
    ];
    const measured = await measurePatches(engine, tokenizer, pairs);
    const [block, itself] = measured.map(([first]) => first!) as [MeasuredPatch, MeasuredPatch];
    expect(itself).toMatchObject({ difference: 0, truth: { changed: false, effect: 0 } });
    expect(itself.truth.patched).toEqual(itself.truth.original);
    expect(block.difference).toBeGreaterThan(0);

    // The same by hand: both layers replaced, and their mean is the vector.
    const { resid, last: own } = await engine.trace([s.input, x.input], { hooks: ['resid'] });
    const vectors = [2, 3].map((layer) => residualVector(resid!, layer, 0, s.input.length - 1));
    expect(block.vector).toEqual(meanVector(vectors));
    const edits = vectors.map((vector, i) => ({
      row: 0,
      layers: [2 + i],
      position: x.input.length - 1,
      vector,
    }));
    const { last: patched } = await engine.intervene([x.input], edits);
    const before = own.data.subarray(vocab);
    const word = argmax(before);
    expect(block.truth.changed).toBe(argmax(patched.data) !== word);
    const drop = before[word]! - logSumExp(before) - (patched.data[word]! - logSumExp(patched.data));
    expect(block.truth.effect).toBeCloseTo(drop, 3);
  });
});

describe('an outcome', () => {
  it('lists the most likely tokens, most likely first, with their probabilities', () => {
    const logits = new Float32Array(vocab).fill(-20);
    const [paris, rome] = [tokenizer.encode('Paris')[0]!, tokenizer.encode('Rome')[0]!];
    logits[paris] = Math.log(3);
    logits[rome] = Math.log(1);
    const prediction = predict(logits);
    expect(prediction.argmax).toBe(paris);
    expect(prediction.logProbability(rome)).toBeCloseTo(Math.log(0.25), 4);
    const outcome = prediction.outcome(tokenizer, 2);
    expect(outcome.output).toBe(' Paris');
    expect(outcome.top.map(({ token }) => token)).toEqual([' Paris', ' Rome']);
    expect(outcome.top.map(({ probability }) => probability)).toEqual([0.75, 0.25]);
  });
});

describe('pairs of facts', () => {
  it('come in the shares of their types, never with the same subject, each as its type says', () => {
    const pairs = drawPairs(facts, 2000, new Random(1));
    const share = (type: string) => pairs.filter((pair) => pair.pairType === type).length / pairs.length;
    for (const [type, wanted] of Object.entries(PAIR_SHARES))
      expect(Math.abs(share(type) - wanted)).toBeLessThan(0.06);
    for (const { pairType, fact, sourceFact, crossed } of pairs) {
      expect(fact.subject).not.toBe(sourceFact.subject);
      const sameRelation = pairType === 'same-relation' || pairType === 'same-object';
      expect(fact.relation === sourceFact.relation).toBe(sameRelation);
      if (sameRelation) expect(fact.object === sourceFact.object).toBe(pairType === 'same-object');
      expect(crossed).toHaveLength(pairType === 'within-group' ? 2 : 0);
    }
    expect(drawPairs(facts, 50, new Random(1))).toEqual(pairs.slice(0, 50));
  });

  it('within a group exchange their relations, and all four answers differ', () => {
    const objects = new Map(facts.map((fact) => [`${fact.relation} of ${fact.subject}`, fact.object]));
    for (const { fact, sourceFact, crossed } of drawPairs(facts, 200, new Random(3), { 'within-group': 1 })) {
      expect(crossed).toEqual([
        objects.get(`${sourceFact.relation} of ${fact.subject}`),
        objects.get(`${fact.relation} of ${sourceFact.subject}`),
      ]);
      expect(new Set([fact.object, sourceFact.object, ...crossed]).size).toBe(4);
    }
  });

  it('that cannot be drawn are said to be so', () => {
    expect(() => drawPairs(facts.slice(0, 1), 5, new Random(1))).toThrow(
      'among 1 facts there are too few pairs of the type',
    );
  });

  it('are patched in every block of one to three layers', () => {
    expect(layerBlocks(2)).toEqual([[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]]);
    expect(layerBlocks(6)).toHaveLength(7 + 6 + 5);
  });

  it('are asked about at the last token of subject and relation and at the end', () => {
    let subjects = 0;
    let finals = 0;
    for (const pair of drawPairs(facts, 200, new Random(2))) {
      const [x, s] = [pair.text, pair.source].map(({ text: t }) => tokenizer.encode(t)) as [
        number[],
        number[],
      ];
      const upTo = (ids: number[], position: number) =>
        tokenizer
          .pieces(ids.slice(0, position + 1))
          .join('')
          .trim();
      for (const site of sitesOf(pair, tokenizer, x, s, [[1]])) {
        const { positionType, position, sourcePosition } = site;
        expect(site.layers).toEqual([1]);
        const span = positionType === 'subject-final' ? pair.text.subject : pair.text.relation;
        const end = positionType === 'last' ? pair.text.text.length : span.end;
        expect(upTo(x, position)).toBe(pair.text.text.slice(0, end));
        if (positionType === 'last') expect(upTo(s, sourcePosition)).toBe(pair.source.text);
        if (positionType !== 'subject-final') continue;
        subjects++;
        if (upTo(s, sourcePosition) === pair.source.text.slice(0, pair.source.subject.end)) finals++;
      }
    }
    // Not always: subjects that share a piece are aligned there.
    expect(subjects).toBeGreaterThan(150);
    expect(finals / subjects).toBeGreaterThan(0.9);
  });
});
