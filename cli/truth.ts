import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { SingleBar } from 'cli-progress';
import { Command } from 'commander';

import { parseFacts } from '@/lib/corpus/facts';
import { splitOf } from '@/lib/corpus/split';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { writeSafetensors } from '@/lib/model/safetensors';
import type { Parameters } from '@/lib/model/parameters';
import { questionId } from '@/lib/task/identity';
import type { Split } from '@/lib/words';
import { Random } from '@/lib/random';
import { balance, type Balanced } from '@/lib/measure/balance';
import { drawPairs, sitesOf, type FactPair } from '@/lib/task/patch/draw';
import { measurePatches } from '@/lib/task/patch/patches';
import { readText } from '@/lib/measure/text';
import { writeAtomically, writeJson } from './files';
import { HOUSES, isHouse, loadModel, type LoadedModel } from './houses';
import { wholeNumber } from './options';
import { hashOf } from './training';
import { sweep } from '@/lib/task/patch/sweep';
import { sweepKey, truthFolder, type TruthManifest, type TruthRow } from './truth-artefact';

/** Pairs of texts measured and questions kept, by split. */
const SIZES: Record<Split, { pairs: number; questions: number }> = {
  train: { pairs: 5000, questions: 10_000 },
  validation: { pairs: 700, questions: 800 },
  test: { pairs: 1400, questions: 1600 },
};

/** Pairs measured together. */
const BATCH = 50;

/** `lab truth <target>`: measures balanced patch questions on a target. */
export function truthCommand(): Command {
  return new Command('truth')
    .description('measure balanced activation-patching questions on a target')
    .argument('<target>', Object.keys(HOUSES).join(' or '))
    .option('--seed <number>', 'seed of the pairs drawn', wholeNumber, 1)
    .action(measure);
}

async function measure(target: string, options: { seed: number }): Promise<void> {
  if (!isHouse(target))
    throw new Error(`no such target: ${target}; there are ${Object.keys(HOUSES).join(', ')}`);
  const model = await loadModel(nodeRuntime(), target, `npm run lab -- pretrain ${target}`);
  const facts = parseFacts(await readFile(path.join('data', 'facts.tsv'), 'utf8'));
  const rows: TruthRow[] = [];
  const vectors: Parameters = new Map();
  const cells: Partial<Record<Split, Balanced<unknown>['cells']>> = {};
  for (const split of ['train', 'validation', 'test'] as const) {
    const random = new Random(options.seed * 1000 + split.length);
    const own = facts.filter((fact) => splitOf(fact.subject) === split);
    const pairs = drawPairs(own, SIZES[split].pairs, random);
    const measured = await measurePairs(model, target, split, pairs);
    const balanced = balance(measured, SIZES[split].questions, random);
    cells[split] = balanced.cells;
    for (const { row, vector } of balanced.items) {
      rows.push(row);
      vectors.set(row.id, { shape: [vector.length], data: vector });
    }
  }
  const folder = truthFolder(target);
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const vectorFile = writeSafetensors(vectors, 'F32');
  await writeAtomically(path.join(folder, 'questions.jsonl'), lines);
  await writeAtomically(path.join(folder, 'vectors.safetensors'), vectorFile);
  await writeAtomically(
    path.join(folder, 'sweeps.jsonl'),
    await sweepPairs(
      model,
      rows.filter((row) => row.split === 'test'),
    ),
  );
  const manifest: TruthManifest = {
    format: 1,
    stage: 'truth',
    target,
    targetHash: model.engine.info.contentHash,
    seed: options.seed,
    hash: hashOf({ target: model.engine.info.contentHash, lines }),
    questions: rows.length,
    cells,
  };
  await writeJson(path.join(folder, 'manifest.json'), manifest);
  const count = (split: Split) => rows.filter((row) => row.split === split).length;
  console.log(
    `${target}: ${rows.length} questions (${count('train')} train, ${count('validation')} validation, ${count('test')} test)`,
  );
}

/** Sweeps every layer and position of each pair of texts once, as JSON lines. */
async function sweepPairs({ engine, tokenizer }: LoadedModel, rows: readonly TruthRow[]): Promise<string> {
  const pairs = new Map(rows.map((row) => [sweepKey(row), row]));
  const bar = progressBar('sweeps');
  bar.start(pairs.size, 0);
  let lines = '';
  for (const { text, source } of pairs.values()) {
    lines += `${JSON.stringify({ text, source, sweep: (await sweep(engine, tokenizer, text, source)).sweep })}\n`;
    bar.increment();
  }
  bar.stop();
  return lines;
}

function progressBar(what: string): SingleBar {
  return new SingleBar({
    format: `${what} {bar} {value}/{total} | {eta_formatted} left`,
    noTTYOutput: true,
    notTTYSchedule: 20_000,
  });
}

/** Measures every site of every pair; sites whose vector equals the one it replaces are no questions. */
async function measurePairs(
  { engine, tokenizer }: LoadedModel,
  target: string,
  split: Split,
  pairs: readonly FactPair[],
) {
  const layers = Array.from({ length: engine.info.layers + 1 }, (_, layer) => layer);
  const seen = new Set<string>();
  const items: { cell: string; changed: boolean; row: TruthRow; vector: Float32Array }[] = [];
  const bar = progressBar(`${split} pairs`);
  bar.start(pairs.length, 0);
  for (let from = 0; from < pairs.length; from += BATCH) {
    const batch = pairs.slice(from, from + BATCH).map((pair) => {
      const text = readText(engine, tokenizer, pair.text.text);
      const source = readText(engine, tokenizer, pair.source.text);
      return { pair, text, source, sites: sitesOf(pair, tokenizer, text.ids, source.ids, layers) };
    });
    const measured = await measurePatches(engine, tokenizer, batch);
    batch.forEach(({ pair, text, source, sites }, b) =>
      sites.forEach(({ layers: at, position, sourcePosition, positionType }, s) => {
        const { truth, vector, difference } = measured[b]![s]!;
        if (difference === 0) return;
        const question = {
          kind: 'patch' as const,
          target,
          text: text.text,
          source: source.text,
          layers: [...at],
          position,
          sourcePosition,
        };
        const id = questionId(question);
        if (seen.has(id)) return;
        seen.add(id);
        const row: TruthRow = {
          ...question,
          id,
          split,
          relation: pair.fact.relation,
          pairType: pair.pairType,
          positionType,
          subject: pair.fact.subject,
          sourceSubject: pair.sourceFact.subject,
          ids: text.ids,
          tokens: tokenizer.pieces(text.ids),
          sourceTokens: tokenizer.pieces(source.ids),
          truth,
        };
        items.push({ cell: `${at.join('-')}|${positionType}`, changed: truth.changed, row, vector });
      }),
    );
    bar.update(Math.min(pairs.length, from + BATCH));
  }
  bar.stop();
  return items;
}
