import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '@/lib/engine/engine';
import { createEngine } from '@/lib/engine/session-engine';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import type { Parameters } from '@/lib/model/parameters';
import { readSafetensors } from '@/lib/model/safetensors';
import { layOut, type SegmentData, type SegmentShape } from '@/lib/train/batch';
import type { OptimiserSettings } from '@/lib/train/optimiser';
import { testRuntime } from './evaluate-graph';

/** A tiny llama and what PyTorch computes with it; written by scripts/fixtures/make_llama.py. */
const FOLDER = path.join(import.meta.dirname, '..', 'fixtures', 'llama-tiny');

export interface Expected {
  /** Full logits, residual streams and attention patterns of each row of `ids`. */
  rows: { logits: number[][]; resid: number[][][]; attention: number[][][][] }[];
  /** Logits at the last token of row 0 with residuals of row 1 patched in. */
  patches: { layers: number[]; position: number; sourcePosition: number; last: number[] }[];
  segmentLosses: number[];
  training: { rates: number[]; losses: number[]; gradientNorms: number[] };
}

interface Content {
  ids: number[][];
  segments: {
    weight: number;
    shape: Omit<SegmentShape, 'vectors'>;
    examples: { ids: number[]; answerStart: number; vectors?: { position: number; vector: number[] }[] }[];
  }[];
  optimiser: OptimiserSettings;
  untied: Expected;
  tied: Expected;
}

export type Heads = 'untied' | 'tied';

const read = (name: string) => readFile(path.join(FOLDER, name));
const content = JSON.parse(await readFile(path.join(FOLDER, 'expected.json'), 'utf8')) as Content;
const config = parseConfig(await readFile(path.join(FOLDER, 'config.json'), 'utf8'));
const weights = readSafetensors(await read('model.safetensors'));

export const { ids, optimiser } = content;

/** The model with a head of its own, or with the embedding table as its head. */
export function tinyModel(heads: Heads): { config: ModelConfig; parameters: Parameters; expected: Expected } {
  const parameters: Parameters = new Map(
    [...weights].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
  if (heads === 'tied') parameters.delete('lm_head.weight');
  return { config: { ...config, tiedEmbeddings: heads === 'tied' }, parameters, expected: content[heads] };
}

export async function expectedGradients(heads: Heads): Promise<Parameters> {
  return readSafetensors(await read(`gradients-${heads}.safetensors`));
}

export function tinyEngine(heads: Heads = 'untied'): Engine {
  const { config: own, parameters } = tinyModel(heads);
  return createEngine(testRuntime(), own, parameters, 'llama-tiny');
}

/** The training batch of the fixture, padded and laid out. */
export function tinySegments(): SegmentData[] {
  return content.segments.map(({ weight, shape, examples }) =>
    layOut(
      examples.map(({ vectors, ...example }) => ({
        ...example,
        vectors: vectors?.map(({ position, vector }) => ({ position, vector: Float32Array.from(vector) })),
      })),
      { ...shape, vectors: examples.reduce((count, { vectors = [] }) => count + vectors.length, 0) },
      config.dModel,
      0,
      weight,
    ),
  );
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
