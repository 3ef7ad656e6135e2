import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { getQuestion, listEvaluations, listExplainers, listFacets, listQuestions } from '@/lib/store';
import { query } from './database';
import { importPlace } from './lab-import';

const FOLDER = path.join('public', 'models', 'house2-a');
const tokenizer = parseTokenizer(readFileSync(path.join(FOLDER, 'tokenizer.json'), 'utf8'));
const COUNTRIES = ['France', 'Spain', 'Peru', 'Kenya', 'Japan', 'Norway'];

const place = importPlace();
const { lab } = place;
beforeEach(async () => expect(await lab('model', FOLDER, '--id', 'mine')).toBe(0));
const tokensOf = (text: string) => tokenizer.pieces(tokenizer.encode(text));

/** A patching row of the paper: the last token of one capital's text in another's. */
function patchRow(a: string, b: string, layer = 1) {
  const [text, source] = [a, b].map((country) => `The capital of ${country} is`);
  const [tokens, others] = [tokensOf(text!), tokensOf(source!)];
  return {
    layer: [layer],
    input_tokens: tokens,
    original_continuation: [` city of ${a}`],
    ablated_continuation: [` city of ${layer > 1 ? b : a}`],
    is_different: layer > 1,
    patch_position: {
      orig_pos: tokens.length - 1,
      orig_text_token: tokens.at(-1),
      counterfact_pos: others.length - 1,
      counterfact_text_token: others.at(-1),
      intervention_vector: [],
    },
    counterfactual_text: source,
    gt_original_target: a,
    gt_counterfactual_target: b,
    token_type: 'last',
  };
}
const pairs = COUNTRIES.flatMap((a) => COUNTRIES.filter((b) => b !== a).map((b) => [a, b] as const));
const rowsOf = () => pairs.flatMap(([a, b]) => [patchRow(a, b, 1), patchRow(a, b, 3)]);

function predictionOf(row: ReturnType<typeof patchRow>, right: boolean) {
  const word = right === row.is_different ? row.ablated_continuation[0] : row.original_continuation[0];
  const changed = right === row.is_different;
  return {
    predicted_label: changed
      ? `The most likely output would change to <<<${word}>>>.`
      : `The output would remain unchanged from <<<${word}>>>.`,
    expected_label: '',
    prompt: '',
    running_f1: 0.99,
    extra_args: {
      layer: row.layer,
      input: row.input_tokens.join(''),
      original_response: row.original_continuation,
      ablated_response: row.ablated_continuation,
      is_different: row.is_different,
      patch_position: row.patch_position,
    },
  };
}

