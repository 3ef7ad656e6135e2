import Link from 'next/link';
import { layerCode } from '@/components/format/number';
import { isControl, ROLE_NAMES } from '@/components/format/words';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import type { ExplainerRole } from '@/lib/explainer/types';
import type { PatchItem } from '@/lib/store/records';
import { withQuery } from './query';

/** Patch questions as rows: what is asked, what was measured, and everyone's verdict. */
export function PatchingTable({
  items,
  explainers,
  query,
}: {
  items: PatchItem[];
  explainers: { role: ExplainerRole; baseId: string | null }[];
  /** Filters of the list, handed on so that the next question is the next of this list. */
  query: string;
}) {
  return (
    <div className="scroll">
      <table className="tbl plist">
        <caption className="vh">Patch questions with the verdict on each explainer</caption>
        <thead>
          <tr>
            <th scope="col">question</th>
            <th scope="col" className="wide-cell">
              cell
            </th>
            <th scope="col" className="wide-cell">
              measured
            </th>
            {explainers.map(({ role, baseId }) => (
              <th
                key={role}
                scope="col"
                className={isControl(role) ? 'vd control' : 'vd'}
                title={`verdict on ${ROLE_NAMES[role]}`}
              >
                <ExplainerName role={role} baseId={baseId} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link
                  data-item={item.id}
                  prefetch={false}
                  href={withQuery(
                    `/${encodeURIComponent(item.targetId)}/patching/${encodeURIComponent(item.id)}`,
                    query,
                  )}
                >
                  {item.subject}, patched from {item.sourceSubject}
                </Link>{' '}
                <span className="cap">{item.relation}</span>
                <span className="narrow under">
                  <CellName item={item} /> <MeasuredWords item={item} />
                </span>
              </th>
              <td className="wide-cell">
                <CellName item={item} />
              </td>
              <td className="wide-cell nowrap">
                <MeasuredWords item={item} />
              </td>
              {explainers.map(({ role }) => {
                const explanation = item.explanations.find((e) => e.role === role);
                return (
                  <td key={role} className="vd" title={explanation?.text}>
                    {explanation ? (
                      <VerdictMark verdict={explanation.verdict} shapeOnly />
                    ) : (
                      <span className="cap">–</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellName({ item }: { item: PatchItem }) {
  return (
    <span className="mono nowrap">
      {layerCode(item.layers)} <span className="tok">{visibleToken(item.tokens[item.position] ?? '')}</span>
    </span>
  );
}

function MeasuredWords({ item: { truth } }: { item: PatchItem }) {
  const before = <span className="mono mut">{outputWord(truth.original.output)}</span>;
  return truth.changed ? (
    <>
      {before} → <span className="mono strong">{outputWord(truth.patched.output)}</span>
    </>
  ) : (
    <>
      <span className="cap">stays</span> {before}
    </>
  );
}
