import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { loadEngine } from '@/lib/engine/load';
import { rulesOf } from '@/lib/explainer/rules';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { evaluate } from '@/lib/score/evaluate';
import { getQuestion, listEvaluations, listFacets, listQuestions } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import type { BundleItem, ExplainerRecord } from '@/lib/store/records';
import { slicesOf } from '@/lib/task/facets';
import { addForms } from '@/lib/task/forms';
import { questionId } from '@/lib/task/identity';
import type { LoadedModel } from '@/lib/task/measure';
import { addMeasure, measureOf } from '@/lib/task/measures';
import { addRules } from '@/lib/task/rules';
import { addTask, taskOf } from '@/lib/task/tasks';
import { fixtureBundle } from '@/test/support/bundle';
import { testRuntime } from '@/test/support/evaluate-graph';
import { migratedStore, temporaryFolder } from '../database';
import { attentionMeasure } from './measure';
import { attention, attentionForms, attentionRules } from './task';

// All that the rest of the project hears of the task.
addTask(attention);
addForms('attention', attentionForms);
addRules('attention', attentionRules);
addMeasure('attention', async () => attentionMeasure);

const TARGET = 'fixture-a';
const folder = 'test/fixtures/house-a';
let target: LoadedModel;
beforeAll(async () => {
  target = {
    engine: await loadEngine(testRuntime(), (name) => readFile(path.join(folder, name))),
    tokenizer: parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8')),
  };
});
afterAll(() => target.engine.dispose());

it('a task that lives in one folder is drawn, measured, answered, scored, imported and listed', async () => {
  const { client } = await migratedStore();
  const bundle = await temporaryFolder();
  const task = taskOf('attention');
  const how = await measureOf('attention');
  const facts = parseFacts(await readFile('data/facts.tsv', 'utf8'));
  const bodies = how
    .draw({ facts, split: 'test', exposureOf: () => 'frequent' }, target, 10, new Random(1), [])
    .flat();
  const measured = await how.measure(target, bodies);
  const rows = bodies.map((body, i) => ({ id: questionId(task, TARGET, body), body, ...measured[i]! }));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(160);

  const rules = rulesOf(task).map((rule) => ({
    id: rule.id,
    sees: rule.sees,
    rule: rule.make(rows.slice(80)),
  }));
  expect(rules.map(({ id }) => id)).toEqual(['last-token', 'majority-overall', 'majority', 'best-reader']);
  const explainers = rules.map(({ id, sees }): ExplainerRecord => ({
    id: `${TARGET}.attention.${id}`,
    targetId: TARGET,
    task: 'attention',
    baseId: null,
    kinship: null,
    sees,
    rule: id,
    variant: null,
    trainExamples: null,
    path: null,
    contentHash: null,
    runId: null,
    shown: true,
  }));
  const asked = rows.slice(0, 80).map((row) => ({
    ...row,
    judgements: new Map(
      rules.map(({ rule }, r) => [
        explainers[r]!.id,
        { text: rule.say(row), ...task.judge(rule.say(row), row.truth) },
      ]),
    ),
  }));
  const judged = asked.map((row) => ({
    ...row,
    clusters: task.clusters(row.body),
    slices: slicesOf(task, row),
  }));
  const evaluations = evaluate(task.metrics, judged, explainers, 'test');

  const items = asked.map(({ id, body, truth, judgements }): BundleItem => ({
    id,
    task: 'attention',
    targetId: TARGET,
    split: 'test',
    body: body as BundleItem['body'],
    truth: truth as BundleItem['truth'],
    truthHash: 'attention',
    detail: null,
    explanations: [...judgements].map(([explainerId, { text, verdict }]) => ({
      explainerId,
      text,
      verdict,
      provider: 'rule',
      said: null,
      agreement: null,
      logProbability: null,
    })),
  }));
  const content = fixtureBundle();
  content.items.push(...items);
  content.explainers.push(...explainers);
  content.evaluations.push(...evaluations);
  await writeBundle(bundle, content, 'test');
  await importBundle(client, bundle);

  const of = { targetId: TARGET, task: 'attention', facets: [], verdicts: [] };
  const all = await listQuestions(client, { ...of, limit: 100 });
  expect(all.totalUnfiltered).toBe(80);
  expect(all.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  expect(all.items[0]).toMatchObject({
    title: 'Head 0 of block 1',
    body: asked[0]!.body,
    truth: asked[0]!.truth,
  });

  const majority = `${TARGET}.attention.majority`;
  const rightly = asked.filter((row) => row.judgements.get(majority)!.verdict === 'right');
  const [layer] = slicesOf(task, rightly[0]!);
  const filtered = { ...of, facets: [layer!], verdicts: [`${majority}:right`] };
  expect((await listQuestions(client, filtered)).items.map(({ id }) => id)).toEqual(
    rightly.filter((row) => slicesOf(task, row).includes(layer!)).map(({ id }) => id),
  );

  const { text } = asked[0]!.body as { text: string };
  expect((await listQuestions(client, { ...of, q: text.toUpperCase() })).total).toBe(
    asked.filter((row) => (row.body as { text: string }).text === text).length,
  );
  expect(await listFacets(client, { targetId: TARGET, task: 'attention' })).toContainEqual({
    name: 'layer',
    label: 'layer',
    values: ['1', '2', '3', '4'].map((value) => ({ value, label: value, count: 20 })),
  });
  expect(await getQuestion(client, items[0]!.id)).toMatchObject({ task: 'attention', detail: null });
  const scores = await listEvaluations(client, { targetId: TARGET, split: 'test', slice: 'all' });
  const share = rightly.length / 80;
  expect(scores.find(({ explainerId }) => explainerId === majority)?.value).toBeCloseTo(share, 12);
  // The questions of other tasks are where they were.
  const others = await listQuestions(client, { ...of, task: 'patch' });
  expect(others.total).toBe(12);
});
