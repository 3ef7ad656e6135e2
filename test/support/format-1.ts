import type { BundleItem, ExplainerRecord, ModelRecord } from '@/lib/store/records';
import type { PatchBody } from '@/lib/task/patch/body';

/** Rows as bundle format 1 had them, keys in its order: the other direction of `lib/task/patch/format-1.ts`. */

export function oldModel({ parentId: _parent, capabilities: _capabilities, ...model }: ModelRecord) {
  return model;
}

function oldRole({ rule, sees, kinship }: ExplainerRecord): string {
  return rule ?? (sees === 'no-vector' ? 'no-vector' : kinship === 'self' ? 'self' : 'other');
}

export function oldExplainer(explainer: ExplainerRecord) {
  const { id, targetId, baseId, trainExamples, path, contentHash, runId, shown } = explainer;
  return {
    ...{ id, targetId, role: oldRole(explainer), baseId, trainExamples, path, contentHash, runId },
    headline: shown,
  };
}

export function oldItem(item: BundleItem, explainers: readonly ExplainerRecord[]) {
  const { id, targetId, split, truth, truthHash, detail, explanations } = item;
  return {
    ...{ id, targetId, split, ...(item.body as PatchBody), truth, truthHash },
    explanations: explanations.map(({ explainerId, ...said }) => {
      const explainer = explainers.find((known) => known.id === explainerId)!;
      return { explainerId, role: oldRole(explainer), baseId: explainer.baseId, ...said };
    }),
    sweep: detail,
  };
}
