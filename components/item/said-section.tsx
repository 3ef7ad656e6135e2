'use client';

import type { VerdictRules as Rules } from '@/components/format/words';
import { Faults } from '@/components/live/faults';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import type { LiveSetup } from '@/components/live/setup';
import type { LiveQuestion } from '@/components/live/use-question';
import { StateBlock } from '@/components/ui/state';
import { VerdictRules } from '@/components/ui/verdict-rules';
import { DRAWS } from '@/lib/explainer/draws';
import type { ExplainerRecord } from '@/lib/store/records';
import { type Beside, ControlsTable, ExplanationRows, type ShownExplanation } from './explanations';

/** What explainers say of a question without places: as recorded, controls under them, and asked live. */
export function SaidSection({
  explanations,
  explainers,
  rules,
  setup,
  live,
  caption,
  whyNot,
  beside,
  children,
}: {
  caption: string;
  explanations: readonly ShownExplanation[];
  explainers: readonly ExplainerRecord[];
  rules: Rules;
  setup: LiveSetup;
  live: LiveQuestion;
  /** Why nobody can be asked live, in a sentence. */
  whyNot: string;
  /** A further figure of each explanation. */
  beside?: Beside | undefined;
  /** How it was asked. */
  children?: React.ReactNode;
}) {
  const said = { explainers, rules, beside };
  const isAsked = live.said.length > 0;
  const recorded = explanations.length > 0;
  const button = (name: string, onClick: () => void) => (
    <LiveButton busy={live.work.busy} provider={live.engine} toFetch={live.toFetch} onClick={onClick}>
      {name}
    </LiveButton>
  );
  return (
    <section className="section">
      <header>
        <h2>Explanations</h2>
        <span className="caption">{caption}</span>
      </header>
      {children}
      <ExplanationRows {...said} explanations={explanations} />
      {isAsked ? (
        <>
          {recorded ? <h3 className="subhead">Asked again</h3> : null}
          <ExplanationRows {...said} explanations={live.said} />
        </>
      ) : null}
      {recorded || isAsked ? null : (
        <StateBlock title="Nothing on record">
          <p>Nobody was asked this question yet.</p>
        </StateBlock>
      )}
      <ControlsTable {...said} explanations={recorded ? explanations : live.said} />
      <LiveBar work={live.work} provider={live.engine} hasRecord={recorded} />
      {live.askable ? (
        <div className="live-actions">
          {button(recorded || isAsked ? 'Ask again live' : 'Ask live', live.ask)}
          {isAsked ? button(`Draw ${DRAWS.samples} answers each`, live.draw) : null}
        </div>
      ) : (
        <p className="caption cannot-ask">{whyNot}</p>
      )}
      <Faults faults={setup.faults} explainers={explainers} />
      <VerdictRules rules={rules} />
    </section>
  );
}
