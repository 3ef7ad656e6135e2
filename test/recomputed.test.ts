import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/**
 * Scores, computed once more from the answers in the shipped bundle by nothing of the project: its own reading of the files,
 * of explanations and of docs/RESULTS.md, its own scores, its own bootstrap.
 */

// Rows as they lie in the files: the project's schemas are what this script must not lean on.
type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const table = (name: string): Json[] =>
  brotliDecompressSync(readFileSync(`data/bundle/${name}.jsonl.br`))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

const [items, explainers, evaluations] = [table('items'), table('explainers'), table('evaluations')];
const results = readFileSync('docs/RESULTS.md', 'utf8');

/** Verdict and word of a sentence about a change; null for one that makes no claim. */
function claimOf(text: string): { changed: boolean; word: string } | null {
  const plain = text.trim().toLowerCase();
  const stays = /remain unchanged from <<<(.*?)>>>/.exec(plain);
  const turns = stays ?? /change to <<<(.*?)>>>/.exec(plain);
  return turns ? { changed: !stays, word: turns[1]!.trim() } : null;
}

/** How one answer did: its scores, and where a change was asked about, what was said and what is right. */
interface Asked {
  clusters: string[];
  scores: Record<string, number>;
  /** Null where the answer makes no claim, or none was asked for. */
  saysChanged: boolean | null;
  changed: boolean;
}

/** Own reading of what an explainer of each task said. */
const READ: Record<string, (text: string, truth: Json) => Pick<Asked, 'scores' | 'saysChanged' | 'changed'>> =
  {
    patch: (text, truth) =>
      change(text, truth.changed as boolean, truth.changed ? truth.patched : truth.original),
    ablate: (text, truth) =>
      change(text, truth.changed as boolean, truth.changed ? truth.ablated : truth.original),
    feature(text, { label, output }) {
      const [claim, asked] = [bracketsOf(text), label ? 'fires on' : 'makes the model say'];
      if (claim.length === 0 || !text.includes(asked)) return plainScores({});
      if (label) {
        const known = ([label, ...label.rivals] as Json[]).find(
          ({ phrase }) => phrase.toLowerCase() === claim[0],
        );
        return plainScores({ right: known === label, partly: known, score: known?.score });
      }
      const tokens = (output as Json[]).map(({ token }) => token.trim().toLowerCase());
      const first = claim[0]!.split(',')[0]!.trim();
      const right = first !== '' && first === tokens[0];
      return plainScores({ right, partly: tokens.includes(first), score: right });
    },
    activation(text, { answer, before }) {
      const gold = ([before, answer] as (string | null)[]).flatMap(
        (word) => word?.trim().toLowerCase() ?? [],
      );
      const said = bracketsOf(text);
      if (said.length !== gold.length) return plainScores({});
      return plainScores({
        right: said.join() === gold.join(),
        partly: said.some((word, i) => word === gold[i]),
      });
    },
  };

/** What stands in brackets, from the first opening one on: a token may be a bracket itself. */
function bracketsOf(text: string): string[] {
  const found: string[] = [];
  const plain = text.toLowerCase().replace(/\s+/g, ' ');
  for (let from = plain.indexOf('<<<'), to: number; from >= 0; from = plain.indexOf('<<<', to + 3)) {
    to = plain.indexOf('>>>', from + 3);
    if (to < 0) break;
    found.push(plain.slice(from + 3, to).trim());
  }
  return found;
}

const plainScores = ({ right = false, partly = false, score = 0 }: Json) => ({
  scores: { right: Number(right), partly: Number(Boolean(partly)), score: Number(score) },
  saysChanged: null,
  changed: false,
});

function change(text: string, changed: boolean, after: Json) {
  const claim = claimOf(text);
  const word = claim?.word === (after.output as string).trim().toLowerCase();
  const scores = { exactMatch: Number(word && claim?.changed === changed), contentMatch: Number(word) };
  return { scores, saysChanged: claim?.changed ?? null, changed };
}

const cache = new Map<string, unknown>();
const once = <T>(key: string, make: () => T): T => {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as T;
};

const itemsOf = (targetId: string, task: string) =>
  once(`${targetId} ${task}`, () =>
    items.filter((item) => item.targetId === targetId && item.task === task && item.split === 'test'),
  );

/** What one explainer said to the questions of its target and task that are in a slice. */
function askedOf(id: string, slice: string): Asked[] {
  const { targetId, task, answers } = explainers.find((e) => e.id === id) as {
    targetId: string;
    task: string;
    answers?: string[];
  };
  const asked = once(`said ${id}`, () =>
    itemsOf(targetId, task).map(({ body, truth, explanations }, i): Asked => {
      const text =
        answers?.[i] ?? (explanations as Json[]).find(({ explainerId }) => explainerId === id)?.text;
      return { clusters: clustersOf(task, body as Json), ...READ[task]!(text as string, truth as Json) };
    }),
  );
  const within = once(`in ${targetId} ${task} ${slice}`, () =>
    itemsOf(targetId, task).map(({ body, truth, marks }) =>
      inSlice(task, slice, body as Json, truth as Json, (marks ?? []) as string[]),
    ),
  );
  return asked.filter((_, i) => within[i]);
}

const clustersOf = (task: string, body: Json): string[] =>
  task === 'patch'
    ? [body.subject, body.sourceSubject]
    : task === 'activation'
      ? [body.subject, (body.source ?? body).subject]
      : [body[task === 'feature' ? 'cluster' : 'subject']];

