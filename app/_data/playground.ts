import { ANY_TEXTS } from '@/components/playground/any-texts';
import type { ExampleTexts } from '@/components/playground/text-form';
import type { LiveSetup } from '@/components/live/setup';
import { allViews } from '@/components/task/views';
import type { ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { OPENING_FILE, openingFileSchema, type OpeningFile } from '@/lib/measure/opening-file';
import { allTasks } from '@/lib/task/tasks';
import { loadBesideWeights } from './beside-weights';
import { loadExamples } from './examples';
import { loadLiveSetup } from './live';
import { loadShown } from './target';

/** What the playground of a target offers: explainers of every task that asks about a vector, and texts to begin with. */
export async function loadPlayground(target: ModelRecord): Promise<{
  setup: LiveSetup;
  explainers: ExplainerRecord[];
  examples: ExampleTexts[];
  opening: OpeningFile | null;
}> {
  const asking = allTasks().filter(({ ofVector }) => ofVector !== undefined);
  const [setups, explainers, texts, opening] = await Promise.all([
    Promise.all(asking.map(({ id }) => loadLiveSetup(target, id))),
    Promise.all(asking.map(({ id }) => loadShown(target.id, id))),
    loadTexts(target.id),
    loadBesideWeights(target, OPENING_FILE, openingFileSchema),
  ]);
  const examples = [...(opening ? [openingTexts(opening)] : []), ...texts];
  return {
    setup: {
      target: setups[0]?.target ?? null,
      explainers: setups.flatMap((setup) => setup.explainers),
      faults: setups.flatMap((setup) => setup.faults),
      autoencoders: [],
    },
    explainers: explainers.flat(),
    examples: examples.length > 0 ? examples : ANY_TEXTS,
    opening,
  };
}

/** Texts that readers' own questions begin with, of the tasks that take two: the vector goes from the one to the other. */
async function loadTexts(target: string): Promise<ExampleTexts[]> {
  const tasks = allViews().filter(({ task, example }) => task.own && example);
  const examples = (await Promise.all(tasks.map(({ task }) => loadExamples(target, task.id)))).flat();
  return examples.flatMap(({ name, own }): ExampleTexts[] => {
    const [second, first] = Object.values(own);
    return first && second ? [{ name, first, second }] : [];
  });
}

const openingTexts = ({ first, second }: OpeningFile): ExampleTexts => ({
  name: 'the texts on record',
  first: first.text,
  second: second.text,
});
