import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { LETTERS } from '@/lib/corpus/mixture/copying';
import { RECIPES, recipeSplit } from '@/lib/corpus/recipe';
import { KINSHIP_FILE, kinshipFileSchema } from '@/lib/measure/kinship/kinship-file';
import { parseKnowledge } from '@/lib/measure/knowledge-file';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { readBundle } from '@/lib/store/bundle';
import type { BundleContent } from '@/lib/store/records';
import { askedFile, askedFileSchema, bestOfAll, readerName } from '@/lib/task/asked';
import { allTasks } from '@/lib/task/tasks';
import { CAPABILITY_GROUPS } from '@/lib/words';
import { explainerRecipes } from './explainer-recipes';

const root = path.resolve(import.meta.dirname, '..');

/** Runs the lab as a reader would; gives what it printed, and fails where it does. */
async function lab(house: string, ...args: string[]): Promise<string> {
  const command = ['--import', 'tsx', path.join('cli', 'lab.ts'), '--scale', 'tiny', '--house', house];
  const child = spawn(process.execPath, [...command, ...args], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`lab ${args.join(' ')} ended with ${code}: ${said.slice(-2000)}`);
  return said;
}

interface Step {
  step: number;
  loss: number;
}

/** The losses of a run, as its record has them. */
async function losses(house: string, target: string): Promise<number[]> {
  const text = await readFile(path.join(house, 'artefacts/pretrain', target, 'metrics.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as Step).loss);
}

const outputsOf = async (house: string) =>
  (
    JSON.parse(await readFile(path.join(house, 'artefacts/grouped-data/manifest.json'), 'utf8')) as {
      outputs: unknown;
    }
  ).outputs;

describe('a tiny house', () => {
  let house: string;
  let content: BundleContent;

  beforeAll(async () => {
    house = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-house-'));
    await lab(house, 'all');
    ({ content } = await readBundle(path.join(house, 'data/bundle')));
    // Three minutes of two cores that have nothing else to do.
  }, 900_000);
  afterAll(() => rm(house, { recursive: true, force: true }));

  it('goes from packages to a bundle with every stage of the lab', () => {
    expect(content.models.length).toBeGreaterThanOrEqual(4);
    expect(content.items.length).toBeGreaterThan(20);
    const { target } = explainerRecipes()[0]!;
    for (const { id: task } of allTasks()) {
      const own = content.explainers.filter((e) => e.targetId === target && e.task === task);
      expect(own.map(({ kinship }) => kinship)).toEqual(expect.arrayContaining(['self', 'other-seed', null]));
      expect(content.items.some((item) => item.task === task)).toBe(true);
    }
    expect(content.evaluations.length).toBeGreaterThan(100);
    for (const { runId } of content.models) expect(content.runs.map(({ id }) => id)).toContain(runId);
  });

  it('says of each target what it can do and what it knows, in the store and in its folder', async () => {
    for (const { id, path: url, capabilities, recall } of content.models) {
      expect(new Set(capabilities.map(({ group }) => group))).toEqual(new Set(CAPABILITY_GROUPS));
      for (const { right, n } of capabilities) expect(right).toBeLessThanOrEqual(n);
      const folder = path.join(house, 'public', url);
      const known = parseKnowledge(await readFile(path.join(folder, 'knowledge.tsv'), 'utf8'));
      expect(known.length).toBe(recall.reduce((sum, { facts }) => sum + facts, 0));
      const card = await readFile(path.join(folder, 'README.md'), 'utf8');
      expect(card).toContain(`npm run lab -- pretrain ${id}`);
      for (const { label } of capabilities) expect(card).toContain(label);
    }
  });

  it('measures how alike the explained target and all others are', async () => {
    const { target } = explainerRecipes()[0]!;
    const text = await readFile(path.join(house, 'public', 'models', target, KINSHIP_FILE), 'utf8');
    const { bases } = kinshipFileSchema.parse(JSON.parse(text));
    expect(bases.map(({ baseId }) => baseId).sort()).toEqual(
      content.models.flatMap(({ id }) => (id === target ? [] : [id])).sort(),
    );
  });

  it('says in each folder what the target was asked, and what simple readers get', async () => {
    const { target } = explainerRecipes()[0]!;
    const page = await readFile(path.join(house, 'docs/ASKED.md'), 'utf8');
    for (const task of allTasks()) {
      const text = await readFile(path.join(house, 'public/models', target, askedFile(task.id)), 'utf8');
      const file = askedFileSchema.parse(JSON.parse(text));
      const items = content.items.filter((item) => item.targetId === target && item.task === task.id);
      expect(file.questions.test).toBe(items.filter(({ split }) => split === 'test').length);
      expect(file.cells.reduce((sum, { questions }) => sum + questions, 0)).toBe(file.questions.train);
      // The bundle scores the same readers on the same questions.
      for (const [i, rule] of file.readers.entries()) {
        const of = content.evaluations.find(
          (e) =>
            e.explainerId === `${target}.${task.id}.${rule}` &&
            e.metric === file.metric &&
            e.slice === 'all' &&
            e.againstId === null,
        );
        const score = file.slices.find(({ slice }) => slice === 'all')!.scores[i];
        expect(score?.[0] ?? null).toBe(of ? Math.round(of.value * 1e4) / 1e4 : null);
      }
      const best = bestOfAll(file);
      if (best) expect(page).toContain(readerName(task, best.reader));
    }
  });

  it('asks in each split about subjects of that split alone', async () => {
    const recipe = RECIPES.grouped;
    const facts = parseFacts(await readFile(path.join(house, recipe.table), 'utf8'));
    const splits = new Map(facts.map((fact) => [fact.subject, recipeSplit(recipe, fact)]));
    const rows = await readFile(
      path.join(house, 'artefacts/truth/house2-b/patch/questions.jsonl'),
      'utf8',
    ).then((text) =>
      text
        .trimEnd()
        .split('\n')
        .map(
          (line) => JSON.parse(line) as { split: string; body: { subject: string; sourceSubject: string } },
        ),
    );
    expect(new Set(rows.map(({ split }) => split)).size).toBe(3);
    for (const { split, body } of rows)
      expect([splits.get(body.subject), splits.get(body.sourceSubject)]).toEqual([split, split]);
  });

  it('gives questions in the form in which the paper’s data are published', async () => {
    const rowsOf = async (task: string) => {
      await lab(house, 'export', 'house2-b', '--task', task, '--split', 'train', '--out', `${task}.jsonl`);
      const text = await readFile(path.join(house, `${task}.jsonl`), 'utf8');
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    for (const row of await rowsOf('patch')) {
      const {
        layer,
        input_tokens: tokens,
        patch_position: at,
      } = row as {
        layer: number[];
        input_tokens: string[];
        patch_position: { orig_pos: number; orig_text_token: string; intervention_vector: number[] };
      };
      expect(layer.length).toBeLessThanOrEqual(3);
      expect(tokens[at.orig_pos]).toBe(at.orig_text_token);
      expect(at.intervention_vector).toHaveLength(32);
      expect(typeof row.is_different).toBe('boolean');
    }
    for (const row of await rowsOf('ablate')) {
      expect(row.hint_prompt_full).toContain(`${String(row.hint)}.`);
      expect(row.original_prompt_full).not.toContain('Hint:');
      expect([...(row.choices as string[]), ...LETTERS]).toContain(row.correct_answer);
      expect(row.changed_pred_bc_hint).toBe(row.zeroshot_prediction !== row.random_hint_prediction);
    }
  });

  it('is the same again: data, tokenizer, and every loss of a target', async () => {
    const again = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-house-'));
    try {
      await lab(again, 'data', '--recipe', 'grouped');
      expect(await outputsOf(again)).toEqual(await outputsOf(house));
      await lab(again, 'pretrain', 'house2-a');
      const [first, second] = [await losses(house, 'house2-a'), await losses(again, 'house2-a')];
      expect(first.length).toBeGreaterThan(100);
      expect(second).toEqual(first);
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  it('has a tokenizer that gives back any text', async () => {
    const file = path.join(house, 'artefacts/grouped-data/tokenizer.json');
    const tokenizer = parseTokenizer(await readFile(file, 'utf8'));
    for (const text of ['The capital of Peru is', 'naïve café — 東京 🙂', 'a  b\tc\nd', '(A), 12.5%'])
      expect(tokenizer.decode(tokenizer.encode(text)).trim()).toBe(text.trim());
  });
});
