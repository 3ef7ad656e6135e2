import Link from 'next/link';
import { ExplainerName } from '@/components/ui/explainer-name';
import { modelPath } from '@/lib/api/paths';
import type { RunRow } from './run-table';

/** What a run made: an explainer and whose, a model, or what is known of it by its name alone. */
export function Made({ run, model, explainer }: RunRow) {
  if (explainer)
    return (
      <span>
        <ExplainerName explainer={explainer} /> <span className="caption">of {explainer.targetId}</span>
      </span>
    );
  if (!model) return run.subjectId;
  return (
    <Link className="mono" href={modelPath(model.id)} prefetch={false}>
      {model.name}
    </Link>
  );
}
