import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { formsOf } from '@/lib/task/forms';
import { allTasks } from '@/lib/task/tasks';
import { VERDICTS } from '@/lib/words';

const outcome = (output: string) => ({ output, top: [] });
const change = { original: outcome(' Paris'), changed: true, effect: 1 };
const label = { phrase: 'a city', score: 0.8, rivals: [{ phrase: 'a capital', score: 0.6 }] };

/** Truths of each task, and explanations that are written as people and models write them. */
const CASES: Record<string, { truths: unknown[]; bodies?: unknown[]; forms: (word: string) => string[] }> = {
  patch: {
    truths: [
      { ...change, patched: outcome(' Rome') },
      { ...change, changed: false, patched: outcome(' Paris') },
    ],
    forms: (word) => [
      `The most likely output would change to <<<${word}>>>.`,
      `The output would remain unchanged from <<<${word}>>>.`,
    ],
  },
  ablate: {
    truths: [
      { ...change, ablated: outcome(' Rome') },
      { ...change, changed: false, ablated: outcome(' Paris') },
    ],
    forms: (word) => [
      `The most likely output would change to <<<${word}>>>.`,
      `The output would remain unchanged from <<<${word}>>>.`,
    ],
  },
  feature: {
    truths: [
      { label, output: [] },
      { label: null, output: [' Rome', ' Lima', ' Oslo'].map((token) => ({ token, rise: 1 })) },
    ],
    bodies: [{ asks: 'input' }, { asks: 'output' }],
    forms: (word) => [`It fires on <<<${word}>>>.`, `It makes the model say <<<${word}, Lima, Oslo>>>.`],
  },
  activation: {
    truths: [
      { answer: ' Rome', before: null },
      { answer: ' Rome', before: ' Paris' },
    ],
    bodies: [{ asks: 'object' }, { asks: 'change' }],
    forms: (word) => [`It is <<<${word}>>>.`, `It changes <<<Paris>>> to <<<${word}>>>.`],
  },
};

const WORDS = [
  'Rome',
  'Paris',
  'a city',
  'a capital',
  'rome ',
  'São Paulo',
  '',
  'Rome or Paris',
  '<<<Rome',
  '東京',
  'R\u200bome',
];

/** Ways of writing around what is meant. */
const SAYINGS: ((said: string) => string)[] = [
  (said) => said,
  (said) => said.toUpperCase(),
  (said) => said.replace(/\.$/, ''),
  (said) => `  ${said}\n\n`,
  (said) => `I think ${said[0]!.toLowerCase()}${said.slice(1)}`,
  (said) => said.replace('<<<', '<<').replace('>>>', '>>'),
  (said) => said.replace(/<<<|>>>/g, '"'),
  (said) => `${said} ${said}`,
  (said) => said.slice(0, said.length - 5),
];

/** Changes letters of an explanation at random. */
function fuzzed(said: string, random: Random): string {
  const letters = [...said];
  for (let i = 1 + random.integer(4); i > 0; i--) {
    const at = random.integer(letters.length + 1);
    const kind = random.integer(4);
    if (kind === 0) letters.splice(at, 1);
    else if (kind === 1)
      letters.splice(at, 0, random.pick(['<', '>', ' ', 'é', '\n', '\u0000', '\u202e', '🙂', '}']));
    else if (kind === 2) letters.splice(at, 1, ...[letters[at] ?? ''].map((letter) => letter.toUpperCase()));
    else letters.splice(at, 0, ...letters.slice(at, at + 6));
  }
  return letters.join('');
}

function explanations(task: string): string[] {
  const random = Random.stream(1, 'judge', task);
  const forms = WORDS.flatMap((word) => CASES[task]!.forms(word));
  const written = forms.flatMap((form, i) => [form, SAYINGS[1 + (i % (SAYINGS.length - 1))]!(form)]);
  const around = SAYINGS.flatMap((saying) => CASES[task]!.forms('Rome').map(saying));
  return [
    ...new Set([
      ...written,
      ...around,
      ...Array.from({ length: 160 }, () => fuzzed(random.pick(forms), random)),
    ]),
  ];
}

describe.each(allTasks().map((task) => [task.id, task] as const))('the judge of %s', (id, task) => {
  const { truths } = CASES[id]!;

  it('says of two hundred written and damaged explanations what it said before', async () => {
    const all = explanations(id);
    expect(all.length).toBeGreaterThanOrEqual(200);
    const lines = all.flatMap((said) =>
      truths.map((truth) => {
        const { verdict, claim } = task.judge(said, formsOf(task).truth.parse(truth));
        return JSON.stringify([verdict, claim, task.answer(truth), said]);
      }),
    );
    // Every verdict occurs: a judge that always says the same would pass otherwise.
    for (const verdict of ['right', 'wrong', 'unknown'])
      expect(lines.some((line) => line.startsWith(`["${verdict}"`))).toBe(true);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
      path.join(import.meta.dirname, 'fixtures', 'judge', `${id}.jsonl`),
    );
  });

  it('is given what brief words stand for: the right answer for those that are right, and any others as they are', () => {
    const brief = task.brief!;
    const { bodies } = CASES[id]!;
    truths.forEach((truth, i) => {
      expect(brief.expand(brief.answer(truth), bodies?.[i])).toBe(task.answer(truth));
      for (const said of ['', 'changed', 'unchanged ', 'something else', '<<<x>>>', 'a to b to c'])
        expect(task.judge(brief.expand(said, bodies?.[i]), truth).verdict).not.toBe('right');
    });
  });

  it('calls the right answer right, and says of any text one of its verdicts', () => {
    for (const truth of truths) expect(task.judge(task.answer(truth), truth).verdict).toBe('right');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: truths.length - 1 }), (said, which) => {
        const { verdict, values } = task.judge(said, truths[which]);
        expect(VERDICTS).toContain(verdict);
        for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
