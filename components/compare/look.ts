import type { AnyView } from '@/components/task/view';
import { comparePath } from '@/lib/api/paths';
import { facetsSliced, parseFacet } from '@/lib/task/facets';
import type { Facet, Metric } from '@/lib/task/task';

/** What of the comparison is shown, as it stands in the address. */
export interface Look {
  view: AnyView;
  metric: Metric;
  target: string;
  /** The facet that scores are taken apart by. */
  by: Facet;
  /** Whose errors are shown, and which of them, counted from 1; without any, the first of the first. */
  erring?: string | undefined;
  error?: number | undefined;
}

/** Metrics that explainers are compared by. */
export const metricsOf = ({ task }: AnyView): Metric[] =>
  task.metrics.filter(({ shown, headline }) => shown ?? headline);

/** Facets that scores are taken apart by, where there are scores of their values. */
export const facetsOf = ({ task }: AnyView, slices: readonly string[]): Facet[] =>
  facetsSliced(task).filter(({ name }) => slices.some((slice) => parseFacet(slice)[0] === name));

/** The look that an address asks for; what it names and there is not is told, and the first there is takes its place. */
export function lookAt(
  query: URLSearchParams,
  answered: readonly { view: AnyView; targets: readonly string[] }[],
): { look: Look; notices: string[] } {
  const notices: string[] = [];
  const choose = <T>(
    name: string,
    options: readonly T[],
    idOf: (option: T) => string,
    first = options[0]!,
  ) => {
    const asked = query.get(name);
    const found = options.find((option) => idOf(option) === asked);
    if (asked !== null && !found) notices.push(`There is no ${name} ${asked} here.`);
    return found ?? first;
  };
  const { view, targets } = choose('task', answered, (one) => one.view.task.path);
  const metrics = metricsOf(view);
  const metric = choose(
    'metric',
    metrics,
    ({ id }) => id,
    metrics.find(({ headline }) => headline) ?? metrics[0]!,
  );
  const target = choose('target', targets, (id) => id);
  const by = choose('by', facetsSliced(view.task), ({ name }) => name);
  const error = /^[1-9]\d{0,3}$/.exec(query.get('error') ?? '')?.[0];
  // Who errs is known with the target: another one in the address is found missing there.
  const erring = query.get('erring') ?? undefined;
  return { look: { view, metric, target, by, erring, error: error ? Number(error) : undefined }, notices };
}

/** The address of a look, with some of it changed. */
export function lookPath(look: Look, change: Partial<Look> = {}): string {
  const { view, target } = look;
  const next = { ...look, ...change };
  // What another task does not have is left to it.
  const own = change.view === undefined || change.view === view;
  return comparePath({
    task: next.view.task.path,
    target: next.target,
    ...(own ? { metric: next.metric.id, by: next.by.name } : {}),
    // Whoever errs explains this target in this task alone.
    ...(own && next.target === target ? errorShown(next) : {}),
  });
}

const errorShown = ({ erring, error }: Look): Record<string, string> => ({
  ...(erring === undefined ? {} : { erring }),
  ...(error === undefined ? {} : { error: String(error) }),
});
