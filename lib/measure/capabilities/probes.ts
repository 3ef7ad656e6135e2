import { choiceProbes } from './choice-probes';
import { comparisonProbes, copyingProbes } from './copying-probes';
import type { Probe } from './probe';
import { recallProbes } from './recall-probes';
import type { ProbeWorld } from './world';

/** All that is asked of a target before anything is trained on it, in the order of reports. */
export function allProbes(world: ProbeWorld): Probe[] {
  return [
    ...recallProbes(world),
    ...choiceProbes(world),
    ...copyingProbes(world),
    ...comparisonProbes(world),
  ];
}
