import {
  add,
  concat,
  expand,
  matmul,
  mul,
  reshape,
  softmax,
  swap,
  transpose,
  type Dim,
  type Value,
} from '@/lib/graph';

/** Keys and values of one block, each `[batch, key-value head, position, head_dim]`. */
export interface KeyValues {
  key: Value;
  value: Value;
}

/** `[batch, position, heads * head_dim]` to `[batch, head, position, head_dim]`. */
export function splitHeads(x: Value, heads: number, headDim: number): Value {
  const [batch, length] = x.shape as [Dim, Dim, Dim];
  return transpose(reshape(x, [batch, length, heads, headDim]), [0, 2, 1, 3]);
}

/**
 * Softmax attention; several heads of `query` share a key-value head where there are fewer of these (Ainslie et al.
 * 2023, arXiv 2305.13245). Keys and values of `past` stand before the new ones.
 *
 * @param query `[batch, head, position, head_dim]`
 * @param mask added to the scores, `[query, key]` or `[batch, 1, query, key]`; one row of it may serve all
 * @returns `mixed` `[batch, position, heads * head_dim]`, the `pattern` `[batch, head, query, key]`, and the keys and
 *   values that were read
 */
export function attention(
  query: Value,
  own: KeyValues,
  mask: Value,
  past: KeyValues | undefined,
): { mixed: Value; pattern: Value; present: KeyValues } {
  const [batch, heads, length, headDim] = query.shape as [Dim, number, Dim, number];
  const keyValueHeads = own.key.shape[1] as number;
  // One past may serve every row.
  const after = (earlier: Value, v: Value) =>
    concat([expand(earlier, [batch, ...earlier.shape.slice(1)]), v], 2);
  const present = {
    key: past ? after(past.key, own.key) : own.key,
    value: past ? after(past.value, own.value) : own.value,
  };
  const keys = present.key.shape[2]!;
  const groups = heads / keyValueHeads;
  // Queries that share a key-value head stand together, `[batch, key-value head, query in group, position, head_dim]`.
  const grouped = (v: Value, inGroup: number) =>
    groups === 1 ? v : reshape(v, [batch, keyValueHeads, inGroup, v.shape[2]!, headDim]);
  const dots = matmul(grouped(query, groups), swap(grouped(present.key, 1)));
  const scores = mul(dots, query.graph.scalar(1 / Math.sqrt(headDim)));
  const perRow = groups > 1 && mask.shape.length === 4;
  const allowed = perRow ? reshape(mask, [mask.shape[0]!, 1, 1, length, keys]) : mask;
  const pattern = softmax(add(scores, allowed));
  const perHead = reshape(matmul(pattern, grouped(present.value, 1)), [batch, heads, length, headDim]);
  return {
    mixed: reshape(transpose(perHead, [0, 2, 1, 3]), [batch, length, heads * headDim]),
    pattern: reshape(pattern, [batch, heads, length, keys]),
    present,
  };
}
