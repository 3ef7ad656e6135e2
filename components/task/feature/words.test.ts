import { describe, expect, it } from 'vitest';
import type { LiveSetup } from '@/components/live/setup';
import { autoencoderOf, whyNotAsked } from './use-live';
import { answerWords, siteCode, siteWords } from './words';

const output = [
  { token: ' Rome', rise: 2 },
  { token: '\n', rise: 1 },
];

describe('a feature in words', () => {
  it('is its label, or else the tokens that it makes the model say', () => {
    expect(answerWords({ label: { phrase: 'a city', score: 0.8, rivals: [] }, output })).toBe('a city');
    expect(answerWords({ label: null, output })).toBe('says Rome, ↵');
  });

  it('has a site that is named in full and in short', () => {
    expect([siteWords({ site: 'resid', layer: 2 }), siteCode({ site: 'resid', layer: 2 })]).toEqual([
      'residual stream after block 2',
      'residual L2',
    ]);
    expect([siteWords({ site: 'mlp', layer: 3 }), siteCode({ site: 'mlp', layer: 3 })]).toEqual([
      'output of MLP 3',
      'MLP L3',
    ]);
    expect(siteWords({ site: 'resid', layer: 0 })).toBe('embedding');
  });
});

describe('asking about a feature live', () => {
  const body = { site: 'mlp' as const, layer: 2, latent: 7 };
  const autoencoder = {
    site: 'layers.1.mlp',
    path: '/models/a/sae/layers.1.mlp',
    fingerprint: 'ab',
    bytes: 9,
  };
  const setup = { explainers: [{}], autoencoders: [autoencoder] } as unknown as LiveSetup;

  it('takes the autoencoder of its site', () => {
    expect(autoencoderOf(setup, body)).toBe(autoencoder);
    expect(autoencoderOf(setup, { site: 'resid', layer: 2 })).toBeNull();
  });

  it('takes explainers, an autoencoder and a length, and says which of them is missing', () => {
    const why = (of: Partial<LiveSetup>, length: number | undefined = 3) =>
      whyNotAsked({ ...setup, ...of }, { body, detail: { length } });
    expect(why({})).toBeNull();
    expect(why({ explainers: [] })).toMatch(/^No explainer/);
    expect(why({ autoencoders: [] })).toMatch(/^The autoencoder/);
    expect(whyNotAsked(setup, { body, detail: {} })).toMatch(/how long the direction is/);
  });
});
