import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type { Outcome, Verdict } from '@/lib/words';
import type { BundleContent, ExplainerRecord, PatchItemWithSweep } from '@/lib/store/records';

/**
 * Rows in the shape of a bundle for tests of the store: no model was run for them, every name and number is made up,
 * and nothing of them is ever shipped or shown.
 */
export function fixtureBundle({ questions = 12, marker = '' } = {}): BundleContent {
  const explainers = EXPLAINER_ROLES.map((role) => explainer(role));
  return {
    models: ['fixture-a', 'fixture-b'].map((id) => ({
      id,
      name: `Fixture ${id.slice(-1)}`,
      architecture: 'llama',
      parameters: 3_000_000_000,
      layers: 2,
      dModel: 4,
      vocab: 16,
      path: `/models/${id}`,
      contentHash: 'f'.repeat(64),
      recall: [{ exposure: 'frequent', facts: 10, recalled: 9 }],
      runId: `pretrain-${id}`,
    })),
    explainers: [
      ...explainers,
      { ...explainer('self'), id: 'fixture-self-small', headline: false, trainExamples: 10 },
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
    patchItems: Array.from({ length: questions }, (_, index) => patchItem(index, marker)),
    evaluations: explainers.flatMap(({ id, role }) => [
      {
        explainerId: id,
        againstId: null,
        split: 'test' as const,
        slice: 'all',
        metric: 'exactMatch' as const,
        n: questions,
        value: role === 'self' ? 0.5 : 0.25,
        standardError: 0.01,
        low: 0.2,
        high: 0.6,
      },
      {
        explainerId: id,
        againstId: role === 'self' ? 'fixture-other' : null,
        split: 'test' as const,
        slice: 'position:last',
        metric: 'exactMatch' as const,
        n: questions,
        value: 0.25,
        standardError: null,
        low: null,
        high: null,
      },
    ]),
  };
}

/** The verdict that the fixture has for a role on a question: a cycle of the four, shifted by role. */
export function fixtureVerdict(index: number, role: number): Verdict {
  const verdicts: Verdict[] = ['right', 'partly', 'wrong', 'unknown'];
  return verdicts[(index + role) % 4] ?? 'unknown';
}

function explainer(role: ExplainerRecord['role']): ExplainerRecord {
  return {
    id: `fixture-${role}`,
    targetId: 'fixture-a',
    role,
    baseId: role === 'self' ? 'fixture-a' : role === 'other' ? 'fixture-b' : null,
    trainExamples: role === 'majority' ? null : 100,
    path: null,
    contentHash: null,
    runId: null,
    headline: true,
  };
}

function patchItem(index: number, marker: string): PatchItemWithSweep {
  const subject = `Subject${index}`;
  const tokens = [subject, ' is', ' in'];
  const sourceTokens = [`Source${index}`, ' is', ' in'];
  const original: Outcome = { output: ' Here', top: [{ token: ' Here', probability: 0.75 }] };
  const patched: Outcome = {
    output: index % 2 ? ' There' : ' Here',
    top: [{ token: ' There', probability: 0.125 }],
  };
  const cell = { output: patched.output, changed: index % 2 === 1, effect: 0.1 * index, top: patched.top };
  return {
    // Not in the order of the list, so that a list ordered by id would be noticed.
    id: `q${String((index * 7919) % 100_003).padStart(6, '0')}`,
    targetId: 'fixture-a',
    split: index % 3 === 0 ? 'validation' : 'test',
    relation: index % 2 ? 'capital' : 'currency',
    pairType: (['same-relation', 'same-object', 'other-relation'] as const)[index % 3] ?? 'same-relation',
    positionType: index % 4 === 0 ? 'last' : 'subject-final',
    layers: index % 5 === 0 ? [0, 1] : [2],
    position: 0,
    sourcePosition: 0,
    text: `${tokens.join('')}${marker}`,
    source: `${sourceTokens.join('')} 100%`,
    subject,
    sourceSubject: `Source${index}`,
    tokens,
    sourceTokens,
    truth: { original, patched, changed: cell.changed, effect: cell.effect },
    truthHash: 'truth-1',
    explanations: EXPLAINER_ROLES.map((role, at) => ({
      explainerId: `fixture-${role}`,
      role,
      baseId: explainer(role).baseId,
      text: `The most likely output would change to <<<${patched.output}>>>.`,
      verdict: fixtureVerdict(index, at),
      provider: role === 'majority' ? 'rule' : 'cpu',
      logProbability: role === 'majority' ? null : -0.5,
    })),
    sweep: {
      tokens,
      sourceTokens,
      alignment: [0, null, 2],
      layers: [0, 1, 2],
      original,
      sourceOutcome: patched,
      cells: [0, 1, 2].map(() => [cell, null, cell]),
    },
  };
}
