import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runLab } from '@/cli/program';
import { exportQuestions, type StoreClient } from '@/lib/store';
import { BUNDLE_TABLES } from '@/lib/store/bundle-format';
import { readLines } from '@/lib/store/json-lines';
import type { BundleItem } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { taskOf } from '@/lib/task/tasks';
import { migratedStore, root, temporaryFolder } from './database';

const HOUSE = path.join(root, 'public/models/house2-b');
const SELF: Record<string, string> = {
  patch: 'house2-b.patch.house2-b.60000',
  ablate: 'house2-b.ablate.house2-b.15000',
  feature: 'house2-b.feature.house2-b.4000',
};
const BLANK = { ids: [], vector: null };

let client: StoreClient;
let dataDir: string;
let work: string;
let lines: string[] = [];
const shipped = new Map<string, BundleItem[]>();

/** Shipped questions of a task that have a published form, some of them. */
async function shippedQuestions(): Promise<void> {
  const { file, row } = BUNDLE_TABLES.items;
  for await (const item of readLines(path.join(root, 'data/bundle', file), row)) {
    const found = shipped.get(item.task) ?? [];
    const form =
      item.targetId === 'house2-b' &&
      formsOf(taskOf(item.task)).published?.(item.body, item.truth, BLANK, () => null);
    if (form && found.length < 40) shipped.set(item.task, [...found, item]);
  }
}

