import { group } from 'd3-array';
import type { Random } from '@/lib/random';
import type { Example } from '@/lib/train/batch';
import { briefOf, promptFor } from './prompt';
import type { Asking, TrainingQuestion } from './training';

/** How often the word is the one that the text alone gives; and of others, how often one that has to do with the same entity. */
const OWN = 0.5;
const NEAR = 0.7;

/**
 * Questions with another word in the place of the answer, and the verdict on that word alone to be learned. Without them a verdict need not
 * look at the word that was said: text and vector give it away, question by question, and what is learned by heart is of no use on texts
 * that were never seen. With them it has to be a comparison. Words are those that came out of other questions about the same entity (other
 * attributes of it among them), or in the same group; as often, the text's own.
 *
 * @returns null where the answers of a task compare nothing
 */
export function contrasts(
  asking: Asking,
  questions: readonly TrainingQuestion[],
): ((random: Random) => Example) | null {
  const { task, tokenizer, style, bosId } = asking;
  const contrast = briefOf(task, style)?.contrast;
  if (!contrast) return null;
  const entityOf = ({ body }: TrainingQuestion) => task.clusters(body)[0] ?? '';
  const groupOf = ({ body, truth }: TrainingQuestion) => task.stratum(body, truth).group ?? '';
  const wordsBy = (keyOf: (question: TrainingQuestion) => string) =>
    new Map(
      [...group(questions, keyOf)].map(([key, some]) => [
        key,
        [...new Set(some.flatMap(({ truth }) => contrast.words(truth)))],
      ]),
    );
  const [near, far] = [wordsBy(entityOf), wordsBy(groupOf)];
  return (random) => {
    const question = random.pick(questions);
    const own = contrast.own(question.truth);
    const pool = random.uniform() < NEAR ? near.get(entityOf(question))! : far.get(groupOf(question))!;
    const others = pool.filter((word) => word !== own);
    const word = random.uniform() < OWN || others.length === 0 ? own : random.pick(others);
    const { said, verdict } = contrast.verdictOn(word, word === own);
    const prompt = promptFor(task, tokenizer, style, question, bosId, random.integer(style.wordings.length));
    const before = [...prompt.ids, ...tokenizer.encode(said)];
    return {
      ids: [...before, ...tokenizer.encode(verdict), tokenizer.idOf('<eos>')],
      answerStart: before.length,
      vectors: prompt.vectors,
      name: question.id && `contrast of question ${question.id}`,
    };
  };
}
