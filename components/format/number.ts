/** How figures are written everywhere: tabular, true minus, no leading zero for probabilities. */

const MINUS = '−';

/** 1400 -> `1,400`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A share (0 to 1) as a percentage with one decimal and no sign of its own: .664 -> `66.4`. */
export function percent(share: number): string {
  return (share * 100).toFixed(1).replace('-', MINUS);
}

/** A difference of shares in points, always signed: .093 -> `+9.3`; what rounds to nothing has no sign. */
export function points(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === '0.0') return text;
  return (difference < 0 ? MINUS : '+') + text;
}

/** A probability (0 to 1): `.81`, `1.0` when it rounds to one, `<.01` when it rounds to nothing but is not. */
export function probability(value: number): string {
  if (value >= 0.995) return '1.0';
  if (value > 0 && value < 0.005) return '<.01';
  return value.toFixed(2).replace(/^0/, '');
}

/** A quantity in nats: `6.2`, with a true minus. */
export function nats(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Bytes as a reader meets them: `12.4 MB`, `830 KB`. */
export function bytes(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(value / 1e3))} KB`;
}

/** First characters of a hash, enough to recognise it. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}

/** `layer 2`, `layers 2–3`. */
export function layerName(layers: readonly number[]): string {
  const first = layers[0] ?? 0;
  const last = layers[layers.length - 1] ?? first;
  return first === last ? `layer ${first}` : `layers ${first}–${last}`;
}

/** `L2`, `L2–3`. */
export function layerCode(layers: readonly number[]): string {
  const first = layers[0] ?? 0;
  const last = layers[layers.length - 1] ?? first;
  return first === last ? `L${first}` : `L${first}–${last}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
