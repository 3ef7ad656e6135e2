import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { Fault } from '@/lib/fault';

/**
 * The proxies whose word about a reader's address is taken, from a list of addresses and subnets such as
 * `10.0.0.0/8, 192.168.1.7`. Anybody else may write what they like into `X-Forwarded-For`.
 * @throws Fault naming the part that cannot be read
 */
export function trustedProxies(setting = ''): BlockList {
  const trusted = new BlockList();
  for (const part of setting.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [address = '', prefix] = part.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
    if (
      family === 0 ||
      !Number.isInteger(bits) ||
      bits < 0 ||
      bits > (family === 6 ? 128 : 32) ||
      prefix === ''
    )
      throw new Fault(
        `TRUSTED_PROXY names "${part}", which is neither an address nor a subnet such as 10.0.0.0/8: correct or unset it.`,
      );
    trusted.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  }
  return trusted;
}

/** Address of whoever sent a request: the last one on its way that is not a trusted proxy. */
export function callerOf(request: IncomingMessage, trusted: BlockList): string {
  const header = request.headers['x-forwarded-for'];
  const path = String(header ?? '').split(',');
  let caller = plain(request.socket.remoteAddress ?? '');
  while (isTrusted(caller, trusted)) {
    const before = plain(path.pop()?.trim() ?? '');
    if (isIP(before) === 0) break;
    caller = before;
  }
  return caller;
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv4 address is itself where a socket of IPv6 wraps it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
