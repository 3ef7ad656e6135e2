import { describe, expect, it } from 'vitest';
import { testRuntime } from '@/test/support/evaluate-graph';
import { tinyEngine, tinyModel } from '@/test/support/llama-tiny';
import { checkParity, goldenPrompt } from './parity';
import { createEngine } from './session-engine';

describe('the parity of two engines', () => {
  const withNoise = (noise: number) => {
    const { config, parameters } = tinyModel('untied');
    for (const { data } of parameters.values())
      data.forEach((x, i) => (data[i] = x * (1 + noise * Math.sin(i))));
    return createEngine(testRuntime(), config, parameters, 'llama-tiny');
  };

  it('is perfect for the same weights, and fails by name for others and for NaN', async () => {
    const reference = tinyEngine();
    expect(await checkParity(withNoise(0), reference)).toEqual({
      provider: 'cpu',
      reference: 'cpu',
      difference: 0,
      sameTokens: true,
      ok: true,
    });
    const noisy = await checkParity(withNoise(0.05), reference);
    expect(noisy.difference).toBeGreaterThan(1e-3);
    expect(noisy.ok).toBe(false);
    const broken = await checkParity(withNoise(NaN), reference);
    expect(broken.difference).toBeNaN();
    expect(broken.ok).toBe(false);
    const other = createEngine(
      testRuntime(),
      tinyModel('tied').config,
      tinyModel('tied').parameters,
      'other',
    );
    await expect(checkParity(other, reference)).rejects.toThrow('different models');
  });

  it('is measured on tokens of the whole vocabulary', () => {
    const { info } = tinyEngine();
    const ids = goldenPrompt(info);
    expect(ids.length).toBeGreaterThan(4);
    expect(Math.max(...ids)).toBeLessThan(info.vocab);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
