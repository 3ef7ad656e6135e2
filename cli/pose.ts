import path from 'node:path';

import { nodeRuntime } from '@/lib/engine/runtime-node';
import { wordsInPlace, type InPlace } from '@/lib/measure/in-place';
import { parseKnowledge } from '@/lib/measure/knowledge-file';
import { lensWords } from '@/lib/measure/lens';
import type { LoadedModel } from '@/lib/task/measure';
import type { AnyTask, Posed } from '@/lib/task/task';
import { readIfPresent } from './files';
import { loadModel, modelFolder, type TargetId } from './targets';
import type { TruthRow } from './truth-rows';

/** Questions as rules answer them: with what the untrained target reads off their vectors, and what it knows. */
export async function poser(target: TargetId, task: AnyTask) {
  const model = await loadModel(nodeRuntime(), target, `npm run lab -- pretrain ${target}`);
  const recall = await recallOf(target);
  return {
    async pose(rows: readonly TruthRow[]): Promise<Posed<unknown, unknown>[]> {
      const [lens, untrained] = [await throughLens(model, rows), await inPlace(model, task, rows)];
      return rows.map((row, i) => ({ ...row, recall, lens: lens?.[i], untrained: untrained?.[i] }));
    },
    dispose: () => model.engine.dispose(),
  };
}

async function throughLens({ engine, tokenizer }: LoadedModel, rows: readonly TruthRow[]) {
  const vectors = rows.flatMap(({ given: { vector } }) => vector ?? []);
  return vectors.length < rows.length ? null : lensWords(engine, tokenizer, vectors);
}

async function inPlace({ engine, tokenizer }: LoadedModel, task: AnyTask, rows: readonly TruthRow[]) {
  const texts = rows.flatMap(({ body, given }): InPlace[] => {
    const position = task.standsAt?.(body);
    return position === undefined || !given.vector
      ? []
      : [{ ids: given.ids, position, vector: given.vector }];
  });
  return texts.length < rows.length ? null : wordsInPlace(engine, tokenizer, texts);
}

/** What a target says of facts, out of the table in its folder; of a target without one, nothing is known. */
async function recallOf(target: TargetId): Promise<(relation: string, subject: string) => string | null> {
  const file = await readIfPresent(path.join(modelFolder(target), 'knowledge.tsv'));
  const rows = file ? parseKnowledge(new TextDecoder().decode(file)) : [];
  const said = new Map(rows.map((row) => [`${row.relation}\t${row.subject}`, row.said]));
  return (relation, subject) => said.get(`${relation}\t${subject}`) ?? null;
}
