import { SPLITS } from '@/lib/words';
import type { SaeSummary } from '@/lib/measure/features/summary';
import {
  bestOfAll,
  needNoExplainer,
  readerName,
  sliceName,
  slicesRead,
  type AskedCellCount,
  type AskedFile,
  type AskedScore,
} from '@/lib/task/asked';
import { facetNamed, parseFacet } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';
import { capitalised, count, listed, percent, short, table } from './words';

/** What one target was asked. */
export interface AskedModel {
  id: string;
  asked: readonly { task: AnyTask; file: AskedFile }[];
  autoencoders: SaeSummary | null;
}

/** What targets were asked, and what simple readers get, as Markdown: nothing in it is written by hand. */
export function formatAsked(models: readonly AskedModel[]): string {
  const parts = [
    '# What was asked, and what simple readers get',
    'Written by `npm run lab -- results` from what stands in the model folders (`asked.TASK.json` of `npm run lab -- readers`,' +
      ' `autoencoders.json` of `npm run lab -- sae`). [QUESTIONS.md](QUESTIONS.md) says how questions are chosen and measured, and who the' +
      ' readers are. Scores are on held-out questions, before any explainer is trained.',
    table(
      ['target', 'task', ...SPLITS.map((split) => `for ${SPLIT_NAMES[split]}`), 'best reader, all questions'],
      models.flatMap(({ id, asked }) =>
        asked.map(({ task, file }) => [
          id,
          task.path,
          ...SPLITS.map((split) => `${count(file.questions[split]!)} (${count(file.distinct[split]!)})`),
          bestWords(task, file),
        ]),
      ),
    ),
    'In parentheses: what the questions are about, each counted once (pairs of texts, texts, features).',
  ];
  for (const { id, asked, autoencoders } of models) {
    parts.push(`## ${id}`);
    for (const { task, file } of asked) parts.push(...taskPart(task, file));
    if (autoencoders) parts.push('### Autoencoders', ...autoencoderPart(autoencoders));
  }
  return `${parts.join('\n\n')}\n`;
}

const SPLIT_NAMES = { train: 'training', validation: 'validation', test: 'test' };

function taskPart(task: AnyTask, file: AskedFile): string[] {
  const { label } = task.metrics.find(({ id }) => id === file.metric)!;
  const easy = needNoExplainer(file);
  return [
    `### ${capitalised(task.path)}`,
    cellTable(task, file.cells),
    `${capitalised(label)}, of simple readers:`,
    readerTable(task, file),
    easy.length === 0
      ? 'No slice is answered right in more than 90% by a simple reader.'
      : `A simple reader is right in more than 90%, so that no explainer is needed, in ${listed(
          easy.map(
            ({ slice, n, value, reader }) =>
              `${sliceName(task, slice)} (${count(n)}; ${readerName(task, reader)}, ${short(value)})`,
          ),
        )}.`,
  ];
}

/** Questions for training by cell, with how many are of each kind of answer. */
function cellTable(task: AnyTask, cells: readonly AskedCellCount[]): string {
  const kinds = [...new Set(cells.flatMap((cell) => Object.keys(cell.kinds)))].sort();
  const [told = ''] = parseFacet(task.sides?.[0].facets[0] ?? '');
  const nameOf = (kind: string) => facetNamed(task, told)?.value?.(kind) ?? kind;
  return table(
    ['asked', 'cell', 'for training', 'answers', ...kinds.map(nameOf)],
    cells.map(({ set, cell, questions, answers, kinds: own }) => [
      set,
      cell,
      count(questions),
      count(answers),
      ...kinds.map((kind) => count(own[kind] ?? 0)),
    ]),
  );
}

function bestWords(task: AnyTask, file: AskedFile): string {
  const best = bestOfAll(file);
  return best ? `${readerName(task, best.reader)} ${between(best.score)}` : '';
}

/** A row a reader, a column a slice. */
function readerTable(task: AnyTask, file: AskedFile): string {
  const read = slicesRead(task, file);
  return table(
    ['reader', ...read.map(({ slice, n }) => `${sliceName(task, slice)} (${count(n)})`)],
    file.readers.map((reader, i) => [
      readerName(task, reader),
      ...read.map(({ scores }) => {
        const score = scores[i];
        return score ? between(score) : '';
      }),
    ]),
  );
}

const between = ([value, low, high]: AskedScore): string =>
  low === null || high === null ? short(value) : `${short(value)} (${short(low)} to ${short(high)})`;

function autoencoderPart({ latents, k, sites, clusters, labels }: SaeSummary): string[] {
  const total = (of: 'live' | 'labelled') => sites.reduce((sum, site) => sum + site[of], 0);
  return [
    `${count(latents)} latents a site, ${k} active at once: ${count(total('live'))} live features in ${count(clusters)} clusters of twins, ` +
      `${count(total('labelled'))} (${percent(total('labelled') / total('live'))}) with a label, ${count(labels)} of them different.`,
    table(
      ['site', 'layer', 'FVU', 'loss recovered', 'live', 'labelled'],
      sites.map(({ site, layer, fvu, lossRecovered, live, labelled }) => [
        site === 'resid' ? 'residual stream' : 'MLP',
        String(layer),
        short(fvu),
        short(lossRecovered),
        count(live),
        count(labelled),
      ]),
    ),
  ];
}
