import { describe, expect, it } from 'vitest';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { readFileSync } from 'node:fs';
import { Random } from '@/lib/random';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth } from '@/lib/task/patch/body';
import { taskOf } from '@/lib/task/tasks';
import { contrasts } from './contrast';
import { withFreshEnd } from './end';
import type { PromptStyle } from './sidecar';
import { trainingExample, type Asking, type TrainingQuestion } from './training';

const FOLDER = 'public/models/house2-b';
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
const tokenizer = parseTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
const style: PromptStyle = {
  wordings: patch.brief!.wordings.slice(0, 1),
  injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
  sees: 'vector',
  says: 'brief',
};
const asking: Asking = { task: taskOf('patch'), tokenizer, style, bosId: 1 };

/** A question about a subject, to which the text alone gives one word, and the patched text another or the same. */
const question = (subject: string, own: string, patched: string): TrainingQuestion => {
  const outcome = (output: string) => ({ output: ` ${output}`, top: [] });
  const body = {
    ...{
      text: `The capital of ${subject} is`,
      source: 'The currency of Peru is',
      relation: 'capital',
      subject,
    },
    ...{ sourceRelation: 'currency', sourceSubject: 'Peru', pairType: 'within-group', layers: [1, 2] },
    ...{ position: 1, positionType: 'relation', sourcePosition: 1, tokens: ['The', ' capital'] },
  } as unknown as PatchBody;
  const truth = {
    ...{ original: outcome(own), patched: outcome(patched), changed: own !== patched, sourceOutput: ' sol' },
  } as unknown as PatchTruth;
  return { body, truth, given: { ids: tokenizer.encode(body.text), vector: new Float32Array(128).fill(1) } };
};
const OWN: Record<string, string> = { France: 'Paris', Spain: 'Madrid' };
const questions = [question('France', 'Paris', 'euro'), question('Spain', 'Madrid', 'Madrid')];

describe('contrasts', () => {
  const draw = contrasts(asking, questions)!;
  const drawn = Array.from({ length: 200 }, (_, i) => draw(Random.stream(1, i)));
  const said = drawn.map(({ ids, answerStart }) => ({
    prompt: tokenizer.decode(ids.slice(0, answerStart)),
    verdict: tokenizer.decode(ids.slice(answerStart)),
  }));

  it('call a word the same where it is the one that the text alone gives, and different where it is not', () => {
    const seen = new Set<string>();
    for (const { prompt, verdict } of said) {
      const [, subject, word] = /of (\w+) is.*Answer: (\w+)\. Same or different\? Answer:/.exec(prompt)!;
      expect(verdict).toContain(word === OWN[subject!] ? 'same' : 'different');
      seen.add(`${subject} ${word}`);
    }
    expect(seen).toContain('France euro');
    expect(seen).toContain('Spain sol');
  });

  it('are the same as often as not, and teach the verdict and the end alone', () => {
    const same = said.filter(({ verdict }) => verdict.includes('same')).length;
    expect(same).toBeGreaterThan(80);
    expect(same).toBeLessThan(120);
    for (const { ids, answerStart } of drawn) expect(ids.length - answerStart).toBe(2);
  });

  it('have the very tokens of the answers that they stand for', () => {
    const all = drawn.map(({ ids }) => ids.join());
    for (const asked of questions) expect(all).toContain(trainingExample(asking, asked, 0).ids.join());
  });

  it('are none of a task whose answers compare nothing', () => {
    expect(contrasts({ ...asking, task: taskOf('feature') }, questions)).toBeNull();
  });
});

describe('the end of a sequence', () => {
  it('gets a row of its own, as long as rows are, and nothing else changes', () => {
    const [rows, width] = [8, 4];
    const data = Float32Array.from({ length: rows * width }, (_, i) => (i % 3) - 1);
    const parameters = new Map([['model.embed_tokens.weight', { shape: [rows, width], data }]]);
    const end = { idOf: () => 2 } as unknown as typeof tokenizer;
    const fresh = withFreshEnd(parameters, end).get('model.embed_tokens.weight')!.data;
    const length = (of: Float32Array, row: number) =>
      Math.hypot(...of.subarray(row * width, (row + 1) * width));
    const mean = Array.from({ length: rows }, (_, row) => length(data, row)).reduce((a, b) => a + b) / rows;
    expect(length(fresh, 2)).toBeCloseTo(mean, 5);
    for (let i = 0; i < data.length; i++) if (Math.floor(i / width) !== 2) expect(fresh[i]).toBe(data[i]);
  });
});
