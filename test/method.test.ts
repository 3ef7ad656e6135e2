import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { exposureOf, splitOf } from '@/lib/corpus/split';
import { readBundle } from '@/lib/store/bundle';
import { patchBodySchema } from '@/lib/task/patch/body';

/** Every figure that docs/METHOD.md states in prose, taken anew from what is shipped. */

const method = (await readFile('docs/METHOD.md', 'utf8')).replace(/\s+/g, ' ');
const { content } = await readBundle('data/bundle');
const bodies = (target: string) =>
  content.items.filter(({ targetId }) => targetId === target).map(({ body }) => patchBodySchema.parse(body));
const count = (n: number) => n.toLocaleString('en-US');

it('counts questions, and pairs of texts behind them', () => {
  const [a, b] = ['house-a', 'house-b'].map((target) => {
    const all = bodies(target);
    return [all.length, new Set(all.map(({ text, source }) => `${text}\t${source}`)).size] as const;
  });
  expect(method).toContain(
    `The ${count(a![0])} held-out questions of \`house-a\` are about ${a![1]} distinct pairs of texts, the ${count(b![0])} of \`house-b\` about ${b![1]}.`,
  );
});

it('shares the pairs by how they differ', () => {
  const shares = (target: string) => {
    const all = bodies(target);
    const percent = (type: string) =>
      Math.round((100 * all.filter(({ pairType }) => pairType === type).length) / all.length);
    return ['same-object', 'same-relation', 'other-relation'].map(percent);
  };
  const words = ([x, y, z]: number[]) => `${x}, ${y} and ${z}% of`;
  expect(method).toContain(`these are ${words(shares('house-a'))} the held-out questions of \`house-a\``);
  expect(method).toContain(`${words(shares('house-b'))} those of \`house-b\``);
});

it('counts the replayed facts, those about test subjects among them', async () => {
  const facts = parseFacts(await readFile('data/facts.tsv', 'utf8'));
  const frequent = facts.filter((fact) => exposureOf(fact) === 'frequent');
  const test = frequent.filter(({ subject }) => splitOf(subject) === 'test').length;
  expect(method).toContain(
    `the ${count(frequent.length)} frequent ones, ${test} of them about subjects of the test split`,
  );
  expect(method).toContain(
    `${count(facts.length)} facts of ${new Set(facts.map(({ relation }) => relation)).size} relations`,
  );
});

it('states the scores that the tables hold', () => {
  const trained = new Map(content.explainers.filter(({ rule }) => rule === null).map((e) => [e.id, e]));
  const value = (kinship: string, sees: string, metric: string, target = 'house-a') => {
    const explainer = [...trained.values()].find(
      (e) => e.kinship === kinship && e.sees === sees && e.shown && e.targetId === target,
    );
    const found = content.evaluations.find(
      (e) => e.explainerId === explainer?.id && !e.againstId && e.slice === 'all' && e.metric === metric,
    );
    return found!.value.toFixed(2).replace(/^0/, '');
  };
  const of = (metric: string) => [value('self', 'vector', metric), value('other-seed', 'vector', metric)];
  const [word, foreign] = of('contentMatch');
  const [changed, foreignChanged] = of('contentMatchChanged');
  expect(method).toContain(
    `names the right word on ${word} of the held-out questions of \`house-a\` against ${foreign}, and on ${changed} against ${foreignChanged} of those whose output changes`,
  );
  const blind = ['contentMatch', 'contentMatchChanged'].map((metric) => value('self', 'no-vector', metric));
  expect(method).toContain(`without the vector the same training reaches ${blind[0]} and ${blind[1]}`);
  const f1 = content.evaluations
    .filter(
      (e) => e.metric === 'hasChangedF1' && e.slice === 'all' && !e.againstId && trained.has(e.explainerId),
    )
    .map((e) => e.value);
  const short = (x: number) => x.toFixed(2).replace(/^0/, '');
  expect(method).toContain(
    `Has-changed F1 is ${short(Math.min(...f1))} to ${short(Math.max(...f1))} for every trained explainer`,
  );
});
