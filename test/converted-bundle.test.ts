import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '@/lib/store/bundle';
import { oldExplainer, oldItem, oldModel } from './support/format-1';

// This test goes when the shipped bundle is made anew.
const { content } = await readBundle(path.join('data', 'bundle'));
const { explainers, items, evaluations } = content;
// Models that nothing was asked about yet may stand beside the first ones.
const models = content.models.filter(({ id }) => items.some(({ targetId }) => targetId === id));

/** SHA-256 of rows as a table of a bundle has them, before compression. */
const hashOf = (rows: readonly unknown[]) =>
  createHash('sha256')
    .update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    .digest('hex');

const isByCell = ({ slice }: { slice: string }) => slice.startsWith('cell:');

describe('the shipped bundle was converted from format 1 and', () => {
  it('holds every byte of its tables', () => {
    expect(items).toHaveLength(3194);
    expect(items.flatMap(({ explanations }) => explanations)).toHaveLength(15_970);
    expect(hashOf(items.map((item) => oldItem(item, explainers)))).toBe(
      '38bec4d3c56a94bb98aa80813288f17a0a9c45768bc79588630e04737a835528',
    );
    expect(hashOf(explainers.map(oldExplainer))).toBe(
      '012b1ad1e201d753619f36c8e70ef3b33ef4fb4b8decf523c3f58d0c43f2ee4f',
    );
    expect(hashOf(models.map(oldModel))).toBe(
      '130e8cc8713933b25221c961cec7865059c225cb10c8d28621e4c9c4dec72100',
    );
    const recorded = evaluations.filter((evaluation) => !isByCell(evaluation));
    expect(recorded).toHaveLength(1298);
    expect(hashOf(recorded)).toBe('69105a3b5e13614a80765981b1e7ba3da895398e116c52182134101db18c10f1');
  });

  it('has scores of every cell, equal to those of a layer that has one cell', () => {
    const scores = evaluations.filter(isByCell);
    expect([...new Set(scores.map(({ slice }) => slice))].sort()).toEqual(
      ['0/subject-final', '1/last', '1/subject-final', '2/last', '3/last', '4/last'].map(
        (cell) => `cell:${cell}`,
      ),
    );
    let compared = 0;
    for (const { slice, explainerId, againstId, metric, n, value } of scores) {
      const layer = slice.replace(/cell:(.*)\/.*/, 'layer:$1');
      // house-b was asked about layer 1 at two positions.
      if (layer === 'layer:1' && explainerId.startsWith('house-b')) continue;
      const same = evaluations.find(
        (e) =>
          e.slice === layer &&
          e.explainerId === explainerId &&
          e.againstId === againstId &&
          e.metric === metric,
      );
      expect(same).toMatchObject({ n, value });
      compared++;
    }
    expect(compared).toBeGreaterThan(300);
  });
});
