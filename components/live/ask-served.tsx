'use client';

import type { VerdictRules } from '@/components/format/words';
import { onDemand } from '@/components/ui/on-demand';
import type { AnyTask } from '@/lib/task/task';
import type { Posed } from './served';
import type { LiveSetup } from './setup';

// Few sites have one.
const Served = onDemand(() => import('./served').then((module) => module.Served));

/** Explainers behind HTTP beside the trained ones, each asked when a reader wants it. Mount it anew (`key`) for another question. */
export function AskServed({
  setup: { served = [] },
  task,
  question,
  rules,
}: {
  setup: LiveSetup;
  task: AnyTask;
  /** Null where nothing was measured that an answer could be held against. */
  question: Posed | null;
  rules: VerdictRules;
}) {
  if (served.length === 0 || question === null) return null;
  return (
    <section className="section" aria-label="Over HTTP">
      <header>
        <h2>Over HTTP</h2>
        <span className="caption">asked in words, without the vector</span>
      </header>
      {served.map((offer) => (
        <Served key={offer.record.id} {...{ offer, task, question, rules }} />
      ))}
    </section>
  );
}
