import Link from 'next/link';
import { count, layerCode } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import { filterQuery, withQuery, type ListFilters } from '@/components/list/query';
import type { ExplainerRole } from '@/lib/explainer/types';
import type { PatchItem } from '@/lib/store/records';

/** A kind of item that says something about explainers, with one item of it. */
export interface Look {
  title: string;
  filters: ListFilters;
  roles: ExplainerRole[];
  item: PatchItem;
  total: number;
}

/** Items where explainers part, each with the list of all like it. */
export function WorthALook({ looks }: { looks: Look[] }) {
  return (
    <ul className="ex-l">
      {looks.map(({ title, filters, roles, item, total }) => {
        const list = withQuery(`/${item.targetId}/patching`, filterQuery(filters));
        const href = withQuery(`/${item.targetId}/patching/${item.id}`, filterQuery(filters));
        return (
          <li key={title}>
            <p className="marks">
              {roles.map((role) => {
                const explanation = item.explanations.find((e) => e.role === role);
                return explanation ? (
                  <span key={role} className="pair">
                    <VerdictMark verdict={explanation.verdict} />
                    <ExplainerName role={role} />
                  </span>
                ) : null;
              })}
            </p>
            <p className="what">
              <Link href={href} prefetch={false}>
                {item.subject}, patched from {item.sourceSubject}
              </Link>{' '}
              <span className="mut">{outcomeWords(item)}</span>
            </p>
            <p className="cap">
              {title} · {layerCode(item.layers)} at{' '}
              <span className="mono">{visibleToken(item.tokens[item.position] ?? '')}</span> ·{' '}
              <Link href={list} prefetch={false}>
                {count(total)} like it
              </Link>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function outcomeWords({ truth }: PatchItem): string {
  const before = outputWord(truth.original.output);
  return truth.changed ? `${before} → ${outputWord(truth.patched.output)}` : `stays ${before}`;
}
