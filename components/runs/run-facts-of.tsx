import { minute } from '@/components/ui/badge';
import { count, shortHash } from '@/components/format/number';
import type { RunWithPoints } from '@/lib/store';
import type { ExplainerRecord } from '@/lib/store/records';

/** The command that repeats a run, its settings and hashes. */
export function RunFactsOf({ run, explainer }: { run: RunWithPoints; explainer: ExplainerRecord | null }) {
  const facts: [string, React.ReactNode][] = [
    ...(explainer
      ? ([
          ['target', <span className="mono">{explainer.targetId}</span>],
          ['began from', <span className="mono">{explainer.baseId}</span>],
          ['is shown', explainer.sees.replace(/-/g, ' ')],
          ['examples', count(explainer.trainExamples ?? 0)],
        ] as [string, React.ReactNode][])
      : []),
    ['seed', run.seed],
    ['data', <span className="mono">{run.dataHash}</span>],
    ['code', <span className="mono">{run.codeVersion}</span>],
    ...(explainer?.contentHash
      ? ([['weights', <span className="mono">{shortHash(explainer.contentHash)}</span>]] as [
          string,
          React.ReactNode,
        ][])
      : []),
    ['finished', minute(run.createdAt)],
    ...Object.entries({ ...run.config, ...run.metrics }).map(([name, value]): [string, React.ReactNode] => [
      name,
      <span className="mono">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>,
    ]),
  ];
  return (
    <section className="section" aria-label="Reproduce">
      <header>
        <h2>Reproduce</h2>
      </header>
      <code className="command">{run.command}</code>
      <dl className="run-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
