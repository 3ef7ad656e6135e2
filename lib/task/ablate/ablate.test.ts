import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFacts, type Fact } from '@/lib/corpus/facts';
import { Random } from '@/lib/random';
import { plainLlama } from '@/test/support/plain-llama';
import { argmax, logProbability, tinyTarget, type TinyTarget } from '@/test/support/tiny-target';
import { ablate, spanText } from '.';
import type { AblateBody } from './body';
import { drawQuestions } from './draw';
import { ablateMeasure } from './measure';
import { ablateForms } from './forms';

let facts: Fact[];
let target: TinyTarget;
let bodies: AblateBody[];

beforeAll(async () => {
  facts = parseFacts(await readFile('data/facts.tsv', 'utf8'));
  target = await tinyTarget(2);
  const exposureOf = ({ subject }: Fact) => (subject < 'M' ? 'frequent' : 'unseen');
  bodies = drawQuestions(facts, exposureOf, target.tokenizer, 60, new Random(2)).flat();
});
afterAll(() => target.engine.dispose());

describe('questions of ablation', () => {
  it('take away what they say: a whole hint, the options, the subject or the relation', () => {
    const seen = new Set<string>();
    for (const body of bodies) {
      const { spanKind, hint, text, subject, relation } = body;
      const taken = spanText(body);
      seen.add(`${spanKind} ${hint}`);
      const wanted = {
        hint: /Hint: [^.]+\./.exec(text)?.[0],
        options: /Options: [^.]+\./.exec(text)?.[0],
        subject,
        relation,
        other: '',
      }[spanKind];
      // A token may hold what stands right after a word.
      expect(taken.replace(/\?$/, '')).toBe(wanted);
      if (spanKind === 'hint') expect(hint).not.toBe('none');
    }
    for (const kind of ['hint right', 'hint wrong', 'subject none', 'options wrong'])
      expect(seen).toContain(kind);
  });

  it('have a hint that is right, wrong, or missing, as they say', () => {
    const truth = new Map(facts.map((fact) => [`${fact.relation} of ${fact.subject}`, fact.object]));
    for (const { text, hint, options, relation, subject } of bodies) {
      const hinted = /Hint: ([^.]+)\./.exec(text)?.[1];
      const listed = /Options: ([^.]+)\./.exec(text)![1]!.split(', ');
      expect(hinted === undefined).toBe(hint === 'none');
      if (hinted === undefined) continue;
      const word = options === 'words' ? hinted : listed.find((o) => o.endsWith(` ${hinted}`))!.split(' ')[0];
      expect(word === truth.get(`${relation} of ${subject}`)).toBe(hint === 'right');
    }
  });
});

describe('what ablation measures', () => {
  it('is what a plain forward pass says to the text that was written without the span', async () => {
    const { config, parameters, engine, tokenizer } = target;
    const some = bodies.slice(0, 40);
    const measured = await ablateMeasure.measure({ engine, tokenizer }, some);
    let changed = 0;
    some.forEach(({ text, span }, i) => {
      const ids = tokenizer.encode(text);
      const { truth, given } = measured[i]!;
      expect(given).toEqual({ ids, vector: null });
      const say = (kept: readonly number[]) =>
        plainLlama(config, parameters, [...tokenizer.prefix, ...kept]).logits;
      const [own, rest] = [say(ids), say(ids.filter((_, at) => at < span.from || at >= span.to))];
      const best = argmax(own);
      expect(truth.original.output).toBe(tokenizer.pieces([best])[0]);
      expect(truth.ablated.output).toBe(tokenizer.pieces([argmax(rest)])[0]);
      expect(truth.changed).toBe(argmax(rest) !== best);
      expect(Math.abs(truth.effect! - (logProbability(own, best) - logProbability(rest, best)))).toBeLessThan(
        1e-4,
      );
      if (truth.changed) changed++;
    });
    expect(changed).toBeGreaterThan(5);
  });

  it('leaves out one token, word and sentence after another, and a question about each is at its place', async () => {
    const [body] = bodies.filter(({ spanKind }) => spanKind === 'hint');
    const { detail } = await ablateMeasure.detail!(target, body!);
    const { tokens, removals } = detail;
    for (const kind of ['tokens', 'words', 'sentences'] as const) {
      // Together they are the text, without a gap.
      const spans = removals[kind].map(({ span }) => span);
      expect(spans[0]!.from).toBe(0);
      expect(spans.at(-1)!.to).toBe(tokens.length);
      spans.slice(1).forEach(({ from }, i) => expect(from).toBe(spans[i]!.to));
    }
    expect(removals.tokens).toHaveLength(tokens.length);
    expect(removals.sentences.length).toBeLessThan(removals.words.length);
    expect(ablate.isDetailOf!(body!, detail)).toBe(true);
    const asked = ablate.at!(body!, detail, { from: body!.span.from, to: body!.span.to })!;
    const [recorded] = await ablateMeasure.measure(target, [body!]);
    expect(asked.truth.changed).toBe(recorded!.truth.changed);
    expect(asked.truth.effect).toBeCloseTo(recorded!.truth.effect!, 4);
    expect(ablate.at!(body!, detail, { from: 0 })).toBeNull();
  });

  it('leaves out a span that a reader chose, too, and keeps what was measured before', async () => {
    const [body] = bodies;
    const span = { from: 1, to: 6 };
    const before = await ablateMeasure.detail!(target, body!);
    expect(ablate.at!(body!, before.detail, span)).toBeNull();
    const after = await ablateMeasure.further!(target, body!, before, span);
    const asked = ablate.at!(body!, after.detail, span)!;
    const [plain] = await ablateMeasure.measure(target, [{ ...body!, span }]);
    expect(asked.body.span).toEqual(span);
    expect(asked.truth.effect).toBeCloseTo(plain!.truth.effect!, 4);
    expect(asked.truth.ablated.output).toBe(plain!.truth.ablated.output);
    expect({ ...after.detail, removals: { ...after.detail.removals, chosen: undefined } }).toEqual(
      before.detail,
    );
    expect(ablateForms.detail.parse(after.detail)).toEqual(after.detail);
    expect(after.givenAt(span)).toEqual({ ids: target.tokenizer.encode(body!.text), vector: null });
    await expect(
      ablateMeasure.further!(target, body!, before, { from: 0, to: body!.tokens.length }),
    ).rejects.toThrow('nothing would be left');
  });
});
