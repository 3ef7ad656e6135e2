import { expect, it } from 'vitest';
import config from '@/next.config';
import { hashedAddress } from './hashed-address';

it('is an address that the site lets browsers keep for good, and without the hash one that they ask for again', async () => {
  const address = new URL(hashedAddress('/models/a/model.safetensors', 'f00'), 'http://localhost');
  expect(address.pathname).toBe('/models/a/model.safetensors');
  const rules = (await config.headers!()).filter(({ source }) => source === '/models/:path*');
  const cachedBy = (has: boolean) =>
    rules
      .filter((rule) => (has ? rule.has : rule.missing)?.every(({ key }) => address.searchParams.has(key!)))
      .flatMap(({ headers }) => headers.map(({ value }) => value));
  expect(cachedBy(true)).toEqual(['public, max-age=31536000, immutable']);
  expect(cachedBy(false)).toEqual(['public, max-age=0, must-revalidate']);
});
