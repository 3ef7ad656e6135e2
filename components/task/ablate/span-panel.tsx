'use client';

import { ProbabilityBars } from '@/components/charts/probability-bars';
import { AskedWording } from '@/components/item/asked-wording';
import { claimWords } from '@/components/item/claim-words';
import { ControlsTable, ExplanationRows, type ShownExplanation } from '@/components/item/explanations';
import { GuessRow } from '@/components/predict/guess-row';
import { outputWord } from '@/components/tokens/token-text';
import { ExplainerName } from '@/components/ui/explainer-name';
import { StateBlock } from '@/components/ui/state';
import { VerdictMark } from '@/components/ui/verdict';
import { VerdictRules } from '@/components/ui/verdict-rules';
import { findExplainer } from '@/lib/explainer/name';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import type { AblateTruth } from '@/lib/task/ablate/body';
import { ABLATE_VERDICTS, dropWords, outcomeWords, tokenCount } from './words';

export interface SpanPanelProps {
  /** `Without the hint`. */
  title: string;
  /** What is taken away, and how many tokens it has. */
  removed: string;
  tokens: number;
  text: string;
  /** What was measured without it; null where nothing was, or where it is not to be seen yet. */
  measured: AblateTruth | null;
  /** Where `measured` comes from. */
  badge: React.ReactNode;
  /** Explainers go first: what was measured is held back. */
  heldBack: boolean;
  /** First wording of the explainers' prompt; null when no explainer is shipped. */
  wording: string | null;
  explainers: ExplainerRecord[];
  /** The explainer whose verdict stands at the head: the self explainer. */
  first: ExplainerRecord | undefined;
  recorded: ShownExplanation[];
  /** What the reader predicted, where the panel is of the recorded question. */
  guess: Guess | null;
  live: ShownExplanation[];
  /** Explanations of some span of this text are on record. */
  hasRecord: boolean;
  /** Measures it, and shows what was measured. */
  measureAction: React.ReactNode;
  /** Asks explainers about it. */
  askAction: React.ReactNode;
}

/** Everything about the chosen span: verdict, measurement, question, claims, controls. */
export function SpanPanel(props: SpanPanelProps) {
  const { measured, explainers, recorded, live, heldBack } = props;
  const shown = recorded.length > 0 ? recorded : live;
  const said = { explainers, rules: ABLATE_VERDICTS, judged: measured !== null };
  return (
    <section className="section">
      <header>
        <h2>{props.title}</h2>
        <span className="end">{props.badge}</span>
      </header>
      <p className="removed">
        <span className="removed-text">{props.removed}</span>{' '}
        <span className="caption">{tokenCount(props.tokens)} taken away</span>
      </p>
      {measured ? (
        <Measurement {...props} measured={measured} shown={shown} />
      ) : (
        <StateBlock
          title={heldBack ? 'Held back until you look' : 'Not measured yet'}
          action={
            <>
              {props.measureAction}
              {heldBack ? null : props.askAction}
            </>
          }
        >
          <p>
            {heldBack
              ? 'The explainers speak before it is known what happens.'
              : props.measureAction
                ? 'Nobody left these tokens out together so far. You can, in your browser, or hear first what explainers expect.'
                : 'Nobody left these tokens out together so far, and the weights of this model are not shipped here.'}
          </p>
        </StateBlock>
      )}
      {props.wording && (measured || shown.length > 0) ? (
        <AskedWording wording={props.wording} slots={{ text: props.text, span: <b>{props.removed}</b> }} />
      ) : null}
      {props.guess ? <GuessRow guess={props.guess} rules={ABLATE_VERDICTS} /> : null}
      <ExplanationRows {...said} explanations={recorded} />
      {live.length > 0 ? (
        <>
          {recorded.length > 0 ? <h3 className="subhead">Asked again</h3> : null}
          <ExplanationRows {...said} explanations={live} />
        </>
      ) : null}
      {measured && shown.length === 0 ? (
        <StateBlock title={props.hasRecord ? 'Nothing on record' : 'Not asked yet'} action={props.askAction}>
          <p>
            {props.hasRecord ? 'Explanations are recorded for the question’s own span alone. ' : null}
            {props.askAction
              ? 'You can ask about this span in your browser.'
              : 'No explainer of this model is shipped here, so none can be asked.'}
          </p>
        </StateBlock>
      ) : null}
      <ControlsTable {...said} explanations={shown} />
      {measured && shown.length > 0 ? (
        <>
          {props.askAction ? <div className="live-actions">{props.askAction}</div> : null}
          <VerdictRules rules={ABLATE_VERDICTS} />
        </>
      ) : null}
    </section>
  );
}

/** The verdict on the first explainer beside what happened, and the answers with and without the span. */
function Measurement({
  measured,
  explainers,
  first,
  shown,
  hasRecord,
}: Pick<SpanPanelProps, 'explainers' | 'first' | 'hasRecord'> & {
  measured: AblateTruth;
  shown: ShownExplanation[];
}) {
  const self = first && shown.find((e) => findExplainer(explainers, e.explainerId) === first);
  return (
    <>
      <div className="panel-verdict">
        {self && first ? (
          <>
            <VerdictMark verdict={self.verdict} rules={ABLATE_VERDICTS} />
            <span>
              <ExplainerName explainer={first} />
              <br />
              <span className="caption">
                {claimWords(self.text)}; <span className="one-line">measured {outcomeWords(measured)}</span>
              </span>
            </span>
          </>
        ) : (
          <span>
            <span className="strong">Measured: {outcomeWords(measured)}</span>
            <br />
            <span className="caption">
              {shown.length > 0
                ? 'controls alone were asked'
                : hasRecord
                  ? 'no explanation of this span is on record'
                  : 'no explainer has been asked yet'}
            </span>
          </span>
        )}
      </div>
      <ProbabilityBars
        original={measured.original}
        patched={measured.ablated}
        effect={measured.effect}
        titles={['Whole text', 'Without it']}
      />
      {measured.effect === null ? null : (
        <p className="caption effect">
          log-probability of <span className="mono">{outputWord(measured.original.output)}</span>{' '}
          {dropWords(measured.effect)}
        </p>
      )}
    </>
  );
}
