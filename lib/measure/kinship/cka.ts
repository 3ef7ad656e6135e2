/**
 * Linear centred kernel alignment (Kornblith et al. 2019, arXiv 1905.00414) of two representations of the same examples:
 * |Y'X|² / (|X'X| |Y'Y|) of columns with their means taken out, in Frobenius norms. 1 where one is the other up to rotation and scale;
 * widths may differ. Examples come one at a time, so that none are kept.
 */
export class LinearCka {
  private readonly between: Moments;
  private readonly left: Moments;
  private readonly right: Moments;

  /**
   * @param a width of the first representation
   * @param b width of the second
   */
  constructor(a: number, b: number) {
    this.between = new Moments(a, b);
    this.left = new Moments(a, a);
    this.right = new Moments(b, b);
  }

  /**
   * One example: `x` in the first representation, `y` in the second.
   * @throws RangeError where a vector has another width
   */
  add(x: Float32Array, y: Float32Array): void {
    this.between.add(x, y);
    this.left.add(x, x);
    this.right.add(y, y);
  }

  /** From 0 to 1; NaN where a representation is the same for all examples, or there are none. */
  value(): number {
    return this.between.squaredNorm() / Math.sqrt(this.left.squaredNorm() * this.right.squaredNorm());
  }
}

/** Sums over examples from which the products of centred columns follow. */
class Moments {
  private n = 0;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly products: Float64Array;
  /** Taken off every vector, as the sums of what lies far from zero and varies little would lose the variation. */
  private origin: [Float32Array, Float32Array] | null = null;

  constructor(a: number, b: number) {
    this.first = new Float64Array(a);
    this.second = new Float64Array(b);
    this.products = new Float64Array(a * b);
  }

  add(x: Float32Array, y: Float32Array): void {
    const { first, second, products } = this;
    const [a, b] = [first.length, second.length];
    if (x.length !== a || y.length !== b)
      throw new RangeError(`vectors of ${x.length} and ${y.length} numbers; they must have ${a} and ${b}`);
    const [ox, oy] = (this.origin ??= [x.slice(), y.slice()]);
    this.n++;
    for (let j = 0; j < b; j++) second[j]! += y[j]! - oy[j]!;
    for (let i = 0; i < a; i++) {
      const xi = x[i]! - ox[i]!;
      first[i]! += xi;
      for (let j = 0; j < b; j++) products[i * b + j]! += xi * (y[j]! - oy[j]!);
    }
  }

  squaredNorm(): number {
    const { first, second, products, n } = this;
    const b = second.length;
    let total = 0;
    for (let i = 0; i < first.length; i++)
      for (let j = 0; j < b; j++) total += (products[i * b + j]! - (first[i]! * second[j]!) / n) ** 2;
    return total;
  }
}
