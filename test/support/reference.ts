/**
 * What the operators of lib/graph should compute, in double precision and by their definitions, element by element.
 * Written for clarity; nothing here is shared with the code under test.
 */
export interface Dense {
  shape: number[];
  data: Float64Array;
}

export const size = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Fills a tensor by a function of the index. */
export function tabulate(shape: readonly number[], at: (index: number[]) => number): Dense {
  const data = new Float64Array(size(shape));
  for (let flat = 0; flat < data.length; flat++) data[flat] = at(unflatten(flat, shape));
  return { shape: [...shape], data };
}

/** The element at an index; axes of length 1 repeat, and missing leading axes do too (NumPy broadcasting). */
export function read({ shape, data }: Dense, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return data[shape.reduce((flat, dim, axis) => flat * dim + (dim === 1 ? 0 : own[axis]!), 0)]!;
}

function unflatten(flat: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = flat % shape[axis]!;
    flat = Math.floor(flat / shape[axis]!);
  }
  return index;
}

export function jointShape(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((s) => s.length));
  return Array.from({ length: rank }, (_, i) => Math.max(...shapes.map((s) => s[s.length - rank + i] ?? 1)));
}

export function elementwise(f: (...x: number[]) => number, ...inputs: Dense[]): Dense {
  return tabulate(jointShape(...inputs.map((x) => x.shape)), (index) =>
    f(...inputs.map((input) => read(input, index))),
  );
}

/** Sums over `axes`, kept as length 1. */
export function sumOver(x: Dense, axes: readonly number[]): Dense {
  const result = tabulate(
    x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)),
    () => 0,
  );
  x.data.forEach((value, flat) => {
    const index = unflatten(flat, x.shape).map((i, axis) => (axes.includes(axis) ? 0 : i));
    result.data[index.reduce((at, i, axis) => at * result.shape[axis]! + i, 0)]! += value;
  });
  return result;
}

/** Indices along the last axis of the row at `lead`, by falling value. */
export function largestFirst(x: Dense, lead: readonly number[]): number[] {
  const value = (i: number) => read(x, [...lead, i]);
  return [...Array(x.shape.at(-1)).keys()].sort((a, b) => value(b) - value(a));
}

export function softmaxRows(x: Dense): Dense {
  const last = x.shape.length - 1;
  const exps = elementwise(Math.exp, x);
  return elementwise((e, total) => e / total, exps, sumOver(exps, [last]));
}

export function transposed(x: Dense, order: readonly number[]): Dense {
  return tabulate(
    order.map((axis) => x.shape[axis]!),
    (index) =>
      read(
        x,
        x.shape.map((_, axis) => index[order.indexOf(axis)]!),
      ),
  );
}

/** Product over the last two axes, the others broadcast. */
export function matrixProduct(a: Dense, b: Dense): Dense {
  const inner = a.shape.at(-1)!;
  const lead = jointShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return tabulate([...lead, a.shape.at(-2)!, b.shape.at(-1)!], (index) => {
    const [row, column] = index.slice(-2) as [number, number];
    const batch = index.slice(0, -2);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += read(a, [...batch, row, k]) * read(b, [...batch, k, column]);
    return sum;
  });
}

export function joined(parts: readonly Dense[], axis: number): Dense {
  const shape = [...parts[0]!.shape];
  shape[axis] = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return tabulate(shape, (index) => {
    let at = index[axis]!;
    const part = parts.find(({ shape: s }) => at < s[axis]! || ((at -= s[axis]!), false))!;
    return read(
      part,
      index.map((i, k) => (k === axis ? at : i)),
    );
  });
}

/** Elements `from` to `from + length` along `axis`. */
export function slice(x: Dense, axis: number, from: number, length: number): Dense {
  return tabulate(
    x.shape.map((dim, k) => (k === axis ? length : dim)),
    (index) =>
      read(
        x,
        index.map((i, k) => (k === axis ? from + i : i)),
      ),
  );
}

/** The error function by its Maclaurin series, exact to double precision for |x| < 4. */
export function errorFunction(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
