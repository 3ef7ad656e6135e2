/** Element types that the builder emits. */
export type DType = 'float32' | 'int64' | 'bool';

/** A dimension: a length, or the name of one that is known only when the graph runs. */
export type Dim = number | string;

export interface TensorType {
  dtype: DType;
  shape: readonly Dim[];
}

export function formatShape(shape: readonly Dim[]): string {
  return `[${shape.join(', ')}]`;
}

export function formatType(type: TensorType): string {
  return `${type.dtype} ${formatShape(type.shape)}`;
}

export function sameShape(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

/** Number of elements of a static shape. Throws on a symbolic dimension. */
export function elements(shape: readonly Dim[]): number {
  if (!isStatic(shape)) throw new Error(`shape ${formatShape(shape)} is not static`);
  return shape.reduce((product, dim) => product * dim, 1);
}

/** The length of several axes flattened into one: a number, or a name for a product known only at run time. */
export function flattened(dims: readonly Dim[]): Dim {
  if (isStatic(dims)) return elements(dims);
  const factors = dims.filter((dim) => dim !== 1);
  return factors.length === 1 ? factors[0]! : factors.map(factor).join('*');
}

/** The length of several parts joined along one axis: a number, or a name for a sum known only at run time. */
export function joined(dims: readonly Dim[]): Dim {
  return isStatic(dims) ? dims.reduce((a, b) => a + b, 0) : dims.join('+');
}

export function isStatic(shape: readonly Dim[]): shape is readonly number[] {
  return shape.every((dim) => typeof dim === 'number');
}

/** A dimension as a factor of a product: a sum in parentheses, or `(a+b)*c` and `a+b*c` would be one name. */
function factor(dim: Dim): string {
  let depth = 0;
  for (const character of String(dim)) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '+' && depth === 0) return `(${dim})`;
  }
  return String(dim);
}

/** NumPy broadcasting of two shapes; a symbolic dimension equals only itself and 1. Returns null if they clash. */
export function broadcast(a: readonly Dim[], b: readonly Dim[]): Dim[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: Dim[] = [];
  for (let i = 0; i < rank; i++) {
    const da = a[a.length - rank + i] ?? 1;
    const db = b[b.length - rank + i] ?? 1;
    if (da === db || db === 1) shape.push(da);
    else if (da === 1) shape.push(db);
    else return null;
  }
  return shape;
}

/** Turns a possibly negative axis into an index below `rank`. */
export function axisIndex(axis: number, rank: number): number {
  const index = axis < 0 ? axis + rank : axis;
  if (index < 0 || index >= rank) throw new Error(`axis ${axis} is outside a tensor of rank ${rank}`);
  return index;
}
