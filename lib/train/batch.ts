/** One training sequence. Loss is taken on the tokens from `answerStart` on, each predicted from the one before. */
export interface Example {
  ids: number[];
  /** Index of the first supervised token; at least 1. */
  answerStart: number;
  /** Continuous tokens: vectors that stand in for the embeddings at these positions. */
  vectors?: { position: number; vector: Float32Array }[];
}

/** Static size of one part of a batch: a session is compiled for each. */
export interface SegmentShape {
  batch: number;
  length: number;
  /** Number of supervised tokens there is room for. */
  selected: number;
  /** Whether its examples may hold continuous tokens. */
  vectors: boolean;
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
  /** `[batch, length, 1]` and `[batch, length, d_model]`; absent where the shape has no vectors. */
  vectorMask?: Uint8Array;
  vector?: Float32Array;
}

/**
 * Lays examples out in a segment. Throws an Error naming the example that does not fit.
 *
 * @param weight share of this segment in the loss: its supervised tokens weigh `weight / count` each.
 */
export function layOut(
  examples: readonly Example[],
  shape: SegmentShape,
  dModel: number,
  padId: number,
  weight = 1,
): SegmentData {
  const { batch, length, selected } = shape;
  if (examples.length > batch) throw new Error(`${examples.length} examples do not fit a batch of ${batch}`);
  const ids = new BigInt64Array(batch * length).fill(BigInt(padId));
  const select = new BigInt64Array(selected);
  const labels = new BigInt64Array(selected);
  const weights = new Float32Array(selected);
  const data: SegmentData = { shape, ids, select, labels, weights };
  if (shape.vectors) {
    data.vectorMask = new Uint8Array(batch * length);
    data.vector = new Float32Array(batch * length * dModel);
  }
  let count = 0;
  examples.forEach((example, row) => {
    if (example.ids.length > length) {
      throw new Error(`example ${row} has ${example.ids.length} tokens, the segment holds ${length}`);
    }
    if (example.answerStart < 1) throw new Error(`example ${row}: its first token cannot be supervised`);
    example.ids.forEach((id, i) => (ids[row * length + i] = BigInt(id)));
    for (let i = example.answerStart; i < example.ids.length; i++) {
      if (count === selected)
        throw new Error(`example ${row}: more than ${selected} supervised tokens in the segment`);
      select[count] = BigInt(row * length + i - 1);
      labels[count++] = BigInt(example.ids[i]!);
    }
    for (const { position, vector } of example.vectors ?? []) {
      if (!data.vectorMask || !data.vector)
        throw new Error(`example ${row} has vectors, its segment takes none`);
      if (vector.length !== dModel)
        throw new Error(`example ${row}: a vector of ${vector.length}, d_model is ${dModel}`);
      if (example.ids[position] === undefined)
        throw new Error(`example ${row}: a vector at position ${position} of ${example.ids.length} tokens`);
      data.vectorMask[row * length + position] = 1;
      data.vector.set(vector, (row * length + position) * dModel);
    }
  });
  if (count > 0) weights.fill(weight / count, 0, count);
  return data;
}

/** Smallest multiple of `step` that holds `length`: few distinct lengths mean few compiled sessions. */
export function bucket(length: number, step = 8): number {
  return Math.ceil(length / step) * step;
}
