import { formsOf } from '@/lib/task/forms';
import { allTasks } from '@/lib/task/tasks';
import { Command } from './command';

/** The paper's data and predictions become questions and explanations. */
export function BringData() {
  const known = allTasks().filter((task) => formsOf(task).importing);
  return (
    <>
      <p>
        Files in the form in which the paper’s data are published become questions of a target, and
        predictions become explanations of them:
      </p>
      <Command
        lines={[
          'npm run lab -- import data rows.jsonl --target ID --task patch',
          'npm run lab -- import data rows.jsonl --target ID --task patch --predictions x_predictions.json --explainer NAME',
        ]}
      />
      <dl>
        <dt>Tasks</dt>
        <dd>
          {known.map(({ id }, index) => (
            <span key={id}>
              {index > 0 ? ', ' : null}
              <code>{id}</code>
            </span>
          ))}
          : patching rows, ablation rows, and feature labels, as JSON Lines or as one list.
        </dd>
        <dt>Bad lines</dt>
        <dd>
          Each line is held to its form and to the target’s tokenizer: the tokens of a row must be those that
          the target reads. Lines that cannot be used are counted and told with their numbers and reasons; the
          rest goes in, all of it or nothing, and the same files again change nothing.
        </dd>
        <dt>Scores</dt>
        <dd>
          Predictions are judged here, as all explanations are: running totals in the file are not looked at.
          Of a list of predictions the first counts. <code>--kinship</code> says what the explainer began
          from, where that is known.
        </dd>
        <dt>What is not known</dt>
        <dd>
          Rows tell neither probabilities nor what other layers do: such a question shows its answers alone,
          until it is measured live. Each names its file and line.
        </dd>
      </dl>
    </>
  );
}
