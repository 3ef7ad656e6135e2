import { needed } from './encode';
import type { Graph } from './graph';
import { formatType } from './shape';

/** A readable listing of a graph, one line per input, node and output, for debugging and golden tests. */
export function dump(graph: Graph): string {
  const { nodes } = needed(graph);
  const lines = graph.inputs.map((input) => `in   ${input.name}: ${formatType(input)}`);
  for (const node of nodes) {
    const outputs = node.outputs.map((output) => `${output.name}: ${formatType(output)}`).join(', ');
    const inputs = node.inputs.map((input) => {
      const data = graph.constants.get(input);
      return data && data.length <= 8 ? `{${Array.from<number | bigint>(data).join(', ')}}` : input.name;
    });
    const attributes = Object.entries(node.attributes).map(
      ([key, value]) => ` ${key}=${JSON.stringify(value)}`,
    );
    lines.push(`     ${outputs} = ${node.op.name}(${inputs.join(', ')})${attributes.join('')}`);
  }
  for (const { name, value } of graph.outputs)
    lines.push(`out  ${name}: ${formatType(value)} = ${value.name}`);
  return lines.join('\n');
}
