import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { checkWordings, SHOWN_SIGHTS, showsVector } from '@/lib/explainer/check';
import { kinshipOf } from '@/lib/explainer/role';
import { PROJECTION_FILE, SIDECAR_FILE, sidecarSchema, type ExplainerSidecar } from '@/lib/explainer/sidecar';
import { idFault, idOf } from '@/lib/imports';
import { parseJson } from '@/lib/model/json';
import { ADAPTER_FILES } from '@/lib/model/peft';
import { readSafetensors } from '@/lib/model/safetensors';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { getModel, listModels } from '@/lib/store';
import type { ModelRecord } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import { allTasks, taskOf } from '@/lib/task/tasks';
import { KINSHIPS, type Kinship } from '@/lib/words';
import { BadInput } from '../bad-input';
import { readIfPresent, writeJson } from '../files';
import { anyText, oneOf, openTerminal, type Terminal } from './ask-terminal';
import { withStore } from './open-store';
import { homeOf, kindOf, readExplainerFolder } from './read-explainer';

/** Marks that explainers of the house have around and in the place of a vector. */
const MARKS = { begin: '<v>', vector: '<vec>', end: '</v>' } as const;

/**
 * Writes the sidecar of an explainer by asking what nobody can read off its folder, and checks the folder with it.
 * @throws BadInput of one line; what was written stays only where all of it holds
 */
