import { sum } from 'd3-array';
import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { count, percent, probability } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import type { KinshipFile, KinshipMeasured } from '@/lib/measure/kinship/kinship-file';

/** How alike a model and those that explainers of it begin from are: how often they say the same word, and CKA from the embedding up. */
export function KinshipTable({
  file: { bases, texts, tokens },
  target,
  score,
}: {
  file: Pick<KinshipFile, 'bases' | 'texts' | 'tokens'>;
  target: string;
  /** What an explainer that began from a model gets, where it is shown beside: the metric, and the score of a model. */
  score?: { name: string; of: (baseId: string) => string | null };
}) {
  const layers = [...new Set(bases.flatMap(({ likeness }) => likeness.map(({ layer }) => layer)))].sort(
    (a, b) => a - b,
  );
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label="How alike the models are, table">
        <table className="table kinship-table">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                model
              </th>
              {score ? (
                <th scope="col" rowSpan={2} className="number">
                  {score.name}
                </th>
              ) : null}
              <th scope="colgroup" colSpan={bases[0]?.agreement.length} className="group-head">
                same word, %
              </th>
              <th scope="colgroup" colSpan={layers.length} className="group-head">
                <Term of="cka">linear CKA</Term>, by layer
              </th>
            </tr>
            <tr>
              {bases[0]?.agreement.map(({ exposure }) => (
                <th key={exposure} scope="col" className="number">
                  {exposure}
                </th>
              ))}
              {layers.map((layer) => (
                <th key={layer} scope="col" className="number">
                  {layer === 0 ? 'embed' : `L${layer}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bases.map((base) => (
              <tr key={base.baseId}>
                <th scope="row" className="mono">
                  {base.baseId}
                </th>
                {score ? <td className="number">{score.of(base.baseId) ?? '–'}</td> : null}
                {base.agreement.map(({ exposure, facts, same }) => (
                  <td key={exposure} className="number" title={`${count(same)} of ${count(facts)} facts`}>
                    {percent(same / facts)}
                  </td>
                ))}
                {layers.map((layer) => (
                  <Likeness key={layer} base={base} layer={layer} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="caption">
        Against <span className="mono">{target}</span>: of{' '}
        {count(sum(bases[0]?.agreement ?? [], ({ facts }) => facts))} facts those on which both say the same
        word, by how often it met the fact; and how alike their residual streams are on the {count(tokens)}{' '}
        tokens of {count(texts)} held-out texts.
      </p>
    </>
  );
}

function Likeness({ base, layer }: { base: KinshipMeasured; layer: number }) {
  const found = base.likeness.find((one) => one.layer === layer);
  if (!found) return <td className="number">–</td>;
  const { cka, baseLayer } = found;
  return (
    <td
      className="number"
      style={stepStyle(sequentialStep(cka, 1))}
      title={`layer ${layer} and layer ${baseLayer} of ${base.baseId}: ${probability(Math.min(1, cka))}`}
    >
      {probability(Math.min(1, cka))}
    </td>
  );
}
