import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { runLab } from '@/cli/program';
import { openDatabase } from '@/lib/database/embedded';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { round } from './measure';

const MODEL = path.join('public', 'models', 'house2-a');

/** `lab import data` on files of so many rows, each with a prediction, in a store and a process of its own: time and memory at most. */
export async function* benchImport(counts: readonly number[]) {
  for (const rows of counts) {
    const home = await mkdtemp(path.join(tmpdir(), 'import-'));
    const { data, predictions } = await writeRows(home, rows);
    // Held here, so that the import does not wait for its start.
    const database = await openDatabase(home, (line) => console.error(line));
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'bench/run.ts', 'import-rows', home, data, predictions],
        { env: { ...process.env, DATABASE_URL: database.url, MIRRORSCOPE_IMPORTS_IN: home } },
      );
      yield { benchmark: 'import', rows, ...(JSON.parse(stdout.trim().split('\n').at(-1)!) as object) };
    } finally {
      await database.release();
      await rm(home, { recursive: true, force: true });
    }
  }
}

/** Imports a model and then the rows, and says how long the rows took and the memory at most, this process alone. */
export async function importRows(home: string, data: string, predictions: string) {
  const lab = async (...args: string[]) => {
    const code = await runLab(['import', ...args, '--data-dir', home]);
    if (code !== 0) throw new Error(`lab import ${args[0]} ended with ${code}`);
  };
  await lab('model', MODEL, '--id', 'mine');
  const before = round(process.resourceUsage().maxRSS / 1024);
  const began = performance.now();
  const said = ['--predictions', predictions, '--explainer', 'bench', '--kinship', 'self'];
  await lab('data', data, '--target', 'mine', '--task', 'patch', ...said);
  return {
    seconds: round((performance.now() - began) / 1000),
    memoryBeforeMB: before,
    peakMemoryMB: round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Patching rows in the paper's form, no two alike: the last token of one text put into another at one of six layers. */
async function writeRows(home: string, rows: number): Promise<{ data: string; predictions: string }> {
  const tokenizer = parseTokenizer(readFileSync(path.join(MODEL, 'tokenizer.json'), 'utf8'));
  const files = { data: path.join(home, 'rows.jsonl'), predictions: path.join(home, 'said.jsonl') };
  const [data, predictions] = [createWriteStream(files.data), createWriteStream(files.predictions)];
  const names = Math.ceil(Math.sqrt(rows / LAYERS)) + 1;
  let written = 0;
  for (let a = 0; a < names && written < rows; a++)
    for (let b = 0; b < names && written < rows; b++)
      for (let layer = 1; a !== b && layer <= LAYERS && written < rows; layer++, written++) {
        const [row, said] = rowOf(tokenizer, nameOf(a), nameOf(b), layer);
        for (const [file, line] of [
          [data, row],
          [predictions, said],
        ] as const)
          if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
      }
  for (const file of [data, predictions]) {
    file.end();
    await finished(file);
  }
  return files;
}

const LAYERS = 6;

/** `Aaaa`, `Baaa`: a name of its own for each number. */
const nameOf = (n: number): string =>
  [0, 1, 2, 3]
    .map((place) => String.fromCharCode((place ? 97 : 65) + (Math.floor(n / 26 ** place) % 26)))
    .join('');

function rowOf(tokenizer: Tokenizer, a: string, b: string, layer: number): [row: object, said: object] {
  const [text, source] = [a, b].map((name) => `The capital of ${name} is`) as [string, string];
  const [tokens, others] = [text, source].map((one) => tokenizer.pieces(tokenizer.encode(one))) as [
    string[],
    string[],
  ];
  const changed = layer > 3;
  const [original, ablated] = [[` city of ${a}`], [` city of ${changed ? b : a}`]];
  const patch_position = {
    orig_pos: tokens.length - 1,
    orig_text_token: tokens.at(-1),
    counterfact_pos: others.length - 1,
    counterfact_text_token: others.at(-1),
    intervention_vector: [],
  };
  const row = {
    ...{
      layer: [layer],
      input_tokens: tokens,
      original_continuation: original,
      ablated_continuation: ablated,
    },
    ...{ is_different: changed, patch_position, counterfactual_text: source, token_type: 'last' },
    ...{ gt_original_target: a, gt_counterfactual_target: b },
  };
  const said = {
    predicted_label: `The most likely output would change to <<<${ablated[0]}>>>.`,
    ...{ expected_label: '', prompt: '', running_f1: 0 },
    extra_args: {
      ...{ layer: [layer], input: tokens.join(''), is_different: changed, patch_position },
      ...{ original_response: original, ablated_response: ablated },
    },
  };
  return [row, said];
}
