/** A training sequence: token ids, and how much the prediction of each weighs in the loss (the first has none). */
export interface Row {
  ids: number[];
  /** Of each id; 0 takes no part in the loss. */
  weights: number[];
}

/** Part of a row. */
export type Piece = Row;

/** Puts a piece together. */
export class PieceWriter {
  readonly ids: number[] = [];
  readonly weights: number[] = [];

  /** What the model reads without being asked for it. */
  read(ids: readonly number[]): this {
    return this.learn(ids, 0);
  }

  /** What the model has to predict. */
  learn(ids: readonly number[], weight = 1): this {
    for (const id of ids) {
      this.ids.push(id);
      this.weights.push(weight);
    }
    return this;
  }
}

/**
 * Fills a row with pieces after its first token, as long as they fit. A piece longer than a whole row is never used.
 *
 * @param draw gives the next piece; it is told those already in the row
 * @param length most tokens of the row
 */
export function fillRow(bosId: number, length: number, draw: (before: readonly Piece[]) => Piece): Row {
  const row: Row = { ids: [bosId], weights: [0] };
  const pieces: Piece[] = [];
  // A short piece may still fit where a long one did not, so there is more than one try.
  for (let misses = 0; misses < TRIES;) {
    const piece = draw(pieces);
    if (row.ids.length + piece.ids.length > length) {
      misses++;
      continue;
    }
    row.ids.push(...piece.ids);
    row.weights.push(...piece.weights);
    pieces.push(piece);
  }
  return row;
}

const TRIES = 2;