beforeAll(async () => {
  const atEnd = (done: () => Promise<void>) => void afterAll(done);
  const store = await migratedStore(atEnd);
  client = store.client;
  [dataDir, work] = [await temporaryFolder(atEnd), await temporaryFolder(atEnd)];
  vi.stubEnv('DATABASE_URL', store.url);
  vi.stubEnv('MIRRORSCOPE_IMPORTS_IN', dataDir);
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
  await shippedQuestions();
  // The house model under another name: a model that somebody brought.
  expect(await lab('import', 'model', HOUSE, '--id', 'mine')).toBe(0);
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function lab(...args: string[]): Promise<number> {
  lines = [];
  return runLab([...args, '--data-dir', dataDir]);
}
const file = (name: string) => path.join(work, name);
const read = async (name: string) =>
  (await readFile(file(name), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The rows of a table (RFC 4180). */
function parseTable(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Data and predictions of a task as somebody would have them, out of what is shipped. */
async function foreignFiles(id: string): Promise<void> {
  const task = taskOf(id);
  const items = shipped.get(id)!;
  const rows = items.map(({ body, truth }, index) => {
    const row = formsOf(task).published!(body, truth, BLANK, () => null)!;
    return Array.isArray(row) ? row : { index, ...row };
  });
  const said = items.map(({ body, truth, explanations }) => {
    const of = formsOf(task).publishedAnswer!(body, truth)!;
    const label = of.label ?? ((text: string) => text);
    return {
      predicted_label: label(explanations.find(({ explainerId }) => explainerId === SELF[id])!.text),
      expected_label: label(task.answer(truth)),
      extra_args: of.extra_args,
    };
  });
  const text = (all: unknown[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(file(`${id}.jsonl`), text(rows));
  await writeFile(file(`${id}_predictions.json`), text(said));
}

const take = (id: string, data: string, predictions: string) =>
  lab(
    'import',
    'data',
    file(data),
    '--target',
    'mine',
    '--task',
    id,
    '--predictions',
    file(predictions),
    '--explainer',
    'theirs',
  );
const give = (id: string, form: string, out: string, ...more: string[]) =>
  lab('export', 'mine', '--task', id, '--form', form, '--out', file(out), ...more);
const explainerOf = async () => (await client.explainer.findFirstOrThrow({ where: { targetId: 'mine' } })).id;

/** Removes all that was imported of data. */
async function forget(): Promise<void> {
  const runs = await client.run.findMany({ where: { kind: 'import', subjectId: { not: 'mine' } } });
  const data = await client.run.findMany({
    where: { kind: 'import', id: { not: 'import-mine' }, subjectId: 'mine' },
  });
  for (const { id } of [...runs, ...data]) expect(await lab('import', 'remove', id)).toBe(0);
}

describe.each(['patch', 'ablate', 'feature'])('questions of the task %s', (id) => {
  beforeAll(() => foreignFiles(id));

  it('that were brought go out as they came in, and come in again the same', async () => {
    expect(await take(id, `${id}.jsonl`, `${id}_predictions.json`)).toBe(0);
    const explainer = await explainerOf();
    const count = await client.question.count({ where: { targetId: 'mine', task: id } });
    expect(count).toBeGreaterThan(10);
    expect(await give(id, 'published', 'first.jsonl')).toBe(0);
    expect(await give(id, 'predictions', 'first_predictions.json', '--explainer', explainer)).toBe(0);
    expect(await read('first.jsonl')).toHaveLength(count);

    await forget();
    expect(await client.question.count({ where: { targetId: 'mine' } })).toBe(0);
    expect(await take(id, 'first.jsonl', 'first_predictions.json')).toBe(0);
    expect(lines.join('\n')).not.toContain('left out');
    expect(await give(id, 'published', 'second.jsonl')).toBe(0);
    expect(await give(id, 'predictions', 'second_predictions.json', '--explainer', await explainerOf())).toBe(
      0,
    );
    expect(await read('second.jsonl')).toEqual(await read('first.jsonl'));
    expect(await read('second_predictions.json')).toEqual(await read('first_predictions.json'));
  });

  it('are the same in every table', async () => {
    const expected: {
      id: string;
      title: string;
      body: unknown;
      said: string | null;
      verdict: string | null;
    }[] = [];
    const explainer = await explainerOf();
    for await (const items of exportQuestions(client, { targetId: 'mine', task: id }))
      for (const { id: question, title, body, explanations } of items) {
        const said = explanations!.find(({ explainerId }) => explainerId === explainer);
        expected.push({
          ...{ id: question!, title: title!, body, said: said?.text ?? null, verdict: said?.verdict ?? null },
        });
      }
    expect(await give(id, 'csv', 'table.csv')).toBe(0);
    const [head, ...table] = parseTable(await readFile(file('table.csv'), 'utf8'));
    const column = (row: string[], name: string) => row[head!.indexOf(name)]!;
    const parts = table.map((row) => ({
      ...{ id: column(row, 'id'), title: column(row, 'title') },
      body: JSON.parse(column(row, 'body')) as unknown,
      said: column(row, `${explainer} said`) || null,
      verdict: column(row, `${explainer} verdict`) || null,
    }));
    expect(parts).toEqual(expected);

    expect(await give(id, 'parquet', 'table.parquet')).toBe(0);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file('table.parquet')) });
    expect(
      rows.map((row) => ({
        ...{ id: row['id'], title: row['title'], body: row['body'] },
        ...{ said: row[`${explainer} said`], verdict: row[`${explainer} verdict`] },
      })),
    ).toEqual(expected);
    expect(await give(id, 'jsonl', 'items.jsonl')).toBe(0);
    expect((await read('items.jsonl')).map((item) => item['id'])).toEqual(expected.map((item) => item.id));
    await forget();
  });
});

describe('folders', () => {
  it('of a model go out whole and come in again as the same model', async () => {
    expect(await lab('export', 'model', 'mine', file('model'))).toBe(0);
    expect(await readdir(file('model'))).toEqual(
      expect.arrayContaining(['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json']),
    );
    const hash = (id: string) =>
      client.model.findUniqueOrThrow({ where: { id }, select: { contentHash: true } });
    expect(await lab('import', 'model', file('model'), '--id', 'again')).toBe(0);
    expect(await hash('again')).toEqual(await hash('mine'));
    expect(await lab('import', 'remove', 'again')).toBe(0);
  });

  it('of an explainer go out with what it says of itself, and come in again', async () => {
    const folder = file('explainer');
    expect(await lab('export', 'explainer', SELF.ablate!, folder)).toBe(0);
    const sidecar = JSON.parse(await readFile(path.join(folder, 'explainer.json'), 'utf8')) as object;
    const mine = { ...sidecar, id: 'mine.ablate', target: 'mine', base: 'mine' };
    await writeFile(path.join(folder, 'explainer.json'), JSON.stringify(mine));
    expect(await lab('import', 'explainer', folder)).toBe(0);
    const row = () => client.explainer.findUniqueOrThrow({ where: { id: 'mine.ablate' } });
    const before = await row();
    expect(await lab('export', 'explainer', 'mine.ablate', file('explainer-out'))).toBe(0);
    expect(await lab('import', 'remove', 'mine.ablate')).toBe(0);
    expect(await lab('import', 'explainer', file('explainer-out'))).toBe(0);
    expect(await row()).toEqual(before);
  });

  it('are made where nothing is yet, of what is here, and in one piece', async () => {
    await mkdir(file('full'));
    await writeFile(file('full/keep.txt'), 'mine');
    expect(await lab('export', 'model', 'mine', file('full'))).toBe(2);
    expect(lines).toEqual([`${file('full')} is not empty: name another folder`]);
    expect(await readdir(file('full'))).toEqual(['keep.txt']);
    expect(await lab('export', 'model', 'nobody', file('none'))).toBe(2);
    expect(await lab('export', 'explainer', 'nobody', file('none'))).toBe(2);
    expect(await lab('export', 'explainer', '../house2-b', file('none'))).toBe(2);
    expect(lines).toEqual(['there is no explainer ../house2-b here']);
    await rm(path.join(dataDir, 'imports/models/mine/tokenizer.json'));
    expect(await lab('export', 'model', 'mine', file('none'))).toBe(2);
    expect(await readdir(work)).not.toContain('none');
  });
});

it('a form that there is not is refused in one line, and no file is written', async () => {
  expect(await give('activation', 'published', 'no.jsonl')).toBe(2);
  expect(lines).toEqual(['there is no published form of questions of the task activation']);
  expect(await give('patch', 'predictions', 'no.jsonl')).toBe(2);
  expect(await give('patch', 'csv', 'no.csv', '--explainer', 'x')).toBe(2);
  expect(await lab('export', 'nobody', '--form', 'csv', '--out', file('no.csv'))).toBe(2);
  expect((await readdir(work)).filter((name) => name.startsWith('no.'))).toEqual([]);
});
