import type { ModelRecord } from '@/lib/store/records';
import type { RunWithPoints } from '@/lib/store';
import { minute } from '@/components/ui/badge';
import { count, shortHash } from '@/components/format/number';

/** How a model came about, and the one command that makes it again. */
export function RunFacts({ model, run }: { model: ModelRecord; run: RunWithPoints | null }) {
  const { minutes, tokens } = run?.metrics ?? {};
  const machine = run?.config.machine;
  const source = run?.kind === 'import' ? String(run.config.source) : null;
  const stored = run?.kind === 'import' ? String(run.config.stored) : 'f16';
  return (
    <section className="section" aria-label="Reproduce">
      <header>
        <h2>Reproduce</h2>
      </header>
      {run ? <code className="command">{run.command}</code> : null}
      <dl className="run-facts">
        <dt>{source === null ? 'began from' : 'imported from'}</dt>
        <dd>{source ?? model.parentId ?? 'random weights'}</dd>
        <dt>shape</dt>
        <dd>
          {model.architecture}, {model.layers} blocks, width {count(model.dModel)}, vocabulary{' '}
          {count(model.vocab)}, {count(model.parameters)} parameters
        </dd>
        <dt>weights</dt>
        <dd>
          {weightFiles(run).map((name) => (
            <a
              key={name}
              href={`${model.path}/${name}`}
              download={`${model.id}.${name.replace(/^model\./, '')}`}
            >
              {name}
            </a>
          ))}
          , {stored}, <span className="mono">{shortHash(model.contentHash)}</span>
        </dd>
        {run ? (
          <>
            {source === null ? (
              <>
                <dt>seed</dt>
                <dd>{run.seed}</dd>
                <dt>data</dt>
                <dd className="mono">{run.dataHash}</dd>
              </>
            ) : null}
            <dt>code</dt>
            <dd className="mono">{run.codeVersion}</dd>
            <dt>{source === null ? 'made' : 'imported'}</dt>
            <dd>{minute(run.createdAt)}</dd>
          </>
        ) : null}
        {minutes !== undefined ? (
          <>
            <dt>took</dt>
            <dd>
              {minutes} minutes{tokens ? `, ${count(tokens)} tokens` : ''}
              {typeof machine === 'string' ? `, on ${machine}` : ''}
            </dd>
          </>
        ) : null}
      </dl>
      {run ? (
        <details className="as-table">
          <summary>Settings</summary>
          <dl className="run-facts">
            {Object.entries(run.config)
              .filter(([name]) => name !== 'machine')
              .flatMap(([name, value]) => [
                <dt key={`${name} name`}>{name}</dt>,
                <dd key={name} className="mono">
                  {typeof value === 'string' ? value : JSON.stringify(value)}
                </dd>,
              ])}
          </dl>
        </details>
      ) : null}
    </section>
  );
}

/** Names of the files that the weights are in: one, unless an import says otherwise. */
function weightFiles(run: RunWithPoints | null): string[] {
  const files = run?.kind === 'import' ? run.config.files : null;
  if (!Array.isArray(files)) return ['model.safetensors'];
  return files
    .map((file) => String((file as { name?: unknown }).name))
    .filter((name) => name.endsWith('.safetensors'));
}
