import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFacts, type Fact } from '@/lib/corpus/facts';
import { render } from '@/lib/corpus/wordings';
import { Random } from '@/lib/random';
import { plainLlama } from '@/test/support/plain-llama';
import { argmax, tinyTarget, type TinyTarget } from '@/test/support/tiny-target';
import { activation } from '.';
import type { ActivationBody } from './body';
import { drawActivations } from './draw';
import { activationMeasure } from './measure';
import { activationAnswer } from './wordings';

let target: TinyTarget;
let facts: Fact[];
let bodies: ActivationBody[];

beforeAll(async () => {
  target = await tinyTarget(2);
  facts = parseFacts(await readFile('data/grouped-facts.tsv', 'utf8'));
  bodies = drawActivations(facts, target.tokenizer, 2, 40, new Random(1)).flat();
});
afterAll(() => target.engine.dispose());

describe('questions about activations', () => {
  it('are of every kind, at every layer but the embedding, about attributes that the subject has', () => {
    const relations = new Map<string, Set<string>>();
    for (const { subject, relation } of facts)
      relations.set(subject, (relations.get(subject) ?? new Set()).add(relation));
    for (const { asks, layer, relation, subject, tokens, position, source } of bodies) {
      expect(layer).toBeGreaterThan(0);
      expect(relations.get(subject)).toContain(relation);
      const before = tokens.slice(0, position + 1).join('');
      if (asks === 'attribute') expect(before.endsWith(subject)).toBe(true);
      else expect(position).toBe(tokens.length - 1);
      expect(source !== null).toBe(asks === 'change');
    }
    expect(new Set(bodies.map(({ asks }) => asks)).size).toBe(3);
    expect(new Set(bodies.map(({ layer }) => layer)).size).toBe(2);
  });
});

describe('what is measured of activations', () => {
  it('is the vector and the word of a plain forward pass, and the difference of two vectors', async () => {
    const { config, parameters, tokenizer } = target;
    const measured = await activationMeasure.measure(target, bodies);
    const run = (text: string) =>
      plainLlama(config, parameters, [...tokenizer.prefix, ...tokenizer.encode(text)]);
    const offset = tokenizer.prefix.length;
    let nothing = 0;
    bodies.forEach((body, i) => {
      const { asks, text, layer, position, source, relation, subject } = body;
      const own = run(text);
      const say = ({ logits }: { logits: number[] }) => tokenizer.pieces([argmax(logits)])[0]!;
      const other = source && run(source.text);
      if (other && say(other) === say(own)) {
        expect(measured[i]).toBeNull();
        nothing++;
        return;
      }
      const asked =
        asks === 'attribute'
          ? render({ relation: relation as 'capital', subject, object: '' }, 0).text
          : text;
      expect(measured[i]!.truth).toEqual({ answer: say(run(asked)), before: other ? say(other) : null });
      const there = own.resid[layer]![offset + position]!;
      const less = other ? other.resid[layer]![offset + source.position]! : there.map(() => 0);
      measured[i]!.given.vector!.forEach((x, k) =>
        expect(Math.abs(x - (there[k]! - less[k]!))).toBeLessThan(1e-4),
      );
    });
    expect(nothing).toBeLessThan(bodies.length / 2);
  });
});

describe('an answer about an activation', () => {
  const change = { answer: ' Rome', before: ' Paris' };
  it('is right with every word, partly with one of two, and not checkable without brackets', () => {
    const judge = (said: string) => activation.judge(said, change).verdict;
    expect(judge(activationAnswer(change))).toBe('right');
    expect(judge('from <<<PARIS>>> to <<<rome>>>')).toBe('right');
    expect(judge('It changes <<<Paris>>> to <<<Lima>>>.')).toBe('partly');
    expect(judge('It changes <<<Rome>>> to <<<Paris>>>.')).toBe('wrong');
    expect(judge('It changes <<<Paris>>>.')).toBe('unknown');
    expect(judge('')).toBe('unknown');
    expect(activation.judge('It is <<<Rome>>>.', { answer: ' Rome', before: null }).verdict).toBe('right');
  });
});
