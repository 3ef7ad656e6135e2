import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { getQuestion, listQuestions } from '@/lib/store';
import { query } from './database';
import { importPlace } from './lab-import';

const MODEL = path.join('public', 'models', 'house2-a');
/** An autoencoder in the layout of sparsify. */
const DICTIONARY = path.join('public', 'models', 'house2-b', 'sae', 'layers.3');

const place = importPlace();
const { lab } = place;
beforeEach(async () => expect(await lab('model', MODEL, '--id', 'mine')).toBe(0));
const stored = () =>
  query(
    place.url,
    `SELECT q.id, q.body, t.body AS truth, t.detail, q."importId", q."importLine"
     FROM "Question" q JOIN "Truth" t ON t."questionId" = q.id ORDER BY q.id`,
  );

async function files(): Promise<{ text: string; labels: string }> {
  const [text, labels] = ['text.txt', 'labels.jsonl'].map((name) => path.join(place.home, name)) as [
    string,
    string,
  ];
  const countries = ['France', 'Spain', 'Peru', 'Kenya', 'Japan', 'Norway', 'Chile', 'Egypt'];
  await writeFile(
    text,
    countries.map((name) => `The capital of ${name} is old. ${name} lies by the sea.`).join('\n'),
  );
  const label = (layer: string, index: number | string, description: string) =>
    JSON.stringify({ modelId: 'mine', layer, index, description });
  await writeFile(
    labels,
    [
      label('3-res', '12', 'capitals <script>alert(1)</script>'),
      label('3-res', 13, 'years'),
      label('1-res', 14, 'of another layer'),
      label('3-res', 512, 'too far'),
      'no JSON',
    ].join('\n'),
  );
  return { text, labels };
}

it('a dictionary gives features with where they fire, what they make it say and what they are called', async () => {
  const { text, labels } = await files();
  const given = ['--target', 'mine', '--text', text, '--labels', labels, '--features', '30'];
  expect([await lab('dictionary', DICTIONARY, ...given), place.said.at(-1)]).toEqual([
    0,
    'page: /mine/features',
  ]);
  const all = place.said.join('\n');
  expect(all).toContain('30 features of the residual stream at layer 4');
  expect(all).toContain('line 4: there is no latent 512; there are 512');
  expect(all).toContain('line 5: is not JSON');
  expect(all).toContain('1 lines are of other layers');
  const { items, total } = await listQuestions(place.client, {
    targetId: 'mine',
    task: 'feature',
    limit: 50,
  });
  expect(total).toBe(30);
  const labelled = items.find(({ title }) => title.includes('4/12,'))!;
  const { body, truth } = (await getQuestion(place.client, labelled.id))!;
  expect(body).toMatchObject({ asks: 'input', site: 'resid', layer: 4, latent: 12 });
  expect(truth).toMatchObject({ label: { phrase: 'capitals <script>alert(1)</script>' } });
  const seen = items.filter(({ body: own }) => (own as { density?: number }).density !== undefined);
  expect(seen.length).toBeGreaterThan(20);
  const { detail } = (await getQuestion(place.client, seen[0]!.id))!;
  const { top } = detail as { top: { tokens: string[]; activations: number[]; at: number }[] };
  expect(top[0]!.activations[top[0]!.at]).toBeGreaterThan(0);
  expect(top[0]!.tokens).toHaveLength(top[0]!.activations.length);

  const before = await stored();
  place.said.length = 0;
  expect(await lab('dictionary', DICTIONARY, ...given)).toBe(0);
  expect(place.said.join('\n')).toContain('imported already, nothing changes');
  const [run] = await query(
    place.url,
    `SELECT id FROM "Run" WHERE kind = 'import' AND id LIKE '%-feature-%'`,
  );
  expect(await lab('remove', (run as { id: string }).id)).toBe(0);
  expect(await stored()).toEqual([]);
  expect(await lab('dictionary', DICTIONARY, ...given)).toBe(0);
  expect(await stored()).toEqual(before);
}, 120_000);

it('one that is not of the model, or is computed otherwise, is refused in a line, and nothing is written', async () => {
  const { text } = await files();
  const refused = async (folder: string, ...more: string[]) => {
    place.said.length = 0;
    expect(await lab('dictionary', folder, '--target', 'mine', ...more)).not.toBe(0);
    expect(await stored()).toEqual([]);
    return place.said.join('\n');
  };
  expect(await refused(DICTIONARY)).toContain('give --text, --labels or both');
  const wrong = path.join(place.home, 'attn.3');
  await cp(DICTIONARY, wrong, { recursive: true });
  expect(await refused(wrong, '--text', text)).toContain('the folder attn.3 names no site');
  const deep = path.join(place.home, 'layers.30');
  await cp(DICTIONARY, deep, { recursive: true });
  expect(await refused(deep, '--text', text)).toContain(
    'it is of the residual stream at layer 31, and mine has 6',
  );
  const empty = path.join(place.home, 'layers.1');
  await mkdir(empty);
  expect(await refused(empty, '--text', text)).toContain('there is none of sae_weights.safetensors');
}, 120_000);
