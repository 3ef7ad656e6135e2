import Link from 'next/link';
import { Term, TermFor } from '@/components/glossary/term';
import { finding } from '@/components/home/finding';
import { DifferencePlot } from '@/components/home/difference-plot';
import type { TargetResult } from '@/components/home/result';
import { ScalingChart } from '@/components/home/scaling-chart';
import { SharePage } from '@/components/item/share-page';
import { Wording } from '@/components/ui/wording';
import type { AnyView } from '@/components/task/view';
import type { KinshipFile } from '@/lib/measure/kinship/kinship-file';
import type { CalibrationRow } from '@/lib/store/answers';
import type { EvaluationRecord, Item, ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { BySlice } from './by-slice';
import { CalibrationPlots } from './calibration';
import { CellMaps } from './cell-maps';
import type { ConfusedRow } from './confusion';
import { ConfusionTable } from './confusion-table';
import { CopyScores } from './copy-scores';
import { Disagreements } from './disagreements';
import { ErrorGallery, type ShownError } from './error-gallery';
import { Kinship } from './kinship';
import { facetsOf, lookPath, metricsOf, type Look } from './look';
import { Published } from './published';
import { shownMetric } from './scores';
import { WhoExplainsWhom } from './who-explains-whom';

export interface ComparedTarget {
  target: ModelRecord;
  explainers: readonly ExplainerRecord[];
  evaluations: readonly EvaluationRecord[];
}

export interface PartedItems {
  title: string;
  explainers: readonly ExplainerRecord[];
  filters: { facets: string[]; verdicts: string[] };
  items: readonly Item[];
  total: number;
}

/** Self against other and everyone else, one task and one metric at a time. */
export function ComparePage({
  look,
  notices,
  views,
  compared,
  results,
  slices,
  calibration,
  partings,
  confusion,
  errors,
  kinship,
}: {
  look: Look;
  notices: readonly string[];
  views: readonly AnyView[];
  compared: readonly ComparedTarget[];
  results: TargetResult[];
  slices: readonly EvaluationRecord[];
  calibration: readonly CalibrationRow[];
  partings: readonly PartedItems[];
  confusion: readonly ConfusedRow[];
  errors: ShownError | null;
  kinship: KinshipFile | null;
}) {
  const { view, metric, target } = look;
  const explainers = compared.find((one) => one.target.id === target)?.explainers ?? [];
  const facets = facetsOf(
    view,
    slices.map(({ slice }) => slice),
  );
  const result = results.find(({ targetId }) => targetId === target);
  return (
    <>
      <div className="head">
        <h1>Self against other</h1>
        <span className="caption">
          <Term of="held-out">held-out</Term> questions, <Term of="interval">95% intervals</Term>,{' '}
          <Term of="paired-difference">paired</Term> on the same items
        </span>
        <div className="actions">
          <SharePage
            page="compare"
            query={lookPath(look).split('?')[1] ?? ''}
            summary={`The comparison of ${view.name.toLowerCase()} of ${target}, by ${metric.label}, as it stands.`}
          />
          {result ? (
            <CopyScores
              result={result}
              task={{ id: view.task.id, path: view.task.path }}
              name={view.name}
              metric={shownMetric(metric)}
            />
          ) : null}
        </div>
        <p className="lead">
          <Wording
            plain={
              <>
                Does a model that began as the <Term of="target" /> (<Term of="self" />) explain it better
                than one that began as another (<Term of="other" />
                ), and better than <Term of="control">controls</Term>, which need no knowledge of it?
              </>
            }
            research={
              <>
                <Term of="self" /> minus <Term of="other" /> and minus each <Term of="control" />, in the
                chosen metric, with paired percentile bootstraps; the <Term of="rotated-vector" /> keeps the
                information and takes away the shared basis.
              </>
            }
          />
        </p>
      </div>
      <div className="compare-bar">
        <Choice name="Task">
          {views.map((one) => (
            <Option key={one.task.id} href={lookPath(look, { view: one })} chosen={one === view}>
              {one.name}
            </Option>
          ))}
        </Choice>
        <Choice name="Metric">
          {metricsOf(view).map((one) => (
            <Option key={one.id} href={lookPath(look, { metric: one })} chosen={one.id === metric.id}>
              {one.label}
            </Option>
          ))}
        </Choice>
        <Choice name="Target">
          {compared.map(({ target: { id, name } }) => (
            <Option key={id} href={lookPath(look, { target: id })} chosen={id === target}>
              <span className="mono">{name}</span>
            </Option>
          ))}
        </Choice>
        <span className="caption">
          <TermFor word={metric.label} />: {metric.meaning}
        </span>
      </div>
      {notices.map((notice) => (
        <p key={notice} className="note stray">
          {notice}
        </p>
      ))}
      <div className="compare-grid">
        <WhoExplainsWhom compared={compared} metric={metric}>
          {result && metric.headline ? <p className="note">{finding(result, view)}</p> : null}
        </WhoExplainsWhom>
        <section className="section" aria-labelledby="minus">
          <header>
            <h2 id="minus">Self minus the rest</h2>
            <span className="caption">{metric.label}, points, same items, paired bootstrap</span>
          </header>
          <DifferencePlot results={results} />
        </section>
        {kinship ? (
          <Kinship file={kinship} look={look} compared={compared.find((one) => one.target.id === target)!} />
        ) : null}
        {result ? (
          <>
            <BySlice
              look={{ ...look, by: facets.find(({ name }) => name === look.by.name) ?? facets[0] ?? look.by }}
              facets={facets}
              result={result}
              evaluations={slices}
              pathOf={(by) => lookPath(look, { by })}
            />
            {result.scaling.length > 0 ? (
              <section className="section" aria-labelledby="scaling">
                <header>
                  <h2 id="scaling">With more examples</h2>
                  <span className="caption">
                    <span className="mono">{target}</span>, {metric.label}, %
                  </span>
                </header>
                <ScalingChart result={result} name={metric.label} />
              </section>
            ) : null}
          </>
        ) : null}
      </div>
      <CellMaps look={look} explainers={explainers} evaluations={slices} />
      <ConfusionTable view={view} target={target} rows={confusion} />
      <CalibrationPlots rows={calibration} explainers={explainers} />
      <Disagreements view={view} target={target} partings={partings} />
      {errors ? (
        <ErrorGallery look={look} errors={errors} everyone={explainers.filter(({ shown }) => shown)} />
      ) : null}
      <Published task={view.task.id} />
    </>
  );
}

const Choice = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <nav className="segments" aria-label={name}>
    {children}
  </nav>
);

const Option = ({ href, chosen, children }: { href: string; chosen: boolean; children: React.ReactNode }) => (
  <Link href={href} aria-current={chosen ? 'true' : undefined} scroll={false} prefetch={false}>
    {children}
  </Link>
);
