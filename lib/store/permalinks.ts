import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import type { PermalinkRecord } from '@/lib/store/records';

const MAX_VIEW = 4_000;
const MAX_NOTE = 2_000;
const MAX_LIVE_BYTES = 256 * 1024;
// Without look-alikes (0 o 1 l i), so that a slug survives being read aloud; 31 characters.
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const SLUG_LENGTH = 10;

export const permalinkInputSchema = z.object({
  /** A path of this site with its query, never another site. */
  view: z
    .string()
    .max(MAX_VIEW)
    .regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of this site, such as /house-a/patching'),
  note: z.string().trim().max(MAX_NOTE).nullable().default(null),
  live: z
    .json()
    .default(null)
    .refine((live) => Buffer.byteLength(JSON.stringify(live)) <= MAX_LIVE_BYTES, {
      message: `is larger than ${MAX_LIVE_BYTES / 1024} KB`,
    }),
});

export type PermalinkInput = z.input<typeof permalinkInputSchema>;

/**
 * Stores a view under a short random slug.
 * @throws ZodError on input out of bounds
 */
export async function createPermalink(client: StoreReader, input: PermalinkInput): Promise<PermalinkRecord> {
  const { view, note, live } = permalinkInputSchema.parse(input);
  for (let attempt = 0; ; attempt++) {
    try {
      const row = await client.permalink.create({
        data: { slug: randomSlug(), view, note: note || null, live: live === null ? Prisma.DbNull : live },
      });
      return toRecord(row);
    } catch (error) {
      const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      if (!taken || attempt === 4) throw error;
    }
  }
}

export async function getPermalink(client: StoreReader, slug: string): Promise<PermalinkRecord | null> {
  if (!new RegExp(`^[${ALPHABET}]{${SLUG_LENGTH}}$`).test(slug)) return null;
  const row = await client.permalink.findUnique({ where: { slug } });
  return row && toRecord(row);
}

function toRecord(row: {
  slug: string;
  view: string;
  note: string | null;
  live: unknown;
  createdAt: Date;
}): PermalinkRecord {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

function randomSlug(): string {
  let slug = '';
  while (slug.length < SLUG_LENGTH)
    // 248 = 8 * 31: bytes above it would favour the first letters.
    for (const byte of randomBytes(SLUG_LENGTH))
      if (byte < 248 && slug.length < SLUG_LENGTH) slug += ALPHABET[byte % 31];
  return slug;
}
