import { expect, it } from 'vitest';
import { siteAddress } from './site-address';

it.each([
  [undefined, '127.0.0.1', 'http://127.0.0.1:3000'],
  ['', '0.0.0.0', 'http://127.0.0.1:3000'],
  [undefined, '::', 'http://[::1]:3000'],
  [undefined, 'fe80::1', 'http://[fe80::1]:3000'],
  ['https://mirrorscope.example', '127.0.0.1', 'https://mirrorscope.example'],
  ['http://mirrorscope.example:8080/', '127.0.0.1', 'http://mirrorscope.example:8080'],
])('%s at %s is %s', (setting, host, address) => {
  expect(siteAddress(setting, host, 3000)).toBe(address);
});

it.each([
  'mirrorscope.example',
  'ftp://a.example',
  'https://a.example/path',
  'https://me@a.example',
  'https://a.example/?q',
])('refuses %s', (setting) => {
  expect(() => siteAddress(setting, '127.0.0.1', 3000)).toThrow(/^MIRRORSCOPE_ADDRESS is "/);
});
