'use client';

import type { Block } from '@/components/map/cells';
import { findExplainer } from '@/lib/explainer/name';
import { ProbabilityBars } from '@/components/charts/probability-bars';
import { layerCode, nats } from '@/components/format/number';
import { AskedWording } from '@/components/item/asked-wording';
import { claimWords } from '@/components/item/claim-words';
import { Term } from '@/components/glossary/term';
import { ControlsTable, ExplanationRows, type ShownExplanation } from '@/components/item/explanations';
import { GuessRow } from '@/components/predict/guess-row';
import { TokenChip, VectorChip } from '@/components/tokens/chip';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { ExplainerName } from '@/components/ui/explainer-name';
import { StateBlock } from '@/components/ui/state';
import { VerdictMark } from '@/components/ui/verdict';
import { VerdictRules } from '@/components/ui/verdict-rules';
import type { Guess } from '@/lib/task/guess';
import { layerRange } from '@/lib/task/patch/wordings';
import type { PatchTruth, Sweep } from '@/lib/task/patch/body';
import type { ExplainerRecord } from '@/lib/store/records';
import { layersOf } from './cells';
import { measuredWords, PATCH_VERDICTS } from './words';

export interface CellPanelProps {
  sweep: Sweep;
  block: Block;
  /** What was measured there; null where nothing was. */
  measured: PatchTruth | null;
  /** Kind of position, where it is known. */
  positionName?: string | undefined;
  text: string;
  /** First wording of the explainers' prompt; null when no explainer is shipped. */
  wording: string | null;
  explainers: ExplainerRecord[];
  /** The explainer whose verdict stands at the head: the self explainer. */
  first: ExplainerRecord | undefined;
  recorded: readonly ShownExplanation[];
  /** What the reader predicted, where the panel is of the recorded question. */
  guess: Guess | null;
  live: readonly ShownExplanation[];
  /** The panel is beside a recorded question. */
  hasRecord: boolean;
  /** Asks about this cell. */
  askAction?: React.ReactNode;
}

/** Everything about the chosen cell: verdict, measurement, question, claims, controls. */
export function CellPanel(props: CellPanelProps) {
  const { sweep, block, measured, positionName, explainers, first, recorded, live } = props;
  const { position } = block;
  const layers = layersOf(block);
  const token = sweep.tokens[position] ?? '';
  const sourceToken = sweep.sourceTokens[sweep.alignment[position] ?? -1] ?? null;
  const shown = recorded.length > 0 ? recorded : live;
  const self = shown.find((e) => first && findExplainer(explainers, e.explainerId) === first);
  const said = { explainers, rules: PATCH_VERDICTS };
  return (
    <section className="section">
      <header>
        <h2>
          {panelTitle(layers)} at <TokenChip token={token} />
        </h2>
        {positionName ? <span className="end caption">{positionName}</span> : null}
      </header>
      {sourceToken === null ? (
        <StateBlock title="No vector to patch in">
          <p>
            No token of the source corresponds to <TokenChip token={token} />, so there is no vector to take.
          </p>
          <p className="caption">Choose a token that has a counterpart in the source.</p>
        </StateBlock>
      ) : measured === null ? (
        <StateBlock title="Not measured yet" action={props.askAction}>
          <p>
            The map is of single layers.{' '}
            {props.askAction
              ? 'Asked live, these are patched together in your browser, and explainers say what comes out.'
              : 'These can be patched together where the model is shipped.'}
          </p>
        </StateBlock>
      ) : (
        <>
          <div className="panel-verdict">
            {self && first ? (
              <>
                <VerdictMark verdict={self.verdict} rules={PATCH_VERDICTS} />
                <span>
                  <ExplainerName explainer={first} />
                  <br />
                  <span className="caption">
                    {claimWords(self.text)}; {measuredWords(measured)}
                  </span>
                </span>
              </>
            ) : (
              <span>
                <span className="strong">Measured: {measuredWords(measured).replace('measured ', '')}</span>
                <br />
                <span className="caption">
                  {props.hasRecord
                    ? 'no explanation of this cell is on record'
                    : 'no explainer has been asked yet'}
                </span>
              </span>
            )}
          </div>
          <ProbabilityBars {...measured} />
          {measured.effect === null ? null : (
            <p className="caption effect">
              <Term of="log-probability" /> of{' '}
              <span className="mono">{outputWord(measured.original.output)}</span>{' '}
              {measured.effect >= 0 ? 'falls by' : 'rises by'} {nats(Math.abs(measured.effect))} nats
            </p>
          )}
          {props.wording ? (
            <AskedWording
              wording={props.wording}
              slots={{
                v: (
                  <VectorChip
                    note={`the vector of ${visibleToken(sourceToken)} at layer ${layerRange(layers)} of the source, in place of an embedding`}
                  />
                ),
                layer: <b>{layerRange(layers)}</b>,
                token: <b>{token.trim()}</b>,
                text: <b>{props.text}</b>,
              }}
            />
          ) : null}
          {props.guess ? <GuessRow guess={props.guess} rules={PATCH_VERDICTS} /> : null}
          {recorded.length > 0 ? <ExplanationRows explanations={recorded} {...said} /> : null}
          {live.length > 0 ? (
            <>
              {recorded.length > 0 ? <h3 className="subhead">Asked again</h3> : null}
              <ExplanationRows explanations={live} {...said} />
            </>
          ) : null}
          {shown.length === 0 ? (
            <StateBlock
              title={props.hasRecord ? 'Nothing on record' : 'Not asked yet'}
              action={props.askAction}
            >
              <p>
                {props.hasRecord ? 'Explanations of this cell are not on record. ' : null}
                {props.askAction
                  ? 'You can ask about this cell in your browser.'
                  : 'No explainer of this model is shipped here, so none can be asked.'}
              </p>
            </StateBlock>
          ) : null}
          <ControlsTable explanations={shown} {...said} />
          {shown.length > 0 ? (
            <>
              {props.askAction ? <div className="live-actions">{props.askAction}</div> : null}
              <VerdictRules rules={PATCH_VERDICTS} />
            </>
          ) : null}
        </>
      )}
    </section>
  );
}

/** `Layer 2`, `Layers 2–3`, `Embedding`. */
export function panelTitle(layers: number[]): string {
  if (layers.length === 1) return layers[0] === 0 ? 'Embedding' : `Layer ${layers[0]}`;
  return `Layers ${layerCode(layers).slice(1)}`;
}
