'use client';

import { useMemo, useState } from 'react';
import type { LiveSetup } from '@/components/live/setup';
import { useModels, type Models } from '@/components/live/use-models';
import { useQuestion, type LiveQuestion } from '@/components/live/use-question';
import { useWork, type Work } from '@/components/live/use-work';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { measureOf } from '@/lib/task/measures';
import type { Given } from '@/lib/task/task';
import type { Provider } from '@/lib/words';

/** Live work on a question about an activation: asking about it, and taking it anew. */
export interface Live {
  asking: LiveQuestion;
  measuring: {
    work: Work;
    /** What the model says in this browser, once it was measured here. */
    found: { truth: ActivationTruth; provider: Provider } | null;
    possible: boolean;
    /** Bytes still to be fetched before it can be measured. */
    toFetch: number;
    start: () => void;
  };
}

/** Why nobody can be asked about an activation here; null where they can. */
export function whyNotAsked({ target, explainers }: LiveSetup): string | null {
  if (explainers.length === 0)
    return 'No explainer of the activations of this model is shipped here, so none can be asked.';
  return target ? null : 'The weights of this model are not shipped here, so nobody can be given the vector.';
}

/** Taking the vector anew, and asking explainers about it. */
export function useLive({
  item,
  setup,
  explainers,
  snapshot,
}: {
  item: Item<ActivationBody, ActivationTruth>;
  setup: LiveSetup;
  explainers: readonly ExplainerRecord[];
  snapshot: Snapshot | null;
}): Live {
  const [asking, measuring] = [useWork(), useWork()];
  const [found, setFound] = useState<Live['measuring']['found']>(null);
  const { target } = setup;
  const runs = useMemo(() => (target ? [target] : []), [target]);
  const models = useModels(measuring.progress);
  const take = async ({ load }: Models, { progress }: Work, signal: AbortSignal): Promise<Given> => {
    if (!target) throw new Error('The weights of the target are not shipped with this site.');
    const model = await load(target, signal);
    progress.set({ kind: 'running', what: 'measuring', done: 0, total: null });
    const [measured] = await (await measureOf(activation.id)).measure(model, [item.body], signal);
    signal.throwIfAborted();
    if (!measured)
      throw new Error('Here the model says the same to both texts, so there is no change to ask about.');
    setFound({ truth: measured.truth as ActivationTruth, provider: model.engine.provider });
    return measured.given;
  };
  return {
    asking: useQuestion({
      ...{ task: activation, item, work: asking, setup, explainers, snapshot, runs },
      give: whyNotAsked(setup) === null ? (own, signal) => take(own, asking, signal) : null,
    }),
    measuring: {
      work: measuring,
      found,
      possible: target !== null,
      toFetch: models.toFetch(runs),
      start: () =>
        measuring.start(async (signal) => {
          await take(models, measuring, signal);
        }),
    },
  };
}
