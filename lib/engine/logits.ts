/** Index of the largest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** log(sum(exp(values))), without overflow. Throws an Error where a value is NaN or infinite. */
export function logSumExp(values: ArrayLike<number>): number {
  const max = values[argmax(values)]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - max);
  const result = max + Math.log(sum);
  if (!Number.isFinite(result))
    throw new Error('the logits are not finite: the weights or the edited activations overflow');
  return result;
}
