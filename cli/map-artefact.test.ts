import { describe, expect, it } from 'vitest';
import type { BundleExplainer, ExplanationMap } from '@/lib/store/records';
import { fixtureBundle } from '@/test/support/bundle';
import { withMaps, type MapsArtefact } from './map-artefact';

const { items, explainers: made } = fixtureBundle();
const [item] = items;
const [self, other] = made as [BundleExplainer, BundleExplainer];
const explainers = [
  { ...self, contentHash: 'aa' },
  { ...other, contentHash: 'bb' },
];

const mapOf = ({ id }: BundleExplainer, word: string): ExplanationMap => ({
  explainerId: id,
  provider: 'cpu',
  said: [word],
  at: [0, 0, 0, 0, 0, 0],
  logProbability: [0, 0, 0, 0, 0, 0],
});

const artefact = (more: Partial<MapsArtefact> = {}): MapsArtefact => ({
  target: item!.targetId,
  task: 'patch',
  truthHash: item!.truthHash,
  explainers: { [self.id]: 'aa' },
  maps: { [item!.id]: [mapOf(self, 'now')] },
  ...more,
});

const before = [{ ...item!, maps: [mapOf(self, 'before'), mapOf(other, 'before')] }];
const saidIn = (artefact: MapsArtefact | null, who = explainers, of = before) =>
  withMaps(of, who, artefact)[0]!.maps?.map(({ explainerId, said }) => [explainerId, said[0]]);

describe('maps of a bundle', () => {
  it('are those of this machine where somebody was asked anew, and as they stand otherwise', () => {
    expect(saidIn(artefact())).toEqual([
      [other.id, 'before'],
      [self.id, 'now'],
    ]);
    expect(saidIn(null)).toEqual([
      [self.id, 'before'],
      [other.id, 'before'],
    ]);
  });

  it('are not those of other weights, of another truth, or of one whom the bundle does not know', () => {
    const stand = [
      [self.id, 'before'],
      [other.id, 'before'],
    ];
    expect(saidIn(artefact({ explainers: { [self.id]: 'of other weights' } }))).toEqual(stand);
    expect(saidIn(artefact({ truthHash: 'another' }))).toEqual(stand);
    expect(saidIn(artefact(), [explainers[1]!])).toEqual([[other.id, 'before']]);
  });

  it('are absent from a question that nobody was asked about', () => {
    const { maps: _, ...bare } = item!;
    expect(withMaps([bare], explainers, null)[0]).toEqual(bare);
  });
});
