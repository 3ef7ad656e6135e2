import Link from 'next/link';
import { correlation } from '@/components/format/number';
import { itemPath } from '@/lib/api/paths';
import { featureCode, featureKey, type FeaturePlace } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import type { Neighbour } from './nearest';

/** Features with the most similar directions, of the same site and of others: led to where there is a question about them. */
export function NearestFeatures({
  nearest,
  place: { site, layer },
  target,
}: {
  nearest: readonly Neighbour[];
  place: FeaturePlace;
  target: string;
}) {
  const isHere = ({ place }: Neighbour) => place.site === site && place.layer === layer;
  const groups = [
    { name: 'of the same site', own: nearest.filter(isHere) },
    { name: 'of other sites', own: nearest.filter((one) => !isHere(one)) },
  ];
  return (
    <section className="section nearest">
      <header>
        <h2>Nearest features</h2>
        <span className="caption">cosine of decoder directions</span>
      </header>
      <table className="table">
        <caption className="visually-hidden">Features with similar directions, and the cosines</caption>
        {groups.map(({ name, own }) =>
          own.length === 0 ? null : (
            <tbody key={name}>
              <tr>
                <th scope="rowgroup" colSpan={3} className="group">
                  {name}
                </th>
              </tr>
              {own.map(({ place, question, known }) => (
                <tr key={featureKey(place)}>
                  <th scope="row" className="mono one-line">
                    {question ? (
                      <Link href={itemPath(feature, target, question.id)} prefetch={false}>
                        {featureCode(place)}
                      </Link>
                    ) : (
                      featureCode(place)
                    )}
                  </th>
                  <td>
                    {known === null ? (
                      <span className="caption">
                        {place.label ? 'no phrase goes with it' : 'not asked about here'}
                      </span>
                    ) : known.kind === 'label' ? (
                      known.words
                    ) : (
                      <>
                        <span className="caption">says</span> <span className="mono">{known.words}</span>
                      </>
                    )}
                  </td>
                  <td className="number">{correlation(place.cosine)}</td>
                </tr>
              ))}
            </tbody>
          ),
        )}
      </table>
    </section>
  );
}
