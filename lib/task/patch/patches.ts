import type { Edit, Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { PatchTruth } from '@/lib/task/patch/body';
import { predict, round } from '@/lib/measure/outcome';
import { meanVector, residualVector, type ReadText } from '@/lib/measure/text';

/** One patch of a pair of texts: layers, and the token of each text. Positions count the texts' own tokens. */
export interface PatchSite {
  layers: readonly number[];
  position: number;
  sourcePosition: number;
}

export interface MeasuredPatch {
  /** Of what is measured here the effect is always known. */
  truth: PatchTruth & { effect: number };
  /** What an explainer is given: the source's residual vector, averaged over the layers, `[d_model]`. */
  vector: Float32Array;
  /** Largest absolute difference between that vector and the one it replaces; 0 means that nothing was patched. */
  difference: number;
}

/** A pair of texts and the patches to measure between them. */
export interface PatchPair {
  text: ReadText;
  source: ReadText;
  sites: readonly PatchSite[];
}

/**
 * Measures many patches (activation patching: Vig et al. 2020, arXiv 2004.12265): each layer's residual stream at
 * the position is replaced by the source's at the same layer. All texts are traced in one batch and all patches run
 * in one, so keep calls to some hundred texts. Results are in the order of the pairs and their sites.
 */
export async function measurePatches(
  engine: Engine,
  tokenizer: Tokenizer,
  pairs: readonly PatchPair[],
): Promise<MeasuredPatch[][]> {
  const traced = await engine.trace(
    pairs.flatMap(({ text, source }) => [text.input, source.input]),
    { hooks: ['resid'] },
  );
  const resid = traced.resid!;
  const vocab = engine.info.vocab;
  const inputs: number[][] = [];
  const edits: Edit[] = [];
  const prepared = pairs.map(({ text, source, sites }, p) =>
    sites.map(({ layers, position, sourcePosition }) => {
      const at = (which: 0 | 1, layer: number) =>
        residualVector(
          resid,
          layer,
          2 * p + which,
          which ? source.offset + sourcePosition : text.offset + position,
        );
      for (const layer of layers) {
        edits.push({
          row: inputs.length,
          layers: [layer],
          position: text.offset + position,
          vector: at(1, layer),
        });
      }
      inputs.push(text.input);
      const vector = meanVector(layers.map((layer) => at(1, layer)));
      const replaced = meanVector(layers.map((layer) => at(0, layer)));
      const difference = vector.reduce((max, x, i) => Math.max(max, Math.abs(x - replaced[i]!)), 0);
      return { vector, difference };
    }),
  );
  const patched = await engine.intervene(inputs, edits);
  let row = 0;
  return prepared.map((sites, p) => {
    const original = predict(traced.last.data.subarray(2 * p * vocab, (2 * p + 1) * vocab));
    const originalOutcome = original.outcome(tokenizer);
    const sourceOutput = predict(traced.last.data.subarray((2 * p + 1) * vocab, (2 * p + 2) * vocab)).outcome(
      tokenizer,
      1,
    ).output;
    return sites.map(({ vector, difference }) => {
      const prediction = predict(patched.last.data.subarray(row * vocab, (row + 1) * vocab));
      row++;
      const effect = original.logProbability(original.argmax) - prediction.logProbability(original.argmax);
      const truth = {
        original: originalOutcome,
        patched: prediction.outcome(tokenizer),
        changed: prediction.argmax !== original.argmax,
        effect: round(effect),
        sourceOutput,
      };
      return { truth, vector, difference };
    });
  });
}
