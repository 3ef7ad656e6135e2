/** How figures are written everywhere: tabular, true minus, no leading zero for probabilities. */

/** With so many decimals; what rounds to nothing has no sign. */
const format = (decimals: number, signDisplay: 'negative' | 'exceptZero' = 'negative') => {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const { format } = new Intl.NumberFormat('en', { ...digits, signDisplay, useGrouping: decimals === 0 });
  return (value: number): string => format(value).replace('-', '−');
};

const whole = format(0);
const oneDecimal = format(1);
const oneDecimalSigned = format(1, 'exceptZero');
const twoDecimals = format(2);
const twoDecimalsSigned = format(2, 'exceptZero');
const byDecimals = { 0: whole, 1: oneDecimal, 2: twoDecimals, 4: format(4) };

/** 1400 -> `1,400`. */
export function count(value: number): string {
  return whole(value);
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact' });

/** A round count where there is little room: 32000 -> `32K`. */
export const shortCount = (value: number): string => compact.format(value);

/** A share (0 to 1) as a percentage with one decimal and no sign of its own: .664 -> `66.4`. */
export function percent(share: number): string {
  return oneDecimal(share * 100);
}

/** A difference of shares in points, always signed: .093 -> `+9.3`; what rounds to nothing has no sign. */
export function points(difference: number): string {
  return oneDecimalSigned(difference * 100);
}

/** A number of things that may be no whole one, as what chance gets: `2`, `1.7`. */
export function tenths(value: number): string {
  return tickLabel(oneDecimal(value));
}

/** A label of an axis: a whole figure loses its decimal, `20.0` -> `20`. */
export function tickLabel(figure: string): string {
  return figure.replace(/\.0$/, '');
}

/** A probability (0 to 1): `.81`, `1.0` when it rounds to one, `<.01` when it rounds to nothing but is not. */
export function probability(value: number): string {
  if (value >= 0.995) return '1.0';
  if (value > 0 && value < 0.005) return '<.01';
  return twoDecimals(value).replace(/^0/, '');
}

/** A correlation or a cosine (-1 to 1): `.71`, `−.12`, `1.0` when it rounds to one. */
export function correlation(value: number): string {
  const text = twoDecimals(value);
  return /1\.00$/.test(text) ? text.slice(0, -1) : text.replace('0.', '.');
}

/** A difference of logits: `+2.84`, `−.96`; what rounds to nothing has no sign. */
export function signedLogit(value: number): string {
  return signedNats(value).replace(/^([+−]?)0\./, '$1.');
}

/** A share of tokens as a percentage: one decimal from 1% on, under it two: `12.1%`, `0.41%`. */
export function rarity(share: number): string {
  return share >= 0.01 || share === 0 ? `${percent(share)}%` : `${twoDecimals(share * 100)}%`;
}

/** A quantity in nats: `6.2`, with a true minus. */
export function nats(value: number, decimals: keyof typeof byDecimals = 2): string {
  return byDecimals[decimals](value);
}

/** A quantity in nats with its sign, as attributions have it: `+0.46`, `−0.31`, and `0.00` for what rounds to nothing. */
export function signedNats(value: number): string {
  return twoDecimalsSigned(value);
}

/** Bytes as a reader meets them: `2.7 GB`, `12.4 MB`, `830 KB`. */
export function bytes(value: number): string {
  if (value >= 1e9) return `${oneDecimal(value / 1e9)} GB`;
  if (value >= 1e6) return `${oneDecimal(value / 1e6)} MB`;
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
