import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callerOf, trustedProxies } from './caller';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a caller', () => {
  it('is that of the connection, whatever the caller writes, where no proxy is trusted', () => {
    expect(callerOf(from('192.0.2.7', '198.51.100.1'), trustedProxies())).toBe('192.0.2.7');
    expect(callerOf(from('::ffff:192.0.2.7', '198.51.100.1'), trustedProxies(''))).toBe('192.0.2.7');
  });

  it('is the last one on the way that is no trusted proxy', () => {
    const trusted = trustedProxies('127.0.0.1, 10.0.0.0/8, 2001:db8::/32');
    expect(callerOf(from('127.0.0.1', '198.51.100.1'), trusted)).toBe('198.51.100.1');
    // What stands before it was written by the caller.
    expect(callerOf(from('127.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3'), trusted)).toBe('198.51.100.1');
    expect(callerOf(from('2001:db8::5', '2001:db9::1'), trusted)).toBe('2001:db9::1');
    expect(callerOf(from('192.0.2.7', '198.51.100.1'), trusted)).toBe('192.0.2.7');
  });

  it('is that of the proxy where it says nothing that is an address', () => {
    const trusted = trustedProxies('127.0.0.1');
    expect(callerOf(from('127.0.0.1'), trusted)).toBe('127.0.0.1');
    expect(callerOf(from('127.0.0.1', 'unknown'), trusted)).toBe('127.0.0.1');
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '::1/x', '300.1.1.1'])(
    'cannot be told by a proxy named %s',
    (setting) => {
      expect(() => trustedProxies(setting)).toThrow(/^TRUSTED_PROXY names ".*", which is neither/);
    },
  );
});
