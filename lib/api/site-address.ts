import { Fault } from '@/lib/fault';

/**
 * The address that this site has in examples. Pages are made once for all readers, whatever name they know the site by, so that
 * it is that of `MIRRORSCOPE_ADDRESS`, or what the server listens at.
 * @throws Fault where the setting is no address of a site
 */
export function siteAddress(setting: string | undefined, host: string, port: number): string {
  if (!setting) return `http://${ANY[host] ?? (host.includes(':') ? `[${host}]` : host)}:${port}`;
  const url = URL.canParse(setting) ? new URL(setting) : null;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  )
    throw new Fault(
      `MIRRORSCOPE_ADDRESS is "${setting}", which is no address of a site such as https://mirrorscope.example: correct or unset it.`,
    );
  return url.origin;
}

/** Who listens at every address is at this one, too. */
const ANY: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
