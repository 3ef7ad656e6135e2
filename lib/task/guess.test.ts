import { describe, expect, it } from 'vitest';
import { ablate } from './ablate';
import { feature } from './feature';
import { judgeGuess, openQuestion } from './guess';
import { patch } from './patch';

const outcome = (output: string) => ({ output, top: [{ token: output, probability: 1 }] });

/** A patch that made a model which says Paris say `patched`, from a source of which it says Rome. */
function patching(patched: string, source = ' Rome') {
  const body = {
    ...patch.own!.body({ x: 'The Eiffel Tower stands in', s: 'The Colosseum stands in' }),
    crossed: ['Lutetia'],
  };
  const truth = {
    original: outcome(' Paris'),
    patched: outcome(patched),
    changed: patched !== ' Paris',
    effect: 2,
    sourceOutput: source,
  };
  return { body, truth, detail: { sourceOutcome: outcome(source) } };
}

/** A question with options, whose answer was A, and is `without` where the hint is left out. */
function ablation(without: string) {
  const text = 'Question: what is the capital of Italy? Options: Oslo A, Rome B, Riga C. Hint: A. Answer:';
  const body = { ...ablate.own!.body({ x: text }), options: 'letters' };
  const truth = {
    original: outcome(' A'),
    ablated: outcome(without),
    changed: without !== ' A',
    effect: 1,
  };
  return { body, truth, detail: null };
}

describe('an open question', () => {
  it('of patching holds the words of both texts, and nothing of what the patch did', () => {
    const open = openQuestion(patch, patching(' Oslo'));
    expect(open).toMatchObject({ own: 'Paris', words: ['Rome'] });
    expect(JSON.stringify(open)).not.toMatch(/Oslo|Lutetia|patched|changed|effect|probability/);
    expect(openQuestion(patch, patching(' Oslo', ' Paris'))?.words).toEqual([]);
  });

  it('of ablation holds the options of the text, and nothing of what happens without the span', () => {
    const open = openQuestion(ablate, ablation(' D'));
    expect(open).toMatchObject({ own: 'A', words: ['B', 'C'] });
    expect(JSON.stringify(open)).not.toMatch(/ablated|changed|effect|probability/);
    expect(openQuestion(ablate, ablation(' B'))).toEqual(open);
  });

  it('is none of a task whose answers are no words', () => {
    const measured = { body: {}, truth: {}, detail: {} };
    expect(openQuestion(feature, measured)).toBeNull();
    expect(judgeGuess(feature, 'a word', measured)).toBeNull();
  });
});

describe('a guess', () => {
  const verdicts = (words: string[], measured: ReturnType<typeof patching>) =>
    words.map((word) => judgeGuess(patch, word, measured)?.verdict);

  it('is judged as what explainers say is: right, right about the change alone, or wrong', () => {
    expect(verdicts(['Rome', 'Oslo', 'Paris'], patching(' Rome'))).toEqual(['right', 'partly', 'wrong']);
    expect(verdicts(['Paris', 'Rome'], patching(' Paris'))).toEqual(['right', 'wrong']);
    expect(judgeGuess(ablate, 'b', ablation(' B'))).toMatchObject({
      word: 'b',
      said: 'The most likely output would change to <<<b>>>.',
      verdict: 'right',
    });
  });

  it('stands beside chance: a coin for the change, and where there is one, a die for the word', () => {
    const chance = (measured: ReturnType<typeof patching>) => judgeGuess(patch, 'Rome', measured)?.chance;
    expect(chance(patching(' Paris'))).toBe(1 / 2);
    expect(chance(patching(' Rome'))).toBe(1 / 2);
    expect(chance(patching(' Oslo'))).toBe(0);
    expect(judgeGuess(ablate, 'A', ablation(' B'))?.chance).toBe(1 / 4);
  });
});
