import type { Random } from '@/lib/random';
import { ownConcepts } from './concepts';
import type { NotedRow } from './corpus';
import type { Firing } from './label';

/** A stretch of a row around a token that a feature is active on. */
export interface Exemplar {
  /** Display form of each token. */
  tokens: string[];
  /** Activation on each token. */
  activations: number[];
  /** Index in `tokens` of the one that it was chosen for. */
  at: number;
  /** Concepts that its tokens do not tell by themselves, each with the first token that it holds of and the one after the last. */
  notes: Note[];
}

type Note = [concept: string, from: number, to: number];

/** Tokens before and after the one that is shown. */
const [BEFORE, AFTER] = [14, 6];
const TOP = 8;
/** Quantiles of the activations that are sampled, and from each how many. */
const QUANTILES = 4;
const EACH = 2;

/** Where each row begins among the tokens of all rows, their first ones left out. */
export function rowStarts(rows: readonly NotedRow[]): Int32Array {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ ids }, i) => (starts[i + 1] = starts[i]! + ids.length - 1));
  return starts;
}

/** The strongest activations of a feature, one a row, and some of each quarter of all of them, strongest quarter first. */
export function exemplarsOf(
  rows: readonly NotedRow[],
  starts: Int32Array,
  firing: Firing,
  random: Random,
): { top: Exemplar[]; samples: Exemplar[][] } {
  const order = [...firing.tokens.keys()].sort(
    (a, b) => firing.values[b]! - firing.values[a]! || firing.tokens[a]! - firing.tokens[b]!,
  );
  const active = new Map([...firing.tokens].map((token, i) => [token, firing.values[i]!]));
  const show = (i: number) => exemplar(rows, starts, active, firing.tokens[i]!);
  const seen = new Set<string>();
  const top: Exemplar[] = [];
  for (const i of order) {
    if (top.length === TOP) break;
    const found = show(i);
    const key = found.tokens.slice(Math.max(0, found.at - 6), found.at + 1).join('');
    // The same words again say nothing new.
    if (seen.has(key)) continue;
    seen.add(key);
    top.push(found);
  }
  const samples = Array.from({ length: QUANTILES }, (_, q) => {
    const part = order.slice(
      Math.floor((q * order.length) / QUANTILES),
      Math.floor(((q + 1) * order.length) / QUANTILES),
    );
    return random.shuffle(part).slice(0, EACH).map(show);
  });
  return { top, samples };
}

function exemplar(
  rows: readonly NotedRow[],
  starts: Int32Array,
  active: ReadonlyMap<number, number>,
  token: number,
): Exemplar {
  let row = 0;
  for (let high = rows.length - 1; row < high;) {
    const middle = (row + high + 1) >> 1;
    if (starts[middle]! <= token) row = middle;
    else high = middle - 1;
  }
  const { pieces, concepts } = rows[row]!;
  const position = token - starts[row]! + 1;
  const [from, to] = [Math.max(1, position - BEFORE), Math.min(pieces.length, position + AFTER + 1)];
  const tokens = pieces.slice(from, to);
  return {
    tokens,
    activations: Array.from({ length: to - from }, (_, i) =>
      rounded(active.get(starts[row]! + from + i - 1) ?? 0),
    ),
    at: position - from,
    notes: notesOf(tokens, concepts.slice(from, to)),
  };
}

export function notesOf(tokens: readonly string[], concepts: readonly (readonly string[])[]): Note[] {
  const notes: Note[] = [];
  const open = new Map<string, Note>();
  concepts.forEach((all, i) => {
    const own = new Set(ownConcepts(tokens[i]!, tokens[i - 1] ?? null));
    for (const concept of new Set(all)) {
      if (own.has(concept)) continue;
      const before = open.get(concept);
      if (before?.[2] === i) before[2]++;
      else {
        const note: Note = [concept, i, i + 1];
        open.set(concept, note);
        notes.push(note);
      }
    }
  });
  return notes;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
