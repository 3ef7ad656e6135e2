import type { BundleContent, BundleItem, ExplainerRecord, ExplanationMap } from '@/lib/store/records';
import { questionId } from '@/lib/task/identity';
import { patch } from '@/lib/task/patch';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import type { Outcome, Verdict } from '@/lib/words';

/** Explainers of the fixture: one of each kind, and a point of a scaling curve that is not shown. */
const EXPLAINERS = {
  self: { baseId: 'fixture-a', kinship: 'self', sees: 'vector' },
  other: { baseId: 'fixture-b', kinship: 'other-seed', sees: 'vector' },
  'no-vector': { baseId: 'fixture-a', kinship: 'self', sees: 'no-vector' },
  'text-oracle': { baseId: null, kinship: null, sees: 'original-output' },
  majority: { baseId: null, kinship: null, sees: 'training-answers' },
} satisfies Record<string, Pick<ExplainerRecord, 'baseId' | 'kinship' | 'sees'>>;
type Name = keyof typeof EXPLAINERS;
const names = Object.keys(EXPLAINERS) as Name[];

/**
 * Rows in the shape of a bundle for tests of the store: no model was run for them, every name and number is made up,
 * and nothing of them is ever shipped or shown.
 */
export function fixtureBundle({ questions = 12, marker = '' } = {}): BundleContent {
  const explainers = names.map(explainer);
  return {
    models: ['fixture-a', 'fixture-b'].map((id) => ({
      id,
      name: `Fixture ${id.slice(-1)}`,
      architecture: 'llama',
      parameters: 3_000_000_000,
      layers: 2,
      dModel: 4,
      vocab: 16,
      parentId: id === 'fixture-b' ? 'fixture-a' : null,
      path: `/models/${id}`,
      contentHash: 'f'.repeat(64),
      capabilities: [],
      recall: [{ exposure: 'frequent', facts: 10, recalled: 9 }],
      runId: `pretrain-${id}`,
    })),
    explainers: [
      ...explainers,
      { ...explainer('self'), id: 'fixture-self-small', shown: false, trainExamples: 10 },
    ],
    runs: [
      {
        id: 'pretrain-fixture-a',
        kind: 'pretrain',
        subjectId: 'fixture-a',
        seed: 1,
        config: { layers: 2, nested: { list: [1, 2] } },
        dataHash: 'd1',
        codeVersion: '0.0.0',
        command: 'npm run lab -- pretrain fixture',
        metrics: { loss: 0.5 },
        createdAt: '2026-01-02T03:04:05.678Z',
      },
    ],
    runPoints: [0, 10, 20].map((step) => ({
      runId: 'pretrain-fixture-a',
      step,
      name: 'loss',
      value: 1 / (1 + step),
    })),
    items: Array.from({ length: questions }, (_, index) => item(index, marker)),
    evaluations: names.flatMap((name) => [
      {
        explainerId: `fixture-${name}`,
        againstId: null,
        split: 'test' as const,
        slice: 'all',
        metric: 'exactMatch',
        n: questions,
        value: name === 'self' ? 0.5 : 0.25,
        standardError: 0.01,
        low: 0.2,
        high: 0.6,
      },
      {
        explainerId: `fixture-${name}`,
        againstId: name === 'self' ? 'fixture-other' : null,
        split: 'test' as const,
        slice: 'position:last',
        metric: 'exactMatch',
        n: questions,
        value: 0.25,
        standardError: null,
        low: null,
        high: null,
      },
    ]),
  };
}

/** The verdict that the fixture has for an explainer on a question: a cycle of the four, shifted by explainer. */
export function fixtureVerdict(index: number, name: Name): Verdict {
  const verdicts: Verdict[] = ['right', 'partly', 'wrong', 'unknown'];
  return verdicts[(index + names.indexOf(name)) % 4] ?? 'unknown';
}

function explainer(name: Name): ExplainerRecord {
  const isRule = EXPLAINERS[name].kinship === null;
  return {
    id: `fixture-${name}`,
    targetId: 'fixture-a',
    task: 'patch',
    ...EXPLAINERS[name],
    rule: isRule ? name : null,
    variant: name === 'other' ? 'rank 4' : null,
    trainExamples: name === 'majority' ? null : 100,
    path: null,
    contentHash: null,
    runId: null,
    shown: true,
  };
}

function item(index: number, marker: string): BundleItem {
  const subject = `Subject${index}`;
  const tokens = [subject, ' is', ' in'];
  const sourceTokens = [`Source${index}`, ' is', ' in'];
  const original: Outcome = { output: ' Here', top: [{ token: ' Here', probability: 0.75 }] };
  const patched: Outcome = {
    output: index % 2 ? ' There' : ' Here',
    top: [{ token: ' There', probability: 0.125 }],
  };
  const cell = { output: patched.output, changed: index % 2 === 1, effect: 0.1 * index, top: patched.top };
  const body: PatchBody = {
    relation: index % 2 ? 'capital' : 'currency',
    pairType: (['same-relation', 'same-object', 'other-relation'] as const)[index % 3] ?? 'same-relation',
    positionType: index % 4 === 0 ? 'last' : 'subject-final',
    layers: index % 5 === 0 ? [0, 1] : [2],
    position: 0,
    sourcePosition: 0,
    text: tokens.join(''),
    source: `${sourceTokens.join('')} 100%`,
    subject,
    // Not part of what the question asks: its id stays.
    sourceSubject: `Source${index}${marker}`,
    tokens,
    sourceTokens,
  };
  const detail: Sweep = {
    tokens,
    sourceTokens,
    alignment: [0, null, 2],
    layers: [0, 1, 2],
    original,
    sourceOutcome: patched,
    cells: [0, 1, 2].map(() => [cell, null, cell]),
  };
  return {
    // A hash, so that a list ordered by id would be noticed.
    id: questionId(patch, 'fixture-a', body),
    task: 'patch',
    targetId: 'fixture-a',
    split: index % 3 === 0 ? 'validation' : 'test',
    body,
    truth: { original, patched, changed: cell.changed, effect: cell.effect },
    truthHash: 'truth-1',
    detail,
    explanations: names.map((name) => ({
      explainerId: `fixture-${name}`,
      text: `The most likely output would change to <<<${patched.output}>>>.`,
      verdict: fixtureVerdict(index, name),
      provider: EXPLAINERS[name].kinship === null ? 'rule' : 'cpu',
      said: null,
      agreement: null,
      logProbability: EXPLAINERS[name].kinship === null ? null : -0.5,
    })),
    ...(index % 4 === 3 && { maps: (['self', 'other'] as const).map((name) => cellMap(name, patched)) }),
  };
}

/** What an explainer of the fixture says of its six cells: that some change, and others do not. */
const cellMap = (name: Name, { output }: Outcome): ExplanationMap => ({
  explainerId: `fixture-${name}`,
  provider: 'cpu',
  said: ['Here', output.trim()].map(
    (word, i) => `${word}. Same or different? Answer: ${i ? 'different' : 'same'}`,
  ),
  at: [0, 1, 0, 1, 0, 1],
  logProbability: [-0.5, -0.25, 0, -0.5, -0.25, 0],
});
