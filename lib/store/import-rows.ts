import type { StoreClient, StoreReader } from '@/lib/store/client';
import { addImportedVerdicts, dropVerdicts } from '@/lib/store/facet-counts';
import { type Change, changeImports, IMPORTED_ORDINAL } from '@/lib/store/imports';
import type { EvaluationRecord, ExplainerRecord, RunRecord } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { questionId } from '@/lib/task/identity';
import { allFacets } from '@/lib/task/facets';
import type { AnyTask, Judgement } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import type { Split } from '@/lib/words';

/** A question of a file, with what was measured elsewhere. */
export interface ImportedRow {
  /** Line that it stands on. */
  line: number;
  body: unknown;
  truth: unknown;
  detail: unknown;
}

/** What somebody else's explainer said of a question of the store. */
export interface ImportedSaying {
  line: number;
  questionId: string;
  text: string;
  said: string | null;
}

interface Source {
  run: RunRecord;
  targetId: string;
  task: string;
}

/** Adds rows of a file, marked by its run and their lines; what is in the store by itself stays as it is. */
export class RowImport {
  private readonly task: AnyTask;

  constructor(
    private readonly change: Change,
    private readonly source: Source,
    private readonly split: Split,
  ) {
    this.task = taskOf(source.task);
  }

  /** The id of a question, which is written. */
  async add({ line, body, truth, detail }: ImportedRow): Promise<string> {
    const { task, split, source } = this;
    const { run, targetId } = source;
    const id = questionId(task, targetId, body);
    await this.change.writer.add('Question', {
      ...{ id, task: task.id, targetId, ordinal: IMPORTED_ORDINAL + line, split, body },
      title: task.title(body),
      text: task.text(body, truth),
      facets: allFacets(task, { body, truth, split, explanations: [] }),
      ...{ importId: run.id, importLine: line },
    });
    await this.change.writer.add('Truth', { questionId: id, body: truth, detail, truthHash: run.dataHash });
    return id;
  }
}

/** Sayings judged at a time: as many truths are read at once. */
const CHUNK = 1000;

/** Judges what was said by what the store knows was measured, and adds it. */
export class SayingImport {
  private waiting: ImportedSaying[] = [];

  constructor(
    private readonly change: Change,
    private readonly source: Source & { explainerId: string },
    /** Given each judgement, with what slices it counts in. */
    private readonly judged: (item: { body: unknown; truth: unknown; judgement: Judgement }) => void,
  ) {}

  async add(saying: ImportedSaying): Promise<void> {
    this.waiting.push(saying);
    if (this.waiting.length >= CHUNK) await this.flush();
  }

  async flush(): Promise<void> {
    const { writer, transaction } = this.change;
    const { explainerId, run, task: id } = this.source;
    const task = taskOf(id);
    const forms = formsOf(task);
    await writer.flush();
    const ids = this.waiting.map(({ questionId: asked }) => asked);
    const rows = await transaction.question.findMany({
      where: { id: { in: ids } },
      select: { id: true, body: true, truth: { select: { body: true } } },
    });
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const { line, questionId: asked, text, said } of this.waiting) {
      const row = known.get(asked);
      if (!row?.truth) continue;
      const [body, truth] = [forms.body.parse(row.body), forms.truth.parse(row.truth.body)];
      const judgement = task.judge(text, truth);
      this.judged({ body, truth, judgement });
      await writer.add('Explanation', {
        ...{ questionId: asked, explainerId, text, said, verdict: judgement.verdict },
        ...{ provider: 'imported', logProbability: null, importId: run.id, importLine: line },
      });
    }
    this.waiting = [];
  }
}

/** Registers who said it. */
export async function addExplainer(
  { transaction, writer }: Change,
  explainer: ExplainerRecord,
  run: RunRecord,
): Promise<void> {
  await dropVerdicts(transaction, explainer.id);
  await transaction.explainer.deleteMany({ where: { id: explainer.id, bundle: null } });
  await transaction.run.deleteMany({ where: { bundle: null, subjectId: explainer.id } });
  await writer.add('Explainer', { ...explainer, ordinal: IMPORTED_ORDINAL });
  await writer.add('Run', { ...run });
  await writer.flush();
  // Questions of this very transaction are read from here on, and the planner knows nothing of them.
  await transaction.$executeRawUnsafe('ANALYZE "Question", "Truth"');
}

/** Writes scores, and makes questions be found by the verdicts. */
export async function finishSayings(
  { transaction, writer }: Change,
  evaluations: readonly EvaluationRecord[],
): Promise<void> {
  for (const evaluation of evaluations)
    await writer.add('Evaluation', { ...evaluation, againstId: evaluation.againstId ?? '' });
  await writer.flush();
  await addImportedVerdicts(transaction);
}

/** The import of these bytes for this purpose, where there was one. */
export const findImport = (client: StoreReader, id: string) =>
  client.run.findFirst({ where: { id, bundle: null, kind: 'import' } });

/**
 * Removes the rows of a file, and the explainer that they made.
 * @returns how many rows; null where nothing was imported under that id, or a model was
 */
export async function removeData(client: StoreClient, id: string): Promise<number | null> {
  const run = await findImport(client, id);
  const of = run && (run.config as { targetId?: string; task?: string });
  if (!run || !of?.targetId || !of.task) return null;
  const asked = { targetId: of.targetId, task: of.task };
  return changeImports(client, async ({ transaction, recount }) => {
    await dropVerdicts(transaction, run.subjectId);
    const said = await transaction.explanation.deleteMany({ where: { importId: id } });
    const questions = await transaction.question.deleteMany({ where: { importId: id } });
    await transaction.explainer.deleteMany({ where: { id: run.subjectId, bundle: null } });
    await transaction.run.delete({ where: { id } });
    recount(asked);
    return said.count + questions.count;
  });
}
