import { explainerMeaning, explainerWord } from '@/lib/explainer/name';
import { ExplainerKey } from '@/components/ui/explainer-name';
import type { Mapped } from './use-mapped';

/** Whose predictions are drawn. */
export const ExplainerSwitch = ({ options, explainer, choose }: Mapped) => (
  <div className="segments" role="group" aria-label="Explainer whose predictions are drawn">
    {options.map((one) => (
      <button
        key={one.id}
        type="button"
        aria-pressed={one === explainer}
        title={explainerMeaning(one)}
        onClick={() => choose(one.id)}
      >
        <ExplainerKey explainer={one} />
        {explainerWord(one)}
      </button>
    ))}
  </div>
);
