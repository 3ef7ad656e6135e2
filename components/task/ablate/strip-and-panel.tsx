'use client';

import { VERDICT_NAMES } from '@/components/format/words';
import { Faults } from '@/components/live/faults';
import { AskServed } from '@/components/live/ask-served';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import { ParityNote } from '@/components/live/parity-note';
import { wordingOf, type LiveSetup } from '@/components/live/setup';
import { outputWord } from '@/components/tokens/token-text';
import { onDemand } from '@/components/ui/on-demand';
import { useKeys } from '@/components/ui/use-keys';
import { explainerWord, findExplainer, mainOf } from '@/lib/explainer/name';
import type { Span } from '@/lib/measure/ablate';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import { ablate, SPAN_NAMES } from '@/lib/task/ablate';
import type { AblateBody, Attribution } from '@/lib/task/ablate/body';
import { AttributionSection } from './attribution-section';
import { KeptPairs } from './kept-pairs';
import { SpanPanel } from './span-panel';
import { placeOf, sameSpan, spanKey } from './spans';
import type { Live } from './use-live';
import { usePairs, type RecordedAblation } from './use-pairs';
import type { SpanChoice } from './use-span';
import { ABLATE_VERDICTS, findingWords, quoted } from './words';

// Fetched by those who measure what is on record again.
const Comparison = onDemand(() => import('./comparison').then((module) => module.Comparison));

/** The text with what its parts are worth, and the panel of the chosen span: for recorded questions and a reader's own texts. */
export function StripAndPanel({
  detail,
  body,
  record,
  explainers,
  setup,
  live,
  choice,
  guess = null,
  panelHead,
}: {
  /** What is drawn: the record's, else what was measured live. */
  detail: Attribution;
  body: AblateBody;
  /** The recorded question, which can be measured again; null for a reader's own text. */
  record: RecordedAblation | null;
  explainers: ExplainerRecord[];
  setup: LiveSetup;
  live: Live;
  choice: SpanChoice;
  /** What the reader predicted of the recorded question. */
  guess?: Guess | null;
  /** What stands over the panel. */
  panelHead?: React.ReactNode;
}) {
  const { chosen, choose, toggleTable } = choice;
  const { span } = chosen;
  const { tokens } = detail;
  const main = mainOf('self', explainers);
  const key = spanKey(span);
  const asked = record && sameSpan(record.body.span, span) ? record : null;

  const pairs = usePairs({ span, detail, body, record, live });
  const pair = pairs.chosen;
  useKeys({ t: toggleTable });

  const posedAt = (map: Attribution) => ablate.at?.(body, map, placeOf(span)) ?? null;
  const recorded = asked?.explanations ?? [];
  const made = live.said.get(key)?.explanations ?? [];
  const ofMain = (recorded.length > 0 ? recorded : made).find(
    ({ explainerId }) => main && findExplainer([main], explainerId),
  );
  const text = tokens.slice(span.from, span.to).join('').trim();
  const title = asked ? `Without ${SPAN_NAMES[asked.body.spanKind]}` : `Without ${quoted(text)}`;
  const ask = (name: string, onClick: () => void) =>
    live.askable ? (
      <LiveButton busy={live.work.busy} provider={live.engine} toFetch={live.cost.ask} onClick={onClick}>
        {name}
      </LiveButton>
    ) : null;

  return (
    <div className="columns map-and-panel">
      <div>
        <AttributionSection
          detail={detail}
          choice={choice}
          onRemove={pairs.remove}
          actions={
            pairs.isKept || (!pair && !live.measurable) ? null : (
              <button
                type="button"
                className="button"
                onClick={pairs.remove}
                disabled={!pair && live.work.busy}
              >
                Remove <span className="keycap">⌫</span>
              </button>
            )
          }
        >
          <LiveBar work={live.work} provider={live.engine} hasRecord={record !== null}>
            {record && live.detail ? (
              <Comparison
                recorded={detail}
                measured={live.detail}
                provider={live.provider}
                at={live.recordedAt}
              />
            ) : null}
            {live.checkable ? <ParityNote target={live.checkable} /> : null}
          </LiveBar>
          {record && live.measurable ? (
            <div className="live-actions">
              <LiveButton
                busy={live.work.busy}
                provider={live.engine}
                toFetch={live.cost.measure}
                onClick={() => live.measure(pairs.further)}
              >
                Measure again live
              </LiveButton>
            </div>
          ) : null}
          <Faults faults={setup.faults} explainers={explainers} />
        </AttributionSection>
        <KeptPairs
          pairs={pairs.kept}
          tokens={tokens}
          chosen={span}
          onChoose={(next) => choose({ span: next, moving: 'to' })}
        />
      </div>
      <aside className="split" aria-label="Chosen span">
        {panelHead}
        <SpanPanel
          title={title}
          removed={text}
          tokens={span.to - span.from}
          text={body.text}
          measured={pair?.truth ?? null}
          badge={pair?.badge}
          heldBack={pairs.isHeldBack}
          wording={wordingOf(setup, main)}
          explainers={explainers}
          first={main}
          recorded={recorded}
          guess={asked ? guess : null}
          live={made}
          hasRecord={record !== null}
          measureAction={
            pairs.canShow ? (
              <button type="button" className="button primary" onClick={pairs.remove}>
                Show what happens
              </button>
            ) : live.measurable && !pairs.isHeldBack ? (
              <LiveButton
                busy={live.work.busy}
                provider={live.engine}
                toFetch={live.cost.measure}
                onClick={pairs.remove}
              >
                Remove it live
              </LiveButton>
            ) : null
          }
          askAction={
            pair
              ? ask(recorded.length > 0 || made.length > 0 ? 'Ask again live' : 'Ask live', () =>
                  live.ask(span),
                )
              : ask('Let explainers predict first', pairs.askFirst)
          }
        />
        <AskServed
          key={JSON.stringify([body.text, span])}
          setup={setup}
          task={ablate}
          question={pair ? (asked ?? posedAt(detail) ?? (live.detail && posedAt(live.detail))) : null}
          rules={ABLATE_VERDICTS}
        />
        <p className="visually-hidden" role="status">
          Without {quoted(text)}: {pair ? `${findingWords(pair.truth)}.` : 'not measured.'}
          {pair && main && ofMain
            ? ` The answer of ${explainerWord(main)} is ${VERDICT_NAMES[ofMain.verdict]}.`
            : ''}
        </p>
      </aside>
    </div>
  );
}

/** `the answer stays D without “Hint: D.”`, for what a link restores. */
export const spanSummary = (span: Span, { tokens, original }: Attribution): string =>
  `the answer ${outputWord(original.output)} without ${quoted(tokens.slice(span.from, span.to).join('').trim())}`;
