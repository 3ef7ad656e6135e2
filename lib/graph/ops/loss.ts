import { withGradient } from '../graph';
import type { Value } from '../graph';
import { exp, mul, neg } from './elementwise';
import { addAt, gatherElements } from './gather';
import { logSoftmax } from './reduce';
import { reshape } from './shape';

/**
 * Cross-entropy of each row, -log softmax(logits)[label], in nats: `[n, classes]` and int64 `[n]` to `[n]`. Its gradient
 * is softmax(logits) less 1 at the label, written in as few passes over `[n, classes]` as it takes.
 */
export function crossEntropy(logits: Value, labels: Value): Value {
  const rows = logits.shape[0]!;
  const log = logSoftmax(logits);
  const at = reshape(labels, [rows, 1]);
  return withGradient(neg(reshape(gatherElements(log, at), [rows])), {
    inputs: [logits],
    vjp: (gradient) => {
      const g = reshape(gradient, [rows, 1]);
      return [addAt(mul(exp(log), g), at, neg(g))];
    },
  });
}
