import { describe, expect, it } from 'vitest';
import {
  bytes,
  correlation,
  count,
  shortCount,
  layerCode,
  layerName,
  nats,
  percent,
  points,
  probability,
  rarity,
  signedLogit,
  signedNats,
  tenths,
  tickLabel,
} from './number';

describe('figures', () => {
  it('groups thousands', () => {
    expect(count(800)).toBe('800');
    expect(count(1_234_567)).toBe('1,234,567');
    expect([500, 2000, 60_000].map(shortCount)).toEqual(['500', '2K', '60K']);
  });

  it('writes shares as percentages with one decimal', () => {
    expect(percent(0.6644)).toBe('66.4');
    expect(percent(1)).toBe('100.0');
  });

  it('signs differences with a true minus, and nothing at all with no sign', () => {
    expect(points(0.0931)).toBe('+9.3');
    expect(points(-0.0931)).toBe('−9.3');
    expect(points(-0.0001)).toBe('0.0');
    expect(points(0.0001)).toBe('0.0');
  });

  it('leaves the decimal of a whole figure out on an axis', () => {
    expect([2, 1.66, 0].map(tenths)).toEqual(['2', '1.7', '0']);
    expect([0, 0.2, -0.2].map((tick) => tickLabel(points(tick)))).toEqual(['0', '+20', '−20']);
    expect([0, 0.025, 1].map((tick) => tickLabel(percent(tick)))).toEqual(['0', '2.5', '100']);
  });

  it('drops the leading zero of a probability', () => {
    expect(probability(0.81)).toBe('.81');
    expect(probability(0)).toBe('.00');
    expect(probability(0.0004)).toBe('<.01');
    expect(probability(0.9999)).toBe('1.0');
  });

  it('drops the leading zero of a correlation and of a logit, of either sign', () => {
    expect([0.71, -0.12, 0.999, 0, -1].map(correlation)).toEqual(['.71', '−.12', '1.0', '.00', '−1.0']);
    expect([2.84, -0.96, 0.5, 0.001].map(signedLogit)).toEqual(['+2.84', '−.96', '+.50', '.00']);
  });

  it('writes how rare something is with as many decimals as it takes', () => {
    expect([0.1214, 0.01, 0.0041, 0.0004, 0].map(rarity)).toEqual([
      '12.1%',
      '1.0%',
      '0.41%',
      '0.04%',
      '0.0%',
    ]);
  });

  it('never writes a minus before a zero', () => {
    expect(nats(-0.001)).toBe('0.00');
    expect(percent(-0.0001)).toBe('0.0');
    expect(nats(-1.5)).toBe('−1.50');
  });

  it('writes the sign of an effect, and none before a zero', () => {
    expect(signedNats(0.456)).toBe('+0.46');
    expect(signedNats(-0.31)).toBe('−0.31');
    expect([0, 0.004, -0.004].map(signedNats)).toEqual(['0.00', '0.00', '0.00']);
  });

  it('names one layer or a block of them', () => {
    expect(layerName([2])).toBe('layer 2');
    expect(layerName([2, 3])).toBe('layers 2–3');
    expect(layerCode([0])).toBe('L0');
  });

  it('rounds bytes to what a reader can use', () => {
    expect(bytes(2_690_300_000)).toBe('2.7 GB');
    expect(bytes(12_400_000)).toBe('12.4 MB');
    expect(bytes(20)).toBe('1 KB');
  });
});
