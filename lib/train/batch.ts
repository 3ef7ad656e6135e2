/** A continuous token: a vector that stands in for the embedding at a position. */
export interface PlacedVector {
  position: number;
  /** `[d_model]`, or of another width where a projection brings it to that. */
  vector: Float32Array;
  /** The layers it is the mean of, whose projections it goes through where there are any. */
  layers?: readonly number[];
}

/** One training sequence. Loss is taken on the tokens from `answerStart` on, each predicted from the one before. */
export interface Example {
  ids: number[];
  /** Index of the first supervised token; at least 1. */
  answerStart: number;
  /** Loss weight of each token from `answerStart` on, 1 unless given; a token of weight 0 is not supervised. */
  weights?: readonly number[];
  vectors?: PlacedVector[];
  /** Names it where a run breaks on it. */
  name?: string;
}

/** Static size of one part of a batch: a session is compiled for each. */
export interface SegmentShape {
  batch: number;
  length: number;
  /** Number of supervised tokens there is room for. */
  selected: number;
  /** Number of continuous tokens there is room for. */
  vectors: number;
}

/** A segment as arrays, ready to be fed. Padding has weight 0. */
export interface SegmentData {
  shape: SegmentShape;
  /** `[batch, length]` */
  ids: BigInt64Array;
  /** Flat indices into `[batch * length]` of the tokens that predict a supervised one, `[selected]`. */
  select: BigInt64Array;
  /** `[selected]` */
  labels: BigInt64Array;
  /** Loss weight of each supervised token, summing to the weight of the segment, `[selected]`. */
  weights: Float32Array;
  /** Absent where the shape has no room for any. */
  vectors?: SegmentVectors;
  /** Number of tokens, padding left out. */
  tokens: number;
  /** Of each example. */
  names: string[];
}

/** The continuous tokens of a segment. */
export interface SegmentVectors {
  /** `[room, width]`, zero where there is none. */
  data: Float32Array;
  /** Which vector stands at a position, counted from 1; 0 where none does. `[batch, length]` */
  index: BigInt64Array;
  /** 1 where the embedding stays, 0 where a vector takes its place. `[batch, length]` */
  keep: Float32Array;
  /** The layers that each comes from. */
  layers: (readonly number[] | undefined)[];
}

/**
 * Lays examples out in a segment. Throws an Error naming the example that does not fit.
 *
 * @param width length of a vector: d_model, or the projection's
 * @param weight share of this segment in the loss: its the weights of its supervised tokens add up to it.
 */
export function layOut(
  examples: readonly Example[],
  shape: SegmentShape,
  width: number,
  padId: number,
  weight = 1,
): SegmentData {
  const { batch, length, selected } = shape;
  if (examples.length > batch) throw new Error(`${examples.length} examples do not fit a batch of ${batch}`);
  const ids = new BigInt64Array(batch * length).fill(BigInt(padId));
  const select = new BigInt64Array(selected);
  const labels = new BigInt64Array(selected);
  const weights = new Float32Array(selected);
  const names = examples.map(({ name }, row) => name ?? `example ${row}`);
  const vectors = shape.vectors > 0 ? emptyVectors(shape, width) : undefined;
  let [count, tokens, sum] = [0, 0, 0];
  examples.forEach((example, row) => {
    const name = names[row]!;
    if (example.ids.length > length)
      throw new Error(`${name} has ${example.ids.length} tokens, but the segment holds ${length}`);
    if (example.answerStart < 1) throw new Error(`${name}: its first token cannot be supervised`);
    example.ids.forEach((id, i) => (ids[row * length + i] = BigInt(id)));
    tokens += example.ids.length;
    for (let i = example.answerStart; i < example.ids.length; i++) {
      const own = weightAt(example, i);
      if (own === 0) continue;
      if (count === selected)
        throw new Error(`${name}: more than ${selected} supervised tokens in the segment`);
      select[count] = BigInt(row * length + i - 1);
      weights[count] = own;
      sum += own;
      labels[count++] = BigInt(example.ids[i]!);
    }
    for (const placed of example.vectors ?? []) {
      if (placed.vector.length !== width)
        throw new Error(`${name}: a vector has ${placed.vector.length} elements, not ${width}`);
      if (!placed.vector.every(Number.isFinite)) throw new Error(`${name}: its vector is not finite`);
      if (example.ids[placed.position] === undefined)
        throw new Error(
          `${name}: a vector is at position ${placed.position}, but there are ${example.ids.length} tokens`,
        );
      const used = vectors?.layers.length ?? 0;
      if (!vectors || used === shape.vectors)
        throw new Error(`${name}: more than ${shape.vectors} vectors in the segment`);
      vectors.data.set(placed.vector, used * width);
      vectors.index[row * length + placed.position] = BigInt(used + 1);
      vectors.keep[row * length + placed.position] = 0;
      vectors.layers.push(placed.layers);
    }
  });
  for (let i = 0; i < count; i++) weights[i] = (weights[i]! * weight) / sum;
  return { shape, ids, select, labels, weights, vectors, tokens, names };
}

/**
 * Lays examples out in several segments of one shape, in order, for the micro-batches of a step: their losses add up to
 * the loss of all examples in one segment.
 */
export function layOutParts(
  examples: readonly Example[],
  shape: SegmentShape,
  parts: number,
  width: number,
  padId: number,
  weight = 1,
): SegmentData[] {
  const mass = (some: readonly Example[]) => some.reduce((sum, example) => sum + weightOf(example), 0);
  const total = mass(examples);
  const size = Math.ceil(examples.length / parts);
  return Array.from({ length: parts }, (_, part) => {
    const own = examples.slice(part * size, (part + 1) * size);
    return layOut(own, shape, width, padId, total === 0 ? 0 : (weight * mass(own)) / total);
  });
}

const weightAt = ({ answerStart, weights }: Example, i: number): number =>
  weights ? (weights[i - answerStart] ?? 0) : 1;

/** Sum of the loss weights of an example's tokens. */
function weightOf(example: Example): number {
  let sum = 0;
  for (let i = example.answerStart; i < example.ids.length; i++) sum += weightAt(example, i);
  return sum;
}

function emptyVectors({ batch, length, vectors }: SegmentShape, width: number): SegmentVectors {
  return {
    data: new Float32Array(vectors * width),
    index: new BigInt64Array(batch * length),
    keep: new Float32Array(batch * length).fill(1),
    layers: [],
  };
}

/** Smallest multiple of `step` that holds `length`: few distinct lengths mean few compiled sessions. */
export function bucket(length: number, step = 8): number {
  return Math.ceil(length / step) * step;
}
