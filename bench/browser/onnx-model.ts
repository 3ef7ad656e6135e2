import {
  Graph,
  add,
  cast,
  encode,
  flattened,
  gather,
  greater,
  mul,
  reshape,
  sub,
  where,
  type OpDefinition,
  type Value,
} from '@/lib/graph';
import { constantWeights } from '@/lib/engine/forward-graph';
import type { ModelConfig } from '@/lib/model/config';
import { forward } from '@/lib/model/forward';
import type { ForwardInputs } from '@/lib/model/inputs';
import type { Parameters } from '@/lib/model/parameters';
import { BLOCKED } from '@/lib/model/positions';
import { rotaryFrequencies } from '@/lib/model/rope';

/** Sums from the first element on: the one operator of this layout that the builder has no other use for. */
const CumSumOp: OpDefinition = {
  name: 'CumSum',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
};

/** Names of keys and values in the layout that optimum exports and transformers.js reads. */
const NAME = {
  past: (block: number, part: 'key' | 'value') => `past_key_values.${block}.${part}`,
  present: (block: number, part: 'key' | 'value') => `present.${block}.${part}`,
};

/**
 * A checkpoint as optimum exports decoders, float32: `input_ids` and `position_ids` (`[batch, length]`), `attention_mask`
 * (`[batch, past + length]`) and keys and values of earlier tokens in; `logits` (`[batch, length, vocab]`) and all keys
 * and values out. The graph of the forward pass is our own; only what is fed to it differs.
 *
 * @throws Error where the model has no rotary positions
 */
export function onnxModel(config: ModelConfig, parameters: Parameters): Uint8Array<ArrayBuffer> {
  return encode(optimumGraph(config, parameters));
}

export function optimumGraph(config: ModelConfig, parameters: Parameters): Graph {
  const graph = new Graph();
  const ids = graph.input('input_ids', 'int64', ['batch', 'length']);
  const kept = graph.input('attention_mask', 'int64', ['batch', 'past+length']);
  const positions = graph.input('position_ids', 'int64', ['batch', 'length']);
  const shape = ['batch', config.keyValueHeads, 'past', config.headDim];
  const past = Array.from({ length: config.layers }, (_, block) => ({
    key: graph.input(NAME.past(block, 'key'), 'float32', shape),
    value: graph.input(NAME.past(block, 'value'), 'float32', shape),
  }));
  const inputs: ForwardInputs = {
    ids,
    select: everyToken(ids),
    rotary: rotaryAngles(config, positions),
    mask: additiveMask(kept, positions),
  };
  const { logits, present } = forward(config, constantWeights(graph, config, parameters), inputs, { past });
  graph.output('logits', reshape(logits, ['batch', 'length', config.vocab]));
  present.forEach(({ key, value }, block) => {
    graph.output(NAME.present(block, 'key'), key);
    graph.output(NAME.present(block, 'value'), value);
  });
  return graph;
}

const int = (graph: Graph, value: number) => graph.constant(BigInt64Array.of(BigInt(value)), []);

/** `CumSum` takes its axis as a tensor. */
const cumulative = (x: Value, axis: number) => x.graph.apply(CumSumOp, [x, int(x.graph, axis)]);

/** Indices of all tokens of a batch, one after the other. */
function everyToken(ids: Value): Value {
  const { graph } = ids;
  const one = int(graph, 1);
  const ones = add(mul(reshape(ids, [flattened(ids.shape)]), int(graph, 0)), one);
  return sub(cumulative(ones, 0), one);
}

/** Angles of each position, from a table of all that the model has. */
function rotaryAngles({ rope, headDim, maxPositions }: ModelConfig, positions: Value) {
  if (!rope) throw new Error('a model without rotary positions cannot be exported');
  const frequencies = rotaryFrequencies(rope, headDim);
  const half = frequencies.length;
  const angles = Array.from({ length: maxPositions }, (_, p) => frequencies.map((f) => p * f)).flat();
  const read = (of: (angle: number) => number) => {
    const table = positions.graph.constant(Float32Array.from(angles, of), [maxPositions, half]);
    return reshape(gather(table, positions), ['batch', 1, 'length', half]);
  };
  return { cos: read(Math.cos), sin: read(Math.sin) };
}

/** A token reads the keys that are kept and stand no later than itself; padding, on whichever side, is read by nobody. */
function additiveMask(kept: Value, positions: Value): Value {
  const { graph } = kept;
  const at = cast(sub(cumulative(kept, 1), int(graph, 1)), 'float32');
  const never = graph.scalar(2 ** 20);
  const keys = where(greater(kept, int(graph, 0)), at, never);
  const later = greater(
    reshape(keys, ['batch', 1, 1, 'past+length']),
    cast(reshape(positions, ['batch', 1, 'length', 1]), 'float32'),
  );
  return where(later, graph.scalar(BLOCKED), graph.scalar(0));
}
