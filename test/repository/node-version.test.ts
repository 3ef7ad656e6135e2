import { expect, it } from 'vitest';
import { complaintAbout } from '../../scripts/setup/node-version.mjs';

it('takes Node.js 20.19 and newer', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0', '100.0.0'])
    expect(complaintAbout(version), version).toBeNull();
});

it('names the version that is too old and the one that is needed', () => {
  for (const version of ['20.18.3', '18.20.0', '8.17.0', '20.9.0'])
    expect(complaintAbout(version)).toBe(
      `Mirrorscope needs Node.js 20.19 or newer, and this is ${version}. Install a newer one from https://nodejs.org.`,
    );
});
