import { cellKey } from '@/components/patching/cells';
import type { ShownExplanation } from '@/components/patching/explanations';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { Sweep } from '@/lib/task/patch/body';
import type { Provider } from '@/lib/words';
import type { LivePhase } from './types';

/** What live work has brought so far. */
export interface LiveState {
  phase: LivePhase;
  provider: Provider | null;
  sweep: Sweep | null;
  recordedAt: string | null;
  explanations: ReadonlyMap<string, ShownExplanation[]>;
}

export type LiveEvent =
  | Exclude<LivePhase, { kind: 'idle' }>
  | { kind: 'provider'; provider: Provider }
  | { kind: 'measured'; sweep: Sweep }
  | { kind: 'explained'; explained: [cell: string, explanation: ShownExplanation][] }
  | { kind: 'done' };

/** Nothing under way; values of a link stand as recorded when it was made. */
export function idleState(snapshot: Snapshot | null): LiveState {
  const explanations = new Map<string, ShownExplanation[]>();
  for (const { layer, position, ...said } of snapshot?.explanations ?? []) {
    const key = cellKey({ layer, position });
    const trained = said.logProbability !== null;
    explanations.set(key, [
      ...(explanations.get(key) ?? []),
      {
        ...said,
        provider: trained && snapshot ? snapshot.provider : 'rule',
        ...(trained && snapshot ? { live: { provider: snapshot.provider, at: snapshot.at } } : {}),
      },
    ]);
  }
  return {
    phase: { kind: 'idle' },
    provider: snapshot?.provider ?? null,
    sweep: snapshot?.sweep ?? null,
    recordedAt: snapshot?.at ?? null,
    explanations,
  };
}

export function reduceLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'loading':
    case 'running':
    case 'failed':
      return { ...state, phase: event };
    case 'provider':
      return { ...state, provider: event.provider };
    case 'measured': {
      // Values made here replace the link's: the two are never shown as one.
      const fresh = state.recordedAt === null ? state.explanations : new Map<string, ShownExplanation[]>();
      return { ...state, sweep: event.sweep, recordedAt: null, explanations: fresh };
    }
    case 'explained': {
      const explanations = new Map(state.explanations);
      for (const [key, explanation] of event.explained) {
        const others = (explanations.get(key) ?? []).filter((e) => e.explainerId !== explanation.explainerId);
        explanations.set(
          key,
          [...others, explanation].sort(
            (a, b) => EXPLAINER_ROLES.indexOf(a.role) - EXPLAINER_ROLES.indexOf(b.role),
          ),
        );
      }
      return { ...state, explanations };
    }
    case 'done':
      return { ...state, phase: { kind: 'idle' } };
  }
}
