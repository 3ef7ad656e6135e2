'use client';

import dynamic from 'next/dynamic';
import type { AnyPages, EmbedProps, OwnProps, PredictProps, QuestionProps } from './view';
// Here and not beside what it styles: styles of a chunk that comes later would be a round trip before the first paint.
import '@/components/copy/copy.css';
import '@/components/map/map.css';
import '@/components/predict/predict.css';
import './patch/patch.css';
import './ablate/ablate.css';
import './feature/feature.css';
import './activation/activation.css';

/** The pages of each task, whose script is fetched only where they stand. */
const known = new Map<string, AnyPages>();

/** Makes the pages of a task known. */
export function addPages(task: string, pages: AnyPages): void {
  known.set(task, pages);
}

addPages('patch', {
  Question: dynamic(async () => (await import('./patch/question')).PatchQuestion) as AnyPages['Question'],
  Predict: dynamic(async () => (await import('./patch/predict')).PatchPredict) as AnyPages['Predict'],
  Own: dynamic(async () => (await import('./patch/own')).OwnPatch) as AnyPages['Own'],
  Embed: dynamic(async () => (await import('./patch/embed')).PatchEmbed) as AnyPages['Embed'],
});
addPages('ablate', {
  Question: dynamic(async () => (await import('./ablate/question')).AblateQuestion) as AnyPages['Question'],
  Predict: dynamic(async () => (await import('./ablate/predict')).AblatePredict) as AnyPages['Predict'],
  Own: dynamic(async () => (await import('./ablate/own')).OwnAblation) as AnyPages['Own'],
  Embed: dynamic(async () => (await import('./ablate/embed')).AblateEmbed) as AnyPages['Embed'],
});
addPages('feature', {
  Question: dynamic(async () => (await import('./feature/question')).FeatureQuestion) as AnyPages['Question'],
  Embed: dynamic(async () => (await import('./feature/embed')).FeatureEmbed) as AnyPages['Embed'],
});
addPages('activation', {
  Question: dynamic(
    async () => (await import('./activation/question')).ActivationQuestion,
  ) as AnyPages['Question'],
  Embed: dynamic(async () => (await import('./activation/embed')).ActivationEmbed) as AnyPages['Embed'],
});

function pagesOf(task: string): AnyPages {
  const pages = known.get(task);
  if (!pages) throw new Error(`No page shows a question of the task ${task}.`);
  return pages;
}

/** A recorded question, as its task draws it. */
export function QuestionPage(props: QuestionProps<unknown, unknown, unknown>) {
  const { Question } = pagesOf(props.item.task);
  return <Question {...props} />;
}

/** A recorded question before its answer, as its task draws it for a reader who predicts. */
export function PredictPage(props: PredictProps<unknown>) {
  const { task } = props.question;
  const { Predict } = pagesOf(task);
  if (!Predict) throw new Error(`The task ${task} has no page for a reader who predicts.`);
  return <Predict {...props} />;
}

/** A reader's own question, as its task draws it. */
export function OwnPage({ task, ...props }: OwnProps & { task: string }) {
  const { Own } = pagesOf(task);
  if (!Own) throw new Error(`The task ${task} has no page for a question of one's own.`);
  return <Own {...props} />;
}

/** What was measured of a recorded question, as its task draws it in a frame of another site. */
export function QuestionEmbed(props: EmbedProps<unknown, unknown, unknown>) {
  const { Embed } = pagesOf(props.item.task);
  return <Embed {...props} />;
}
