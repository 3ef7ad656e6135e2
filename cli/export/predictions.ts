import { inWords } from '@/lib/explainer/in-words';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import type { RowItem } from './columns';

/** How the paper's files mark the place of a vector in a prompt. */
const VECTOR = '<|begin|><|vector|><|end|>';

/**
 * What an explainer said, as the paper's `..._predictions.json` has it, one line a question; those that it said nothing of, or
 * that have no published form, are left out. Scores are not among it: they follow from the rest.
 */
export async function* predictionLines(
  task: AnyTask,
  explainerId: string,
  chunks: AsyncIterable<readonly RowItem[]>,
): AsyncGenerator<string[]> {
  const forms = formsOf(task);
  for await (const items of chunks)
    yield items.flatMap(({ body, truth, explanations }) => {
      const said = explanations.find((one) => one.explainerId === explainerId);
      const of = forms.publishedAnswer!(body, truth);
      if (!said || !of) return [];
      const { label = (explanation: string) => explanation } = of;
      const line = {
        predicted_label: label(said.text),
        expected_label: label(task.answer(truth)),
        prompt: inWords(task, task.wordings[0]!, body, VECTOR),
        evaluation_type: 'exact_match',
        task: of.task,
        question_type: 'generative_explanation',
        extra_args: of.extra_args,
      };
      return [`${JSON.stringify(line)}\n`];
    });
}