export async function initSidecar(
  folder: string,
  dataDir: string,
  open: () => Terminal = openTerminal,
): Promise<void> {
  const kind = existsSync(folder) ? await kindOf(folder) : null;
  if (!kind) throw new BadInput(`${folder} has neither ${ADAPTER_FILES.config} nor config.json`);
  const file = path.join(folder, SIDECAR_FILE);
  if (existsSync(file)) throw new BadInput(`${file} is there already; remove it to begin anew`);
  await withStore(dataDir, async (client) => {
    const models = await listModels(client);
    if (models.length === 0) throw new BadInput('the store knows no model; start it once with: npm start');
    const terminal = open();
    const sidecar = await asked(terminal, folder, kind, models, dataDir).finally(() => terminal.close());
    await writeJson(file, sidecar);
    try {
      await readExplainerFolder(folder, { find: (id) => getModel(client, id), dataDir });
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  });
  console.log(`${file} is written; take it in with: npm run lab -- import explainer ${folder}`);
}

async function asked(
  { ask }: Terminal,
  folder: string,
  kind: 'adapter' | 'model',
  models: readonly ModelRecord[],
  dataDir: string,
): Promise<ExplainerSidecar> {
  const ids = models.map(({ id }) => id);
  const target = await ask({ ask: `target, of ${ids.join(', ')}`, read: oneOf(ids) });
  const tasks = allTasks().map(({ id }) => id);
  const task = taskOf(
    await ask({ ask: `task, of ${tasks.join(', ')}`, fallback: tasks[0]!, read: oneOf(tasks) }),
  );
  const base = await ask({
    ask: kind === 'adapter' ? 'model that the adapter is added to' : 'model that the weights started from',
    fallback: await baseIn(folder, ids, target),
    read: kind === 'adapter' ? oneOf(ids) : anyText,
  });
  const of = (id: string) => models.find((model) => model.id === id);
  const kinship = await kinshipBy(ask, kind, of(target)!, of(base));
  const sees = showsVector(task)
    ? await ask({
        ask: `what it sees, of ${SHOWN_SIGHTS.join(', ')}`,
        fallback: 'vector',
        read: oneOf(SHOWN_SIGHTS),
      })
    : 'vector';
  const { says, wording } = await wordsBy(ask, task);
  const home = kind === 'adapter' ? homeOf(of(base)!, dataDir) : folder;
  const injection = showsVector(task) ? await marksBy(ask, home) : MARKS;
  const cells = await ask({
    ask: 'kinds of questions that it learned, such as 2/last, 3/last; - for not known',
    fallback: '-',
    read: (answer) =>
      answer === '-'
        ? []
        : answer
            .split(',')
            .map((cell) => cell.trim())
            .sort(),
  });
  const trainExamples = await ask({
    ask: 'training questions; 0 for not known',
    fallback: '0',
    read: wholeIn,
  });
  const id = await ask({
    ask: 'its id',
    fallback: `${target}.${task.id}.${idOf(path.basename(path.resolve(folder)))}`,
    read: idIn,
  });
  return sidecarSchema.parse({
    ...{
      format: 2,
      id,
      task: task.id,
      target,
      base,
      kinship,
      sees,
      says,
      wordings: [wording],
      injection,
      cells,
    },
    ...(kind === 'adapter' ? { baseHash: of(base)!.contentHash } : {}),
    ...(await projectionIn(folder)),
    ...{ trainExamples, trainingDataHash: '', runId: `import-${id}` },
  });
}

type Ask = Terminal['ask'];

/** The base that an adapter names, where a model has its name; else the target. */
async function baseIn(folder: string, ids: readonly string[], target: string): Promise<string> {
  const config = await readIfPresent(path.join(folder, ADAPTER_FILES.config));
  if (!config) return target;
  const { base_model_name_or_path: name } = parseJson(
    new TextDecoder().decode(config),
    ADAPTER_FILES.config,
    z.looseObject({ base_model_name_or_path: z.string().nullish() }),
  );
  if (!name) return target;
  const wanted = [name, path.basename(name), idOf(path.basename(name))];
  return ids.find((id) => wanted.includes(id)) ?? target;
}

/** How the base is related to the target: as both are known, or as the reader says. */
async function kinshipBy(
  ask: Ask,
  kind: string,
  target: ModelRecord,
  base: ModelRecord | undefined,
): Promise<Kinship> {
  const known = base && kinshipOf(target, base);
  if (known && kind === 'adapter') return known;
  const words = known ? ([known, 'random-weights'] as const) : KINSHIPS.filter((word) => word !== 'self');
  return ask({
    ask: `kinship of its base to the target, of ${words.join(', ')}`,
    fallback: words[0],
    read: oneOf(words),
  });
}

async function wordsBy(
  ask: Ask,
  task: AnyTask,
): Promise<Pick<ExplainerSidecar, 'says'> & { wording: string }> {
  const kinds = task.brief ? (['sentences', 'brief'] as const) : (['sentences'] as const);
  const says = await ask({
    ask: `what it says, of ${kinds.join(', ')}`,
    fallback: 'sentences',
    read: oneOf(kinds),
  });
  const own = says === 'brief' ? task.brief! : task;
  const wording = await ask({
    ask: 'how it is asked',
    fallback: own.wordings[0]!,
    read(answer) {
      checkWordings(task, { wordings: [answer] });
      return answer;
    },
  });
  return { says, wording };
}

/** The tokens around a vector and in its place, each of which the tokenizer must have. */
async function marksBy(ask: Ask, home: string): Promise<ExplainerSidecar['injection']> {
  const json = await readIfPresent(path.join(home, 'tokenizer.json'));
  if (!json) throw new BadInput(`${home} has no tokenizer.json`);
  const tokenizer = parseTokenizer(new TextDecoder().decode(json));
  const read = (answer: string) => {
    tokenizer.idOf(answer);
    return answer;
  };
  return {
    begin: await ask({ ask: 'token before a vector', fallback: MARKS.begin, read }),
    vector: await ask({ ask: 'token in the place of a vector', fallback: MARKS.vector, read }),
    end: await ask({ ask: 'token after a vector', fallback: MARKS.end, read }),
  };
}

/** Projections are read off their file, which names layers and widths. */
async function projectionIn(folder: string): Promise<Pick<ExplainerSidecar, 'projection'>> {
  const file = await readIfPresent(path.join(folder, PROJECTION_FILE));
  if (!file) return {};
  const maps = [...readSafetensors(file)].flatMap(([name, { shape }]) => {
    const layer = /^vector_projection\.(\d+)\.weight$/.exec(name)?.[1];
    return layer === undefined ? [] : [{ layer: Number(layer), width: shape[1] ?? 0 }];
  });
  const layers = maps.map(({ layer }) => layer).sort((a, b) => a - b);
  return maps.length > 0 ? { projection: { width: maps[0]!.width, layers } } : {};
}

function wholeIn(answer: string): number {
  const number = Number(answer);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error('it must be a whole number');
  return number;
}

function idIn(answer: string): string {
  const fault = idFault(answer);
  if (fault) throw new Error(fault);
  return answer;
}
