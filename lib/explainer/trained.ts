import type { Engine, GenerationPrompt } from '@/lib/engine/engine';
import type { Parameters } from '@/lib/model/parameters';
import { project } from '@/lib/model/projection';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { AnyTask, Brief } from '@/lib/task/task';
import type { Provider } from '@/lib/words';
import { briefOf, promptFor, type Asked } from './prompt';
import type { PromptStyle } from './sidecar';
import { DRAWS } from './draws';

/** Longer than any answer that training showed; what runs on is cut and cannot be checked. */
export const MAX_ANSWER_TOKENS = 24;

/** What an explainer said. */
export interface Explained {
  text: string;
  /** What was really said, where `text` is written out of brief words; null where it was said itself. */
  said: string | null;
  /** Mean log-probability (nats) of its tokens. */
  logProbability: number;
  provider: Provider;
}

/** A trained explainer, ready to be asked. */
export interface Explainer {
  engine: Engine;
  tokenizer: Tokenizer;
  style: PromptStyle;
  /** Maps of the vectors of each layer into its embedding space, where it has been trained with some. */
  projections?: Parameters;
  /** Name by which the engine knows its low-rank adapter, where it is one of a model that others use as well. */
  adapter?: string | undefined;
}

/**
 * Asks a trained explainer, greedily, in the first of its prompt wordings. Answers are in the order of the questions; the
 * signal stops between two tokens.
 */
export async function explain(
  task: AnyTask,
  explainer: Explainer,
  questions: readonly Asked[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<Explained[]> {
  const { engine, tokenizer, style, adapter } = explainer;
  const prompts = questions.map((asked) => promptTo(task, explainer, asked));
  const { rows, provider } = await engine.generate(prompts, {
    maxNewTokens: MAX_ANSWER_TOKENS,
    stopIds: stopsOf(engine),
    ...(adapter === undefined ? {} : { adapter }),
    signal,
  });
  const brief = briefOf(task, style);
  return rows.map(({ ids, logProbabilities }, i) => ({
    ...written(tokenizer.decode(ids).trim(), brief, questions[i]!.body),
    logProbability: logProbabilities.reduce((sum, x) => sum + x, 0) / Math.max(1, logProbabilities.length),
    provider,
  }));
}

/** What ends an answer: the token that ends a text, of models that have one. */
const stopsOf = ({ info: { eosId } }: Engine): number[] => (eosId === null ? [] : [eosId]);

/** A question as the engine takes it: the vectors brought into the explainer's embedding space. */
export function promptTo(
  task: AnyTask,
  { engine, tokenizer, style, projections }: Explainer,
  asked: Asked,
): GenerationPrompt {
  const { ids, vectors } = promptFor(task, tokenizer, style, asked, engine.info.bosId);
  return {
    ids,
    vectors: vectors.map(({ position, vector, layers = [] }) => ({
      position,
      vector: projections ? project(projections, layers, vector) : vector,
    })),
  };
}

/**
 * Draws `DRAWS.samples` answers to each question, in the order of the questions: how far they agree tells how sure a
 * model is of what it says.
 */
export async function drawExplanations(
  task: AnyTask,
  explainer: Explainer,
  questions: readonly Asked[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<string[][]> {
  const { samples, temperature, seed } = DRAWS;
  const { engine, tokenizer, style, adapter } = explainer;
  const prompts = questions.map((asked) => promptTo(task, explainer, asked));
  const { rows } = await engine.generate(prompts, {
    maxNewTokens: MAX_ANSWER_TOKENS,
    stopIds: stopsOf(engine),
    ...(adapter === undefined ? {} : { adapter }),
    samples,
    sampling: { temperature, seed },
    signal,
  });
  const brief = briefOf(task, style);
  const texts = rows.map(
    ({ ids }, i) =>
      written(tokenizer.decode(ids).trim(), brief, questions[Math.floor(i / samples)]!.body).text,
  );
  return questions.map((_, i) => texts.slice(i * samples, (i + 1) * samples));
}

/** The share of drawn answers to a question that claim what its most likely answer claims. */
export function agreementOf(task: AnyTask, truth: unknown, text: string, drawn: readonly string[]): number {
  const claimOf = (said: string) => task.judge(said, truth).claim;
  return drawn.filter((other) => claimOf(other) === claimOf(text)).length / drawn.length;
}

/** What was said, and the explanation that it stands for. */
const written = (
  said: string,
  brief: Brief<unknown, unknown> | null,
  body: unknown,
): Pick<Explained, 'text' | 'said'> =>
  brief ? { text: brief.expand(said, body), said } : { text: said, said: null };
