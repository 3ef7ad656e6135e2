import type { ModelConfig } from '@/lib/model/config';
import type { Edit, SweepEdits } from './engine';

/** Throws an Error that names the row or the edit that the model cannot take. */
export function checkInput(config: ModelConfig, ids: readonly number[][], edits: readonly Edit[]): void {
  if (ids.length === 0) throw new Error('the batch is empty');
  ids.forEach((row, r) => {
    if (row.length === 0) throw new Error(`row ${r} has no tokens`);
    if (row.length > config.maxPositions) {
      throw new Error(
        `row ${r} has ${row.length} tokens, but the model reads at most ${config.maxPositions}`,
      );
    }
    const bad = row.find((id) => !Number.isInteger(id) || id < 0 || id >= config.vocab);
    if (bad !== undefined) throw new Error(`row ${r}: ${bad} is not a token id below ${config.vocab}`);
  });
  for (const edit of edits) {
    const row = ids[edit.row];
    if (!row) throw new Error(`an edit is at row ${edit.row} of a batch of ${ids.length}`);
    if (!Number.isInteger(edit.position) || edit.position < 0 || edit.position >= row.length) {
      throw new Error(
        `an edit is at position ${edit.position}, but row ${edit.row} has ${row.length} tokens`,
      );
    }
    if (edit.vector.length !== config.dModel) {
      throw new Error(
        `the vector of an edit has ${edit.vector.length} elements, but d_model is ${config.dModel}`,
      );
    }
    const layer = edit.layers.find((l) => !Number.isInteger(l) || l < 0 || l > config.layers);
    if (layer !== undefined)
      throw new Error(`an edit is at layer ${layer}, but the model has layers 0 to ${config.layers}`);
  }
}

/** Throws an Error that names the part of a sweep that the model cannot take. */
export function checkSweep(
  config: ModelConfig,
  ids: readonly number[],
  { positions, vectors, block = 1 }: SweepEdits,
): void {
  const layers = config.layers + 1;
  if (!Number.isInteger(block) || block < 1 || block > layers)
    throw new Error(`a block must have 1 to ${layers} layers, not ${block}`);
  if (positions.length === 0) throw new Error('the sweep has no positions');
  if (vectors.length !== layers)
    throw new Error(`the sweep has vectors of ${vectors.length} layers, but the model has ${layers}`);
  vectors.forEach((cells, layer) => {
    if (cells.length !== positions.length)
      throw new Error(`layer ${layer} has ${cells.length} vectors for ${positions.length} positions`);
    const edits = cells.map((vector, i) => ({ row: 0, layers: [layer], position: positions[i]!, vector }));
    checkInput(config, [[...ids]], edits);
  });
}
