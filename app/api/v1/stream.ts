import { NextResponse } from 'next/server';
import { chosenFields, LINES_TYPE, linesOf } from '@/lib/api/lines';
import { log } from '@/lib/log';
import { BundleChangedError } from '@/lib/store';
import { isStoreAway } from '@/lib/store/errors';

/**
 * An answer that is made as fast as it is read: the next part is asked for when the one before was taken, and none once the
 * reader has gone. The first part is made before the answer begins, so that what fails at once is a problem with its status;
 * what fails later cuts the answer off, which its reader sees as one that did not end.
 */
export async function streamed(
  parts: AsyncGenerator<string>,
  { name, type = LINES_TYPE }: { name: string; type?: string },
): Promise<NextResponse> {
  const encoder = new TextEncoder();
  let first: IteratorResult<string> | null = await parts.next();
  let gone = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = first ?? (await parts.next());
          first = null;
          // Who left while it was made takes nothing any more.
          if (gone) return;
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          if (gone) return;
          const expected = isStoreAway(error) || error instanceof BundleChangedError;
          log[expected ? 'warn' : 'error']({ err: error }, 'export broke off');
          controller.error(error);
        }
      },
      async cancel() {
        gone = true;
        await parts.return(undefined);
      },
    },
    // Nothing is made ahead of the reader.
    { highWaterMark: 0 },
  );
  return new NextResponse(body, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${fileName(name)}"`,
      'Cache-Control': 'no-store',
    },
  });
}

/** Chunks of rows as lines of JSON, with the fields that are named of each. */
export async function* asLines<Row extends object>(
  chunks: AsyncGenerator<Row[]>,
  fields?: readonly (keyof Row)[],
): AsyncGenerator<string> {
  for await (const rows of chunks) yield linesOf(chosenFields(rows, fields));
}

/** A name that any file system takes. */
const fileName = (name: string): string => name.replace(/[^\w.-]+/g, '-').slice(0, 100);
