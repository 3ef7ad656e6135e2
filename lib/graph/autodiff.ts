import type { Graph, Node, Value } from './graph';
import { add } from './ops/elementwise';
import { sumTo } from './ops/reduce';

/**
 * Reverse-mode differentiation: adds to the graph the gradients of the scalar `loss` with respect to `targets`
 * and returns them in the same order. Only nodes on a path from a target to the loss are differentiated.
 *
 * Throws an Error when the loss is not a scalar, does not depend on a target, or passes through an operator without a
 * derivative.
 */
export function gradients(loss: Value, targets: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) throw new Error(`the loss must be a scalar, not of rank ${loss.shape.length}`);
  const graph = loss.graph;
  const dependent = dependents(graph, targets);
  if (!dependent.has(loss)) throw new Error('the loss does not depend on any of the targets');

  const gradient = new Map<Value, Value>([[loss, graph.scalar(1)]]);
  const accumulate = (value: Value, g: Value | null | undefined) => {
    if (!g) return;
    // Operators broadcast; what was repeated on the way forward is summed here, in one place, on the way back.
    g = sumTo(g, value.shape);
    const sum = gradient.get(value);
    gradient.set(value, sum ? add(sum, g) : g);
  };

  // Values in reverse creation order: a value's users were all created after it. A rule given by `withGradient`
  // jumps from its output to its inputs, over the nodes between them.
  const order = [...dependent].sort((a, b) => b.id - a.id);
  const done = new Set<Node>();
  for (const value of order) {
    const g = gradient.get(value);
    if (!g) continue;
    const rule = graph.gradientRules.get(value);
    if (rule) {
      const wants = rule.inputs.map((input) => dependent.has(input));
      rule
        .vjp(g, wants)
        .forEach((inputGradient, i) => wants[i] && accumulate(rule.inputs[i]!, inputGradient));
      continue;
    }
    const node = value.node;
    if (!node || done.has(node)) continue;
    done.add(node);
    if (!node.op.vjp) throw new Error(`${node.op.name} has no derivative`);
    const wants = node.inputs.map((input) => dependent.has(input));
    const outputGradients = node.outputs.map((output) => gradient.get(output) ?? null);
    node.op.vjp(node, outputGradients, wants).forEach((inputGradient, i) => {
      if (wants[i]) accumulate(node.inputs[i]!, inputGradient);
    });
  }

  return targets.map((target) => {
    const g = gradient.get(target);
    if (!g) throw new Error(`the loss does not depend on ${target.name}`);
    return g;
  });
}

/** All float values that depend on one of `targets`, the targets included. */
function dependents(graph: Graph, targets: readonly Value[]): Set<Value> {
  const found = new Set<Value>(targets);
  for (const node of graph.nodes) {
    if (!node.inputs.some((input) => found.has(input))) continue;
    for (const output of node.outputs) if (output.dtype === 'float32') found.add(output);
  }
  return found;
}
