import { describe, expect, it } from 'vitest';
import { bytes, layerCode, layerName, nats, percent, points, probability } from './number';

describe('figures', () => {
  it('writes shares as percentages with one decimal', () => {
    expect(percent(0.6644)).toBe('66.4');
    expect(percent(1)).toBe('100.0');
  });

  it('signs differences with a true minus, and nothing at all with no sign', () => {
    expect(points(0.0931)).toBe('+9.3');
    expect(points(-0.0931)).toBe('−9.3');
    expect(points(-0.0001)).toBe('0.0');
  });

  it('drops the leading zero of a probability', () => {
    expect(probability(0.81)).toBe('.81');
    expect(probability(0)).toBe('.00');
    expect(probability(0.0004)).toBe('<.01');
    expect(probability(0.9999)).toBe('1.0');
  });

  it('never writes a minus before a zero', () => {
    expect(nats(-0.001)).toBe('0.00');
    expect(nats(-1.5)).toBe('−1.50');
  });

  it('names one layer or a block of them', () => {
    expect(layerName([2])).toBe('layer 2');
    expect(layerName([2, 3])).toBe('layers 2–3');
    expect(layerCode([0])).toBe('L0');
  });

  it('rounds bytes to what a reader can use', () => {
    expect(bytes(12_400_000)).toBe('12.4 MB');
    expect(bytes(20)).toBe('1 KB');
  });
});