/** Whether an item is in a slice; undefined where this script does not know the slice. */
function inSlice(task: string, slice: string, body: Json, truth: Json, marks: string[]): boolean | undefined {
  const [name, value] = [slice.split(':')[0]!, slice.slice(slice.indexOf(':') + 1)];
  if (slice === 'all') return true;
  if (name === 'word') return marks.includes(slice);
  if (task === 'ablate')
    return ({ span: body.spanKind, hint: body.hint, exposure: body.exposure } as Json)[name] === value;
  if (task === 'feature')
    return ({ asks: body.asks, layer: String(body.layer), site: body.site } as Json)[name] === value;
  if (task === 'activation')
    return ({ asks: body.asks, position: body.positionType } as Json)[name] === value;
  const [first, last] = [body.layers[0], body.layers.at(-1)];
  const cell = `${first === last ? first : `${first}-${last}`}/${body.positionType}`;
  const kind = !truth.changed ? 'own' : truth.patched.output === truth.sourceOutput ? 'source' : 'composed';
  const set = body.pairType === 'within-group' ? 'composed' : 'verdict';
  if (name === 'answer') return value === kind;
  if (name === 'composed') return kind === 'composed' && set === 'composed' && cell === value;
  return ({ position: body.positionType, pair: body.pairType, cell, set } as Json)[name] === value;
}

const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const of = (metric: string) => (asked: Asked[]) => mean(asked.map(({ scores }) => scores[metric]!));

const SCORES: Record<string, (asked: Asked[]) => number> = {
  exactMatch: of('exactMatch'),
  contentMatch: of('contentMatch'),
  right: of('right'),
  partly: of('partly'),
  score: of('score'),
  contentMatchChanged: (asked) => of('contentMatch')(asked.filter(({ changed }) => changed)),
  hasChangedF1(asked) {
    const f1 = [true, false].map((side) => {
      // What makes no claim counts as the wrong verdict.
      const says = (one: Asked) => (one.saysChanged ?? !one.changed) === side;
      const hits = asked.filter((one) => says(one) && one.changed === side).length;
      const all = asked.filter(says).length + asked.filter(({ changed }) => changed === side).length;
      return all === 0 ? 0 : (2 * hits) / all;
    });
    return mean(f1);
  },
};

const scoreOf = (id: string, slice: string, metric: string): number => {
  const { members } = explainers.find((e) => e.id === id)!;
  return mean(((members ?? [id]) as string[]).map((one) => SCORES[metric]!(askedOf(one, slice))));
};

/** Figures that this script knows how to compute: those of slices that it can tell by itself. */
const known = evaluations.filter(
  ({ slice, metric, split }) =>
    split === 'test' &&
    metric in SCORES &&
    /^(all|answer|position|pair|set|composed|word|span|hint|exposure|asks|site)\b/.test(slice as string) &&
    !String(slice).endsWith(':fact'),
);

/** A 95% interval by resampling each way of clustering by itself, 200 times, with a generator of its own. */
function intervalOf(asked: Asked[], score: (asked: Asked[]) => number): [number, number] {
  let state = 12345;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const drawn: number[] = [];
  for (let round = 0; round < 200; round++) {
    const times = asked[0]!.clusters.map((_, way) => {
      const names = [...new Set(asked.map(({ clusters }) => clusters[way]!))];
      const counts = new Map<string, number>();
      for (let i = 0; i < names.length; i++) {
        const name = names[Math.floor(uniform() * names.length)]!;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return counts;
    });
    const sample = asked.flatMap((one) => {
      const weight = one.clusters.reduce((product, name, way) => product * (times[way]!.get(name) ?? 0), 1);
      return Array<Asked>(weight).fill(one);
    });
    drawn.push(score(sample));
  }
  drawn.sort((a, b) => a - b);
  return [drawn[4]!, drawn[194]!];
}

describe('scores, computed once more from the shipped answers', () => {
  it('are those of the bundle, to the last digit that matters', () => {
    expect(known.length).toBeGreaterThan(200);
    for (const { explainerId, againstId, slice, metric, value } of known) {
      const own = scoreOf(explainerId as string, slice as string, metric as string);
      const less = againstId ? scoreOf(againstId as string, slice as string, metric as string) : 0;
      expect(own - less, `${explainerId} ${againstId ?? ''} ${slice} ${metric}`).toBeCloseTo(
        value as number,
        9,
      );
    }
  }, 300_000);

  it('have the intervals of another bootstrap, within what chance allows', () => {
    const some = known.filter(({ againstId, slice, explainerId }) => {
      return slice === 'all' && againstId === null && explainers.find((e) => e.id === explainerId)!.path;
    });
    for (const { explainerId, metric, low, high } of some) {
      const [from, to] = intervalOf(askedOf(explainerId as string, 'all'), SCORES[metric as string]!);
      expect(Math.abs(from - (low as number)), `${explainerId} ${metric}`).toBeLessThan(0.012);
      expect(Math.abs(to - (high as number)), `${explainerId} ${metric}`).toBeLessThan(0.012);
    }
  }, 300_000);

  it('stand in docs/RESULTS.md as they are', () => {
    const short = (x: number) =>
      x
        .toFixed(3)
        .replace(/^-(?=0\.0+$)/, '')
        .replace(/^-/, '−')
        .replace(/^(−?)0\./, '$1.');
    for (const { slice, value, low, high } of known)
      if (slice === 'all')
        expect(results).toContain(
          `${short(value as number)} (${short(low as number)} to ${short(high as number)})`,
        );
  });
});
