import type { Feeds, Runtime, TensorData } from '@/lib/engine/runtime';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { type DType, type Graph } from '@/lib/graph';

export interface TypedTensor {
  dtype: DType;
  shape: readonly number[];
  data: TensorData;
}

let shared: Runtime | undefined;

/** One single-threaded runtime a test process: graphs of tests are tiny, and other processes want the cores. */
export function testRuntime(): Runtime {
  shared ??= nodeRuntime({ threads: 1 });
  return shared;
}

/** Runs all outputs of a graph on onnxruntime-node, by name. */
export async function evaluateGraph(
  graph: Graph,
  feeds: Readonly<Record<string, TypedTensor>>,
): Promise<Record<string, { shape: number[]; data: Float64Array }>> {
  const runtime = testRuntime();
  const session = await runtime.compile(graph);
  try {
    const tensors: Feeds = {};
    for (const [name, { dtype, data, shape }] of Object.entries(feeds))
      tensors[name] = runtime.tensor(dtype, data, shape);
    const results = await session.run(
      tensors,
      graph.outputs.map((output) => output.name),
    );
    return Object.fromEntries(
      Object.entries(results).map(([name, { data, dims }]) => [
        name,
        { shape: [...dims], data: Float64Array.from(data as ArrayLike<number | bigint>, Number) },
      ]),
    );
  } finally {
    await session.release();
  }
}
