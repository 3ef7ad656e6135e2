import Link from 'next/link';
import { count } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { ControlsTable, ExplanationRows } from '@/components/item/explanations';
import { ExplainerName } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { itemPath, listPath } from '@/lib/api/paths';
import { filterQuery } from '@/lib/api/query';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { lookPath, type Look } from './look';

/** One of the surest errors of an explainer. */
export interface ShownError {
  /** Those who say how sure they are, and whose errors are shown. */
  explainers: readonly ExplainerRecord[];
  of: ExplainerRecord;
  /** Which is shown, counted from 1, of how many. */
  at: number;
  shown: number;
  item: Item;
  filters: { facets: string[]; verdicts: string[] };
  /** All that it is wrong on. */
  total: number;
}

/** Sure and wrong: an explainer's errors one by one, the surest first, with what everyone else says of the same item. */
export function ErrorGallery({
  look,
  errors: { explainers, of, at, shown, item, filters, total },
  everyone,
}: {
  look: Look;
  errors: ShownError;
  /** Those that are shown beside it. */
  everyone: readonly ExplainerRecord[];
}) {
  const { view, target } = look;
  const said = { explanations: item.explanations, explainers: everyone, rules: view.verdicts };
  const step = (to: number, name: string, icon: React.ReactNode) =>
    to < 1 || to > shown ? (
      <span className="button quiet icon-only" aria-disabled="true">
        {icon}
        <span className="visually-hidden">{name}, there is none</span>
      </span>
    ) : (
      <Link
        className="button quiet icon-only"
        href={lookPath(look, { erring: of.id, error: to })}
        scroll={false}
        prefetch={false}
        aria-label={name}
      >
        {icon}
      </Link>
    );
  return (
    <section className="section" aria-labelledby="errors">
      <header>
        <h2 id="errors">Sure and wrong</h2>
        <span className="caption">
          errors by <Term of="certainty" />, the surest first
        </span>
        <nav className="segments" aria-label="Whose errors">
          {explainers.map((explainer) => (
            <Link
              key={explainer.id}
              href={lookPath(look, { erring: explainer.id, error: 1 })}
              aria-current={explainer.id === of.id ? 'true' : undefined}
              scroll={false}
              prefetch={false}
            >
              <ExplainerName explainer={explainer} />
            </Link>
          ))}
        </nav>
      </header>
      <div className="error-bar">
        {step(at - 1, 'Surer error', <Icon name="previous" />)}
        <span className="caption">
          {at} of the {count(shown)} surest;{' '}
          <Link href={listPath(view.task, target, filterQuery(filters))} prefetch={false}>
            all {count(total)}
          </Link>
        </span>
        {step(at + 1, 'Less sure error', <Icon name="next" />)}
        <h3>
          <Link href={itemPath(view.task, target, item.id, filterQuery(filters))} prefetch={false}>
            {item.title}
          </Link>
        </h3>
        <span className="caption">{view.rows.caption(item)}</span>
        <span className="measured-outcome">measured: {view.outcome(item)}</span>
      </div>
      <div className="error-cards">
        <ExplanationRows {...said} />
      </div>
      <ControlsTable {...said} />
    </section>
  );
}
