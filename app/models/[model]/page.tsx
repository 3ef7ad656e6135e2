import path from 'node:path';
import { stat } from 'node:fs/promises';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Term } from '@/components/glossary/term';
import { count, percent } from '@/components/format/number';
import { ItemHead } from '@/components/item/item-head';
import { SharePage } from '@/components/item/share-page';
import { AskIt } from '@/components/model/ask-it';
import { AskedTable } from '@/components/model/asked-table';
import { Capabilities } from '@/components/model/capabilities';
import { Continuation } from '@/components/model/continuation';
import { Curves } from '@/components/model/curves';
import { KinshipTable } from '@/components/model/kinship-table';
import { Knowledge } from '@/components/model/knowledge';
import { SurveyMap } from '@/components/model/survey-map';
import { PLAYGROUND } from '@/components/playground/words';
import { RunFacts } from '@/components/model/run-facts';
import { Measured } from '@/components/ui/badge';
import { StateBlock } from '@/components/ui/state';
import { listPath, MODELS_PATH } from '@/lib/api/paths';
import { isImported } from '@/lib/imported-path';
import { rootOf } from '@/lib/imports';
import { getRun, store } from '@/lib/store';
import { readTarget } from '../../_data/route';
import { loadKinships } from '../../_data/kinships';
import { loadFolder } from '../../_data/shipped';
import { loadAsked, loadSurveys } from '../../_data/surveys';
import { loadExplainersOf } from '../../_data/target';

type Props = PageProps<'/models/[model]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readTarget((await params).model))?.name ?? 'Not found' };
}

export default async function ModelPage({ params }: Props) {
  const model = await readTarget((await params).model);
  if (!model) notFound();
  const root = rootOf(model.path);
  const [run, folder, surveys, asked, kinship, explainers] = await Promise.all([
    getRun(store(), model.runId),
    loadFolder(root, model),
    loadSurveys(model),
    loadAsked(model),
    loadKinships(model),
    loadExplainersOf(model.id),
  ]);
  const knows = folder !== null && (await isFile(path.join(root, folder.path, 'knowledge.tsv')));
  return (
    <>
      <ItemHead
        crumbs={[
          { text: 'Models', href: MODELS_PATH },
          { text: model.name, mono: true },
        ]}
        title={<span className="mono">{model.name}</span>}
        badge={<Measured what="weights" hash={model.contentHash} />}
        caption={model.recall
          .map(
            ({ exposure, facts, recalled }) =>
              `${percent(recalled / facts)}% of ${count(facts)} ${exposure} facts`,
          )
          .join(', ')}
        copy={
          <SharePage page="model" id={model.id} query="" summary="The model, with what is measured of it." />
        }
      />
      <div className="model-grid">
        <div>
          <section className="section" aria-labelledby="capabilities">
            <header>
              <h2 id="capabilities">What it can do</h2>
              {model.capabilities.length > 0 ? (
                <span className="caption">
                  <Term of="capability" />, measured before anything is trained on it
                </span>
              ) : null}
            </header>
            {model.capabilities.length > 0 ? (
              <p className="caption">
                The grey line is guessing. <b>!</b> marks what is outside the bounds of a target worth
                training on.
              </p>
            ) : (
              <StateBlock title="Not measured">
                <p>
                  {isImported(model) ? (
                    'It was imported, and what the house models are tried on was never asked of it.'
                  ) : (
                    <>
                      This model was made before capabilities were measured.{' '}
                      <code>npm run lab -- capabilities {model.id}</code> measures them, and{' '}
                      <code>npm run lab -- bundle</code> brings them here.
                    </>
                  )}
                </p>
              </StateBlock>
            )}
          </section>
          {isImported(model) ? <AskIt model={model} explainers={explainers.length} /> : null}
          <Capabilities capabilities={model.capabilities} />
          {surveys.map(({ view, file }) => (
            <section key={view.task.id} className="section" aria-labelledby={`survey-${view.task.id}`}>
              <header>
                <h2 id={`survey-${view.task.id}`}>What {view.name.toLowerCase()} shows</h2>
                <span className="caption">{count(file.draws)} pairs of texts of each kind</span>
              </header>
              <SurveyMap survey={file.survey} label={`${view.name}, surveyed`} />
            </section>
          ))}
          {asked.length > 0 ? (
            <section className="section" aria-labelledby="asked">
              <header>
                <h2 id="asked">What it was asked</h2>
                <span className="caption">
                  and what <Term of="best-reader">simple readers</Term> get, before any explainer is trained
                </span>
              </header>
              <AskedTable
                asked={asked}
                target={model.id}
                listed={new Set(explainers.map(({ task }) => task))}
              />
            </section>
          ) : null}
          {kinship ? (
            <section className="section" aria-labelledby="kinship">
              <header>
                <h2 id="kinship">How alike it and the other models are</h2>
              </header>
              <KinshipTable file={kinship} target={model.id} />
            </section>
          ) : null}
          {knows ? (
            <section className="section" aria-labelledby="knowledge">
              <header>
                <h2 id="knowledge">What it knows</h2>
                <span className="caption">
                  each fact of its table, <Term of="exposure">shown often, rarely or never</Term>, asked at
                  the start of a row
                </span>
              </header>
              <Knowledge path={model.path} contentHash={model.contentHash} />
            </section>
          ) : null}
        </div>
        <div>
          {folder ? (
            <section className="section" aria-labelledby="go-on">
              <header>
                <h2 id="go-on">Let it go on</h2>
                <span className="caption">in your browser; nothing is sent</span>
                <Link className="end caption" href={listPath(PLAYGROUND, model.id)} prefetch={false}>
                  What stands at each layer and token
                </Link>
              </header>
              <Continuation model={folder} />
            </section>
          ) : null}
          <RunFacts model={model} run={run} />
          {run && run.points.length > 0 ? (
            <section className="section" aria-labelledby="loss">
              <header>
                <h2 id="loss">
                  <Term of="loss">Loss</Term>
                </h2>
              </header>
              <Curves points={run.points} />
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
