'use client';

import { useMutation } from '@tanstack/react-query';
import { explainerClass, type VerdictRules } from '@/components/format/words';
import { withQueries } from '@/components/query/with-queries';
import { minute } from '@/components/ui/badge';
import { ExplainerName } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { VerdictMark } from '@/components/ui/verdict';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { answersPath } from '@/lib/api/paths';
import type { AnyTask } from '@/lib/task/task';
import type { ServedOffer } from './setup';

interface Answer {
  text: string;
  askedAt: string;
}

/** What is asked, and what was measured, by which answers are judged. */
export interface Posed {
  body: unknown;
  truth: unknown;
}

/** One of them, asked when a reader wants it. */
export const Served = withQueries(function Served({
  offer: { record, model },
  task,
  question,
  rules,
}: {
  offer: ServedOffer;
  task: AnyTask;
  question: Posed;
  rules: VerdictRules;
}) {
  const asked = useMutation({
    mutationFn: () =>
      fetchAnswer<Answer>(answersPath(record.id), new AbortController().signal, { question: question.body }),
  });
  const said = asked.data;
  return (
    <>
      {said ? (
        <article className={`explanation ${explainerClass(record)}`}>
          <VerdictMark verdict={task.judge(said.text, question.truth).verdict} rules={rules} />
          <div className="body">
            <p className="byline">
              <ExplainerName explainer={record} bare />{' '}
              <span className="provenance">asked over http, {minute(said.askedAt)}</span>
            </p>
            <p className="claim">{said.text}</p>
          </div>
        </article>
      ) : null}
      {asked.isError ? (
        <p className="caption" role="alert">
          <Icon name="warning" /> {asked.error.message}
        </p>
      ) : null}
      {said ? null : (
        <div className="live-actions">
          <button type="button" className="button" disabled={asked.isPending} onClick={() => asked.mutate()}>
            {asked.isPending ? `Asking ${model}` : `Ask ${model}`}
          </button>
          <span className="caption">sends the words of the question to its server</span>
        </div>
      )}
    </>
  );
});
