'use client';

import { useState } from 'react';
import { explainerWord } from '@/lib/explainer/name';
import { explain } from '@/lib/explainer/trained';
import { ControlsTable, ExplanationRows, type ShownExplanation } from '@/components/item/explanations';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import type { LiveExplainer } from '@/components/live/setup';
import { useModels } from '@/components/live/use-models';
import { useWork } from '@/components/live/use-work';
import { allViews } from '@/components/task/views';
import type { VerdictRules } from '@/components/format/words';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask, Given } from '@/lib/task/task';

/** A question about a vector of the reader's own run. */
export interface VectorQuestion {
  task: AnyTask;
  body: unknown;
  truth: unknown;
  given: Given;
}

const AS_MEASURED: VerdictRules = {
  right: 'It says what was measured.',
  partly: 'It says part of what was measured.',
  wrong: 'It says something else than what was measured.',
  unknown: 'It says nothing that can be checked.',
};

/** Asks all explainers of a task about one vector, and judges them by what was measured. Mount it anew (`key`) for another. */
export function Explain({
  question: { task, body, truth, given },
  explainers,
  shipped,
  label,
}: {
  question: VectorQuestion;
  explainers: readonly ExplainerRecord[];
  shipped: readonly LiveExplainer[];
  label: string;
}) {
  const work = useWork();
  const models = useModels(work.progress);
  const [said, setSaid] = useState<ShownExplanation[]>([]);
  const ask = () =>
    work.start(async (signal) => {
      setSaid([]);
      for (const model of shipped) {
        const explainer = await models.open(model, signal);
        const record = explainers.find(({ id }) => id === model.id);
        work.progress.set({
          kind: 'running',
          what: `asking ${record ? explainerWord(record) : model.id}`,
          done: 0,
          total: null,
        });
        const [answer] = await explain(task, explainer, [{ body, given }], { signal });
        const { verdict } = task.judge(answer!.text, truth);
        const { provider } = answer!;
        setSaid((before) => [...before, { ...answer!, explainerId: model.id, verdict, live: { provider } }]);
      }
    });
  const rules = allViews().find((view) => view.task.id === task.id)?.verdicts ?? AS_MEASURED;
  const shown = { explanations: said, explainers, rules };
  return (
    <>
      <ExplanationRows {...shown} />
      <ControlsTable {...shown} />
      <LiveBar work={work} provider={null} hasRecord={false} />
      {work.busy ? null : (
        <div className="live-actions">
          <LiveButton
            busy={false}
            provider={said[0]?.live?.provider ?? null}
            toFetch={models.toFetch(shipped)}
            onClick={ask}
          >
            {said.length > 0 ? 'Ask again' : label}
          </LiveButton>
        </div>
      )}
    </>
  );
}
