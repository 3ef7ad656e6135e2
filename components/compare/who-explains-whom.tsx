import { max } from 'd3-array';
import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { percent } from '@/components/format/number';
import { isControlled } from '@/components/format/words';
import { direction, intervalWords } from '@/components/home/finding';
import { classNames } from '@/components/ui/class-names';
import { ExplainerName } from '@/components/ui/explainer-name';
import { explainerWord, leads, mainOf } from '@/lib/explainer/name';
import { roleOf } from '@/lib/explainer/role';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import type { Metric } from '@/lib/task/task';
import type { ComparedTarget } from './compare-page';

/** Targets by what their explainers began from, controls beside: each cell is the explainer with the most examples. */
export function WhoExplainsWhom({
  compared,
  metric,
  children,
}: {
  compared: readonly ComparedTarget[];
  metric: Metric;
  /** What it says, in words. */
  children?: React.ReactNode;
}) {
  const rows = compared.map((one) => ({ ...one, cells: cellsOf(one) }));
  const bases = [...new Set(rows.flatMap(({ cells }) => [...cells.trained.keys()]))].sort();
  const controls = [...new Set(rows.flatMap(({ cells }) => [...cells.controls.keys()]))];
  const valueOf = ({ evaluations }: ComparedTarget, { id }: ExplainerRecord) =>
    evaluations.find((e) => e.explainerId === id && e.againstId === null && e.metric === metric.id);
  const most =
    max(rows, (row) => max(row.cells.trained.values(), (one) => valueOf(row, one)?.value ?? 0) ?? 0) ?? 0;
  return (
    <section className="section" aria-labelledby="whom">
      <header>
        <h2 id="whom">Who explains whom</h2>
        <span className="caption">{metric.label}, %</span>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Who explains whom, table">
        <table className="table whom">
          <thead>
            <tr>
              <th scope="col">target</th>
              {bases.map((base) => (
                <th key={base} scope="col" className="number">
                  from <span className="mono">{base}</span>
                </th>
              ))}
              {controls.map((word) => (
                <th key={word} scope="col" className="number">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.target.id}>
                <th scope="row" className="mono">
                  {row.target.name}
                </th>
                {bases.map((base) => {
                  const explainer = row.cells.trained.get(base);
                  return explainer ? (
                    <Trained
                      key={base}
                      explainer={explainer}
                      value={valueOf(row, explainer)}
                      most={most}
                      self={differenceOf(row, explainer, metric)}
                    />
                  ) : (
                    <td key={base} className="number">
                      –
                    </td>
                  );
                })}
                {controls.map((word) => {
                  const explainer = row.cells.controls.get(word);
                  const value = explainer && valueOf(row, explainer);
                  const difference = explainer && differenceOf(row, explainer, metric);
                  return (
                    <td
                      key={word}
                      className={classNames('number', isNotBeaten(difference) && 'strong')}
                      title={value && intervalWords(value, percent)}
                    >
                      {value ? percent(value.value) : '–'}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="caption">
        A frame marks self; bold is what self is not shown to differ from, or is below. Everyone, with
        intervals, on the page of each target.
      </p>
      {children}
    </section>
  );
}

function Trained({
  explainer,
  value,
  most,
  self,
}: {
  explainer: ExplainerRecord;
  value: EvaluationRecord | undefined;
  most: number;
  /** Self minus it; undefined for self. */
  self: EvaluationRecord | undefined;
}) {
  const role = roleOf(explainer);
  const level = role === 'self' || isNotBeaten(self);
  return (
    <td
      className={classNames('number', role === 'self' && 'self-cell', level && 'strong')}
      style={stepStyle(sequentialStep(value?.value ?? 0, most))}
      title={value && `95% interval ${intervalWords(value, percent)}`}
    >
      <span className="visually-hidden">
        <ExplainerName explainer={explainer} />{' '}
      </span>
      {value ? percent(value.value) : '–'}
    </td>
  );
}

/** Of a target: its trained explainers by what they began from, and its controls by their word. */
export function cellsOf({ explainers }: ComparedTarget) {
  const shown = explainers.filter((e) => e.shown);
  const trained = shown.filter((e) => e.rule === null && !isControlled(e));
  const bases = [...new Set(trained.map(({ baseId }) => baseId ?? ''))];
  return {
    trained: new Map(
      bases.flatMap((base) => {
        const [first] = trained.filter(({ baseId }) => baseId === base);
        const main =
          first &&
          mainOf(
            roleOf(first),
            trained.filter(({ baseId }) => baseId === base),
          );
        return main ? [[base, main] as const] : [];
      }),
    ),
    controls: new Map(
      shown
        .filter((e) => isControlled(e) && (e.rule === null || leads(e)))
        .map((e) => [explainerWord(e), e] as const),
    ),
  };
}

/** Self minus an explainer: of the self in the frame, not of another that was held against the same rules. */
function differenceOf(
  { cells, evaluations }: ComparedTarget & { cells: ReturnType<typeof cellsOf> },
  { id }: ExplainerRecord,
  metric: Metric,
): EvaluationRecord | undefined {
  const self = [...cells.trained.values()].find((e) => roleOf(e) === 'self');
  return evaluations.find((e) => e.explainerId === self?.id && e.againstId === id && e.metric === metric.id);
}

/** Whether self is not shown to be above whom it was held against. */
const isNotBeaten = (difference: EvaluationRecord | undefined): boolean =>
  difference !== undefined && direction(difference) !== 'better';
