import { sha256Hex } from '@/lib/hash';
import type { AnyTask } from '@/lib/task/task';
import type { ExplainerRecord } from '@/lib/store/records';
import type { ServedSettings } from './settings';

/** Digits that name what is no file. */
const HASH_DIGITS = 12;

/** How the store knows an explainer behind HTTP. Its base is what its server calls the model; keys and addresses stay out. */
export function servedRecord(
  target: string,
  task: Pick<AnyTask, 'id' | 'wordings'>,
  settings: ServedSettings,
): ExplainerRecord {
  const { id, model, api, maxTokens, examples } = settings;
  return {
    ...{ id: `${target}.${task.id}.http.${id}`, targetId: target, task: task.id, baseId: model },
    ...{ kinship: 'other-size', sees: 'text', rule: null, trainExamples: null, path: null, runId: null },
    variant: `${model}, over HTTP`,
    // Other settings make other answers, as other weights do.
    contentHash: sha256Hex(
      JSON.stringify({ model, api, maxTokens, examples, wording: task.wordings[0] }),
    ).slice(0, HASH_DIGITS),
    shown: true,
  };
}
