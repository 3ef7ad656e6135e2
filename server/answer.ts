import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ENCODERS = {
  // Half-way between fast and small: at 5, pages of 200 KB take milliseconds and come out smaller than from gzip.
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};
type Encoding = keyof typeof ENCODERS;

/** Smaller ones fit into a packet or two as they are. */
const WORTH_COMPRESSING = 1024;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|xml)|image\/svg)/;
/** Headers of one connection, or of one form of the body: `send` sets its own. */
const OF_THE_MESSAGE = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'date',
  'etag',
]);

/** A whole response in memory. Compressed forms are made when first asked for, and kept with it. */
export class Answer {
  readonly headers: OutgoingHttpHeaders;
  private readonly etag: string;
  private readonly encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(
    readonly status: number,
    headers: OutgoingHttpHeaders,
    readonly body: Buffer,
  ) {
    this.headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_MESSAGE.has(name)));
    const vary = String(this.headers.vary ?? '');
    if (!/accept-encoding/i.test(vary))
      this.headers.vary = [vary, 'Accept-Encoding'].filter(Boolean).join(', ');
    // Weak, as it names all compressed forms alike.
    this.etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  }

  /** What it takes in memory with every compressed form, generously. */
  get bytes(): number {
    return 2 * this.body.length + 4096;
  }

  async send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers: OutgoingHttpHeaders = { ...this.headers };
    if (this.status === 200) headers.etag = this.etag;
    if (this.status === 200 && isNamed(this.etag, request.headers['if-none-match'])) {
      delete headers['content-type'];
      response.writeHead(304, headers).end();
      return;
    }
    const encoding = this.isCompressible() ? acceptedEncoding(request.headers['accept-encoding']) : null;
    const body = encoding ? await this.encode(encoding) : this.body;
    if (encoding) headers['content-encoding'] = encoding;
    headers['content-length'] = body.length;
    response.writeHead(this.status, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  private isCompressible(): boolean {
    const type = String(this.headers['content-type'] ?? '');
    return this.body.length >= WORTH_COMPRESSING && COMPRESSIBLE.test(type);
  }

  private encode(encoding: Encoding): Promise<Buffer> {
    const found = this.encoded.get(encoding) ?? ENCODERS[encoding](this.body);
    this.encoded.set(encoding, found);
    return found;
  }
}

/** The smaller of the encodings that a reader takes; null when it takes neither. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding | null {
  const accepted = new Map(
    String(header ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
        const quality = parameters.find((text) => text.startsWith('q='));
        return [name, quality === undefined ? 1 : Number(quality.slice(2))] as const;
      }),
  );
  return (['br', 'gzip'] as const).find((name) => (accepted.get(name) ?? 0) > 0) ?? null;
}

/** Whether `If-None-Match` names this body: the reader has it already. */
function isNamed(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  return (
    header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^(?!W\/)/, 'W/') === etag)
  );
}