async function file(name: string, lines: readonly unknown[]): Promise<string> {
  const at = path.join(place.home, name);
  await writeFile(
    at,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return at;
}
const of = { targetId: 'mine', task: 'patch' };
const fingerprint = async () =>
  query(
    place.url,
    `SELECT ${['Question', 'Truth', 'Explainer', 'Explanation', 'Evaluation']
      .map(
        (table) =>
          `(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM "${table}" t) AS "${table}"`,
      )
      .join(
        ', ',
      )}, (SELECT json_object_agg(task || ' ' || facet, count) FROM (SELECT * FROM "FacetCount" ORDER BY facet) f) AS counts`,
  );

it('takes in questions with what was said of them, scored by our judge, twice to the same rows', async () => {
  const rows = rowsOf();
  const data = await file('rows.jsonl', rows);
  const predictions = await file(
    'x_predictions.json',
    rows.map((row, i) => predictionOf(row, i % 3 > 0)),
  );
  const command = ['data', data, '--target', 'mine', '--task', 'patch', '--predictions', predictions];
  expect(await lab(...command, '--explainer', 'Paper self', '--kinship', 'self')).toBe(0);

  const list = await listQuestions(place.client, { ...of, limit: 5 });
  expect(list.total).toBe(60);
  const [first] = list.items;
  expect(first).toMatchObject({
    title: 'France, patched from Spain',
    split: 'test',
    imported: { line: 1 },
    truth: { original: { output: ' city of France' }, changed: false, effect: null },
  });
  const detail = (await getQuestion(place.client, first!.id))!;
  expect(detail.detail).toMatchObject({ tokens: tokensOf('The capital of France is'), layers: [1] });

  const [explainer] = await listExplainers(place.client, 'mine');
  expect(explainer).toMatchObject({
    id: 'mine.patch.imported.paper-self',
    kinship: 'self',
    variant: 'Paper self',
  });
  const scores = await listEvaluations(place.client, { ...of, split: 'test', slice: 'all' });
  expect(scores.find(({ metric }) => metric === 'contentMatch')!.n).toBe(60);
  const exact = scores.find(({ metric }) => metric === 'exactMatch')!;
  expect(exact.value).toBeCloseTo(40 / 60, 5);
  const right = await listQuestions(place.client, { ...of, verdicts: [`${explainer!.id}:right`] });
  expect(right.total).toBe(40);
  const facets = await listFacets(place.client, of);
  expect(
    facets.find(({ name }) => name === 'layer')!.values.map(({ value, count }) => [value, count]),
  ).toEqual([
    ['1', 30],
    ['3', 30],
  ]);

  const before = await fingerprint();
  expect(await lab(...command, '--explainer', 'Paper self', '--kinship', 'self')).toBe(0);
  expect(place.said.at(-1)).toContain('imported already');
  expect(await fingerprint()).toEqual(before);

  const ids = (
    await place.client.run.findMany({ where: { id: { startsWith: 'import-' }, subjectId: { not: 'mine' } } })
  ).map(({ id }) => id);
  const own = await place.client.run.findFirst({ where: { subjectId: 'mine', id: { not: 'import-mine' } } });
  for (const id of [...ids, own!.id]) expect(await lab('remove', id)).toBe(0);
  expect((await listQuestions(place.client, { ...of, limit: 1 })).total).toBe(0);
  expect(await lab(...command, '--explainer', 'Paper self', '--kinship', 'self')).toBe(0);
  expect(await fingerprint()).toEqual(before);
});

it('leaves bad lines out, tells them with their numbers and reasons, and takes the rest', async () => {
  const good = patchRow('France', 'Spain');
  const script = patchRow('Peru', 'Kenya');
  script.original_continuation = script.ablated_continuation = ['<script>alert(1)</script>'];
  const data = await file('rows.jsonl', [
    good,
    'not JSON',
    '',
    { ...good, layer: [99] },
    { ...good, is_different: true },
    { ...good, input_tokens: ['one', 'token'] },
    { ...good, patch_position: { ...good.patch_position, intervention_vector: [1, 2] } },
    { ...good, counterfactual_text: 'half \ud800' },
    { ...good, gt_counterfactual_target: 'a\u0000b' },
    good,
    script,
  ]);
  expect(await lab('data', data, '--target', 'mine', '--task', 'patch')).toBe(0);
  expect(
    (await listQuestions(place.client, { ...of, limit: 5 })).items.map(({ imported }) => imported!.line),
  ).toEqual([1, 11]);
  const told = place.said.join('\n');
  expect(told).toContain('8 lines were left out');
  for (const line of [
    /line 2: is not JSON/,
    /line 4: layer: there is no layer 99/,
    /line 5: is_different is true/,
    /line 6: input_tokens: are 2 tokens/,
    /line 7: .*intervention_vector: has 2 numbers/,
    /line 8: holds a NUL or half a character/,
    /line 9: holds a NUL or half a character/,
    /line 10: asks the same as line 1/,
  ])
    expect(told).toMatch(line);
});

it('takes in ablation rows and feature labels, and nothing where no line can be used', async () => {
  const prompt = 'Question: What is the capital of France? Options: Paris A, Lima B. Hint: B. Answer:';
  const ablation = {
    question: 'What is the capital of France?',
    choices: ['Paris', 'Lima'],
    correct_answer: 'A',
    zeroshot_prediction: 'A',
    random_hint_prediction: 'B',
    hint: 'Hint: B',
    hint_prompt_full: prompt,
    changed_pred_bc_hint: null,
  };
  expect(await lab('data', await file('a.jsonl', [ablation]), '--target', 'mine', '--task', 'ablate')).toBe(
    0,
  );
  const [asked] = (await listQuestions(place.client, { ...of, task: 'ablate', limit: 5 })).items;
  expect(asked).toMatchObject({ body: { hint: 'wrong', options: 'letters' }, truth: { changed: true } });
  const { tokens, span } = asked!.body as { tokens: string[]; span: { from: number; to: number } };
  expect(tokens.slice(span.from, span.to).join('').trim()).toMatch(/^Hint: B/);

  const labels = [
    [
      [2, 17],
      {
        chosen_label: '<b>animals</b>',
        all_labels: ['<b>animals</b>', 'dogs'],
        all_label_scores: [0.9, 0.4],
      },
    ],
  ];
  // As Python writes it: one list.
  const list = path.join(place.home, 'labels.json');
  await writeFile(list, JSON.stringify(labels, null, 1));
  const predicted = { predicted_label: 'dogs', expected_label: '<b>animals</b>', extra_args: { layer: 2 } };
  const predictions = await file('f_predictions.json', [predicted, { ...predicted, expected_label: 'cars' }]);
  expect(
    await lab(
      'data',
      list,
      '--target',
      'mine',
      '--task',
      'feature',
      '--predictions',
      predictions,
      '--explainer',
      'NN',
    ),
  ).toBe(0);
  const [feature] = (await listQuestions(place.client, { ...of, task: 'feature', limit: 5 })).items;
  expect(feature!.explanations).toMatchObject([
    { text: 'It fires on <<<dogs>>>.', said: 'dogs', verdict: 'partly' },
  ]);
  expect(place.said.join('\n')).toContain('line 2: answers no question of the data file');

  const nothing = await file('b.jsonl', ['{}', 'x']);
  expect(await lab('data', nothing, '--target', 'mine', '--task', 'patch')).toBe(2);
  expect(place.said.at(-1)).toMatch(/no line of b.jsonl can be used; b.jsonl, line 1: layer/);
  expect(await lab('data', nothing, '--target', 'nobody', '--task', 'patch')).toBe(2);
  expect(place.said.at(-1)).toContain('the store has no model nobody');
});
