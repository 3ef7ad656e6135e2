import { findExplainer } from '@/lib/explainer/name';
import { ExplainerName } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import type { ExplainerRecord } from '@/lib/store/records';
import type { LiveSetup } from './setup';

/** Explainers that are shipped and cannot be asked, each with the reason. */
export function Faults({
  faults,
  explainers,
}: {
  faults: LiveSetup['faults'];
  explainers: readonly ExplainerRecord[];
}) {
  return faults.map(({ id, message }) => {
    const explainer = findExplainer(explainers, id);
    return (
      <p key={id} className="caption">
        <Icon name="warning" /> {explainer ? <ExplainerName explainer={explainer} /> : null}{' '}
        <span className="mono">{id}</span> cannot be asked: {message}
      </p>
    );
  });
}
