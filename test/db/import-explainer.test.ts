import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTerminal } from '@/cli/import/ask-terminal';
import { initSidecar } from '@/cli/import/init-sidecar';
import { loadTrained } from '@/cli/ask-trained';
import { trainedExplainers, type TrainedExplainer } from '@/cli/explainers';
import { runLab } from '@/cli/program';
import { explain } from '@/lib/explainer/trained';
import { patch } from '@/lib/task/patch';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { parseConfig } from '@/lib/model/config';
import { initialAdapter } from '@/lib/model/lora';
import { writeAdapter } from '@/lib/model/peft';
import { Random } from '@/lib/random';
import { contentVersion, listExplainers, type StoreClient } from '@/lib/store';
import { importModel } from '@/lib/store/imports';
import type { ModelRecord } from '@/lib/store/records';
import { migratedStore, root, temporaryFolder } from './database';

const TARGET = 'house2-b';
const HOME = path.join(root, 'public/models', TARGET);
const SHIPPED = 'house2-b.ablate.house2-b.15000';

let client: StoreClient;
let dataDir: string;
let work: string;
let lines: string[];

beforeEach(async () => {
  const store = await migratedStore();
  client = store.client;
  [dataDir, work] = [await temporaryFolder(), await temporaryFolder()];
  vi.stubEnv('DATABASE_URL', store.url);
  lines = [];
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
  const { model } = JSON.parse(await readFile(path.join(HOME, 'training.json'), 'utf8')) as {
    model: ModelRecord;
  };
  const run = {
    kind: 'import',
    subjectId: TARGET,
    seed: 0,
    config: {},
    dataHash: 'a',
    codeVersion: 'test',
  } as const;
  await importModel(client, {
    model,
    run: { id: model.runId, ...run, command: 'none', metrics: {}, createdAt: '2026-01-01T00:00:00.000Z' },
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const lab = (...args: string[]) => runLab([...args, '--data-dir', dataDir]);
const rows = () => listExplainers(client, TARGET);
const placed = (id: string) => readdir(path.join(dataDir, 'imports/explainers', id)).catch(() => null);

/** An adapter of the target as PEFT would leave it, with some weights that do something. */
async function adapterFolder(more: Record<string, unknown> = {}): Promise<string> {
  const folder = path.join(work, 'mine');
  await mkdir(folder);
  const config = parseConfig(await readFile(path.join(HOME, 'config.json'), 'utf8'));
  const random = new Random(3);
  const adapter = initialAdapter(config, { rank: 4, alpha: 8, targets: ['q_proj', 'v_proj'] }, () =>
    random.uniform(),
  );
  // What an adapter adds is nothing until training has moved its second factor.
  for (const { b } of adapter.modules.values()) b.data.forEach((_, i) => (b.data[i] = random.normal() / 2));
  const written = writeAdapter(config, adapter, { baseModel: `somewhere/${TARGET}` });
  await writeFile(path.join(folder, 'adapter_config.json'), written.config);
  await writeFile(path.join(folder, 'adapter_model.safetensors'), written.file);
  const sidecar = {
    ...{
      format: 2,
      id: 'mine',
      task: 'patch',
      target: TARGET,
      base: TARGET,
      kinship: 'self',
      sees: 'vector',
    },
    wordings: ['<<<{text}>>> {v} {layer} {token}?'],
    injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
    ...{ cells: [], trainExamples: 5, trainingDataHash: '', runId: 'r', ...more },
  };
  await writeFile(path.join(folder, 'explainer.json'), JSON.stringify(sidecar));
  return folder;
}

describe('an imported explainer', () => {
  it('is offered from its own folder; the same again changes nothing; removed and imported again it is the same', async () => {
    const folder = await adapterFolder();
    expect(await lab('import', 'explainer', folder)).toBe(0);
    const [first] = await rows();
    expect(first).toMatchObject({
      ...{
        id: 'mine',
        targetId: TARGET,
        task: 'patch',
        baseId: TARGET,
        kinship: 'self',
        rule: null,
        shown: true,
      },
      ...{ path: '/imports/explainers/mine', variant: 'imported, LoRA rank 4', runId: 'import-mine' },
    });
    expect(await placed('mine')).toEqual([
      'adapter_config.json',
      'adapter_model.safetensors',
      'explainer.json',
    ]);
    const version = await contentVersion(client);

    expect(await lab('import', 'explainer', folder)).toBe(0);
    expect(lines.at(-1)).toBe('mine: is imported already, with the same files');
    expect(await contentVersion(client)).toBe(version);

    expect(await lab('import', 'remove', 'mine')).toBe(0);
    expect([await rows(), await placed('mine')]).toEqual([[], null]);
    expect(await client.run.count({ where: { subjectId: 'mine' } })).toBe(0);
    expect(await lab('import', 'explainer', folder)).toBe(0);
    expect(await rows()).toEqual([first]);
    // Its target goes, and it with it.
    expect(await lab('import', 'remove', TARGET)).toBe(0);
    expect(await placed('mine')).toBe(null);
  });

  it('answers in the lab, and by itself what it answers added to its base and written as a whole model', async () => {
    expect(await lab('import', 'explainer', await adapterFolder())).toBe(0);
    vi.stubEnv('MIRRORSCOPE_IMPORTS_IN', dataDir);
    const adapter = (await trainedExplainers(TARGET, 'patch')).find(({ sidecar }) => sidecar.id === 'mine')!;
    const whole = path.join(work, 'together');
    expect(await lab('export', 'explainer', 'mine', whole, '--whole')).toBe(0);
    const random = new Random(8);
    const asked = [1, 2, 3].map((position) => ({
      body: { ...patch.own!.body({ x: 'The capital of France is', s: 'a' }), layers: [2], position },
      given: {
        ids: [300, 301, 302, 303, 304],
        vector: Float32Array.from({ length: 128 }, () => random.normal()),
      },
    }));
    const answersOf = async (place: Pick<TrainedExplainer, 'folder'>) => {
      const explainer = await loadTrained({ ...adapter, ...place });
      const said = await explain(patch, explainer, asked);
      await explainer.engine.dispose();
      return said.map(({ text, logProbability }) => [text, Math.round(logProbability * 20) / 20]);
    };
    const said = await answersOf(adapter);
    expect(said).toEqual(await answersOf({ folder: whole }));
    // The adapter does something: the base alone says something else.
    expect(said).not.toEqual(await answersOf({ folder: HOME }));
  });

  it('may be a whole model, too; another sidecar takes the place of the one before', async () => {
    const folder = path.join(work, 'whole');
    const kept = path.join(root, 'public/models/explainers', SHIPPED);
    expect(await lab('import', 'explainer', kept)).toBe(2);
    expect(lines.at(-1)).toMatch(
      /leaves parts to the folder of its base; write it whole with: npm run lab -- export explainer /,
    );
    expect(await lab('export', 'explainer', SHIPPED, folder)).toBe(0);
    const file = path.join(folder, 'explainer.json');
    const sidecar = parseSidecar(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...sidecar, id: 'whole' }));
    expect(await lab('import', 'explainer', folder)).toBe(0);
    await writeFile(file, JSON.stringify({ ...sidecar, id: 'whole', trainExamples: 7 }));
    expect(await lab('import', 'explainer', folder)).toBe(0);
    expect(await rows()).toMatchObject([{ id: 'whole', trainExamples: 7, variant: 'imported' }]);
    expect(await placed('whole')).toContain('model.safetensors');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a target that is not here', { target: 'gone' }, 'target: there is no model gone'],
    [
      'a base that is not here',
      { base: 'gone' },
      'base: there is no model gone, which the adapter is added to',
    ],
    [
      'other weights of the base',
      { baseHash: 'ab'.repeat(32) },
      'baseHash: the adapter belongs to other weights',
    ],
    ['a task that there is not', { task: 'guess' }, 'task: there is no task guess; there are patch, ablate'],
    [
      'a kinship that is another',
      { kinship: 'sibling' },
      'kinship: says sibling, but house2-b is to house2-b what is called self',
    ],
    [
      'a wording that nothing fills',
      { wordings: ['{v} {what}'] },
      'wordings: 0: nothing fills {what}; the task patch fills {v}, {layer}',
    ],
    [
      'a wording without the vector',
      { wordings: ['{text}'] },
      'wordings: 0: has no place {v} for the vector',
    ],
    [
      'marks that the tokenizer lacks',
      { injection: { begin: '<|v|>', vector: '<vec>', end: '</v>' } },
      'the tokenizer has no token "<|v|>"',
    ],
    [
      'what no model is shown',
      { sees: 'training-answers' },
      'sees: training-answers is nothing that a model can be shown',
    ],
    [
      'maps that are not there',
      { projection: { width: 128, layers: [2] } },
      'there is no projection.safetensors',
    ],
    ['an id that leads elsewhere', { id: '../../mine' }, 'id: "../../mine" cannot be the id of an import'],
  ])('is refused in one line with %s, and nothing is written', async (_, more, line) => {
    const folder = await adapterFolder(more);
    expect(await lab('import', 'explainer', folder)).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(line);
    expect(lines[0]).not.toContain('\n');
    expect([await rows(), await readdir(dataDir)]).toEqual([[], []]);
  });

  it('is refused where the adapter does not fit the base, or is not there', async () => {
    const folder = await adapterFolder();
    const file = path.join(folder, 'adapter_config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...config, r: 5 }));
    await lab('import', 'explainer', folder);
    expect(lines.at(-1)).toMatch(/is \[4, 128\], but the model and rank 5 need \[5, 128\]/);
    await rm(path.join(folder, 'adapter_model.safetensors'));
    await lab('import', 'explainer', folder);
    expect(lines.at(-1)).toMatch(/there is no adapter_model.safetensors; pickled weights are not read/);
    await rm(file);
    await lab('import', 'explainer', folder);
    expect(lines.at(-1)).toMatch(/there is neither adapter_config.json nor config.json/);
    await lab('import', 'explainer', path.join(work, 'nowhere'));
    expect(lines.at(-1)).toMatch(/^there is no folder /);
  });
});

describe('the sidecar of an explainer', () => {
  const answering =
    (answers: string[], output = new PassThrough()) =>
    () =>
      openTerminal(Readable.from([`${answers.join('\n')}\n`]), output);

  it('is written by asking, and what it says is imported', async () => {
    const folder = await adapterFolder();
    await rm(path.join(folder, 'explainer.json'));
    const output = new PassThrough();
    const asked: string[] = [];
    output.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
    const answers = [TARGET, 'patch', '', '', 'brief', '', '', '', '', '2/last, 1/last', '300', ''];
    await initSidecar(folder, dataDir, answering(answers, output));
    // The base that the adapter names is offered.
    expect(asked.join('')).toContain(`model that the adapter is added to [${TARGET}]: `);
    expect(parseSidecar(await readFile(path.join(folder, 'explainer.json'), 'utf8'))).toMatchObject({
      ...{ id: 'house2-b.patch.mine', kinship: 'self', sees: 'vector', says: 'brief', trainExamples: 300 },
      ...{ cells: ['1/last', '2/last'], injection: { begin: '<v>', vector: '<vec>', end: '</v>' } },
      wordings: ['<<<{text}>>> layer {layer}, token {token}, vector {v}. Answer:'],
    });
    expect(await lab('import', 'explainer', folder)).toBe(0);
    expect(await rows()).toMatchObject([{ id: 'house2-b.patch.mine' }]);
    await expect(initSidecar(folder, dataDir, answering(answers))).rejects.toThrow('is there already');
  });

  it('is not written where an answer is wrong or missing, which is named', async () => {
    const folder = await adapterFolder();
    await rm(path.join(folder, 'explainer.json'));
    await expect(initSidecar(folder, dataDir, answering(['nobody']))).rejects.toThrow(
      'target, of house2-b: there are house2-b',
    );
    await expect(
      initSidecar(folder, dataDir, answering([TARGET, 'patch', '', '', '', 'how?'])),
    ).rejects.toThrow('how it is asked: wordings: 0: has no place {v} for the vector');
    await expect(initSidecar(folder, dataDir, answering([TARGET]))).rejects.toThrow(
      'the answers ended at: task, of patch, ablate, feature, activation',
    );
    expect(await readdir(folder)).not.toContain('explainer.json');
  });
});
