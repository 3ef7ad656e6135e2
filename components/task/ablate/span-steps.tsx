import type { Removal } from '@/lib/task/ablate/body';
import { between, unitOf, type Chosen } from './spans';

/** Makes a span longer or shorter at either end by buttons, where there is neither a keyboard nor room to drag. */
export function SpanSteps({
  removals,
  chosen,
  onChoose,
}: {
  removals: readonly Removal[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}) {
  const units = removals.map(({ span }) => span);
  const [first, last] = [unitOf(units, chosen.span.from), unitOf(units, chosen.span.to - 1)];
  const step = (name: string, from: number, to: number) => {
    const next = from < 0 || to >= units.length || from > to ? null : between(from, to, units);
    return { name, onClick: () => next && onChoose(next), disabled: next === null };
  };
  const ends = [
    { end: 'begin', steps: [step('earlier', first - 1, last), step('later', first + 1, last)] },
    { end: 'end', steps: [step('earlier', first, last - 1), step('later', first, last + 1)] },
  ];
  return (
    <div className="span-steps">
      {ends.map(({ end, steps }) => (
        <div key={end} className="segments" role="group" aria-label={`${end} of what is taken away`}>
          {steps.map(({ name, ...button }, i) => (
            <button key={name} type="button" aria-label={`${end} ${name}`} {...button}>
              {i === 0 ? `← ${end}` : '→'}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
