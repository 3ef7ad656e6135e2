import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyStore } from '@/components/home/empty-store';
import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';
import { count, percent } from '@/components/format/number';
import { modelPath } from '@/lib/api/paths';
import { isImported } from '@/lib/imported-path';
import { outside } from '@/lib/measure/capabilities/bounds';
import { TabDoor } from '@/components/tab/door';
import type { ModelRecord } from '@/lib/store/records';
import { EXPOSURES } from '@/lib/words';
import { loadModels, loadTargets } from '../_data/target';
import '@/components/tab/tab.css';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage() {
  const [models, targets] = await Promise.all([loadModels(), loadTargets()]);
  if (models.length === 0) return <EmptyStore />;
  const asked = new Set(targets.map(({ id }) => id));
  return (
    <>
      <div className="head">
        <h1>Models</h1>
        <span className="caption">what is explained, and what explanations are trained from</span>
        <p className="lead">
          <Wording
            plain={
              <>
                Small models, so that everything about them can be measured. Those that are asked about are{' '}
                <Term of="target">targets</Term>; facts were shown to them{' '}
                <Term of="exposure">often, rarely or never</Term>, and their <Term of="capability" /> were
                measured before anything was trained on them.
              </>
            }
            research={
              <>
                <Term of="target">Targets</Term> M of a few million parameters; recall is argmax in every
                wording, by <Term of="exposure" />; <Term of="capability" /> with Wilson intervals beside the
                bounds of a target worth training on. Models of another <Term of="seed" /> differ in first
                weights and order of data alone.
              </>
            }
          />
        </p>
      </div>
      <section className="section" aria-label="Models">
        <div className="scroll" tabIndex={0} role="region" aria-label="Models, table">
          <table className="table models-table">
            <thead>
              <tr>
                <th scope="col">model</th>
                <th scope="col">began from</th>
                <th scope="col" className="number">
                  parameters
                </th>
                <th scope="col" className="number">
                  blocks
                </th>
                <th scope="col" className="number">
                  width
                </th>
                {EXPOSURES.map((exposure) => (
                  <th key={exposure} scope="col" className="number">
                    {exposure} facts, %
                  </th>
                ))}
                <th scope="col" className="after-number">
                  capabilities
                </th>
                <th scope="col">questions</th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <tr key={model.id}>
                  <th scope="row">
                    <Link className="mono" href={modelPath(model.id)} prefetch={false}>
                      {model.name}
                    </Link>
                  </th>
                  <td>{model.parentId ?? (isImported(model) ? 'imported' : 'random weights')}</td>
                  <td className="number">{count(model.parameters)}</td>
                  <td className="number">{model.layers}</td>
                  <td className="number">{count(model.dModel)}</td>
                  {EXPOSURES.map((exposure) => (
                    <td key={exposure} className="number">
                      {recallOf(model, exposure)}
                    </td>
                  ))}
                  <td className="after-number">{capabilityWords(model)}</td>
                  <td>{asked.has(model.id) ? 'asked' : 'none yet'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="caption">
          Facts count as recalled when the object is the most likely next token in every wording, at the start
          of a row. How often facts were shown in training: often, rarely, never.
        </p>
      </section>
      <TabDoor />
    </>
  );
}

function recallOf({ recall }: ModelRecord, exposure: string): string {
  const own = recall.find((tally) => tally.exposure === exposure);
  return own ? percent(own.recalled / own.facts) : '–';
}

function capabilityWords({ capabilities }: ModelRecord): string {
  const bounded = capabilities.filter(({ floor, ceiling }) => floor !== undefined || ceiling !== undefined);
  if (bounded.length === 0) return 'not measured';
  const within = bounded.filter((capability) => outside(capability) === null);
  return `${within.length} of ${bounded.length} within bounds`;
}
