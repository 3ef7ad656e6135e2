import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import type { PermalinkRecord } from '@/lib/store/records';
import { isPlainJson } from '@/lib/plain-text';
import { plainText, shownText } from '@/lib/text-schema';

const MAX_VIEW = 4_000;
const MAX_NOTE = 2_000;
const MAX_LIVE_BYTES = 256 * 1024;
// Without look-alikes (0 o 1 l i), so that a slug survives being read aloud; 31 characters.
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const SLUG_LENGTH = 10;

/** Live values can be computed again, and weigh a hundred times what the rest of a link does. */
const LIVE_DAYS = 180;

/** What all links together may take. Links that were handed out are kept: beyond this none is added. */
export interface PermalinkRoom {
  links: number;
  bytes: number;
}
const ROOM: PermalinkRoom = { links: 100_000, bytes: 1024 ** 3 };

export const permalinkInputSchema = z.object({
  /** A path of this site with its query, never another site. */
  view: plainText
    .max(MAX_VIEW)
    .regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of this site, such as /house2-b/patching'),
  note: shownText.trim().max(MAX_NOTE).nullable().default(null),
  live: z
    .json()
    .default(null)
    .refine((live) => Buffer.byteLength(JSON.stringify(live)) <= MAX_LIVE_BYTES, {
      message: `is larger than ${MAX_LIVE_BYTES / 1024} KB`,
    })
    .refine(isPlainJson, 'contains characters that cannot be stored'),
});

export type PermalinkInput = z.input<typeof permalinkInputSchema>;

/** The store takes no more links. */
export class NoRoomError extends Error {
  override name = 'NoRoomError';
}

/**
 * Stores a view under a short random slug.
 * @throws ZodError on input out of bounds, NoRoomError when links take all the room they have
 */
export async function createPermalink(
  client: StoreReader,
  input: PermalinkInput,
  { room = ROOM, now = new Date() }: { room?: PermalinkRoom; now?: Date } = {},
): Promise<PermalinkRecord> {
  const { view, note, live } = permalinkInputSchema.parse(input);
  const bytes = [view, note ?? '', live === null ? '' : JSON.stringify(live)]
    .map((text) => Buffer.byteLength(text))
    .reduce((sum, length) => sum + length);
  await dropOldLive(client, now);
  await checkRoom(client, bytes, room);
  const liveUntil = live === null ? null : new Date(now.getTime() + LIVE_DAYS * 86_400_000);
  for (let attempt = 0; ; attempt++) {
    try {
      const row = await client.permalink.create({
        data: {
          slug: randomSlug(),
          view,
          note: note || null,
          live: live === null ? Prisma.DbNull : live,
          createdAt: now,
          bytes,
          liveUntil,
        },
      });
      return toRecord(row, now);
    } catch (error) {
      const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      if (!taken || attempt === 4) throw error;
    }
  }
}

export async function getPermalink(
  client: StoreReader,
  slug: string,
  now = new Date(),
): Promise<PermalinkRecord | null> {
  if (!new RegExp(`^[${ALPHABET}]{${SLUG_LENGTH}}$`).test(slug)) return null;
  const row = await client.permalink.findUnique({ where: { slug } });
  return row && toRecord(row, now);
}

/** Done whenever a link is made, which is when room is wanted; it finds its rows by an index. */
async function dropOldLive(client: StoreReader, now: Date): Promise<void> {
  await client.$executeRaw`
    UPDATE "Permalink" SET "live" = NULL, "bytes" = octet_length("view") + coalesce(octet_length("note"), 0)
    WHERE "liveUntil" <= ${now} AND "live" IS NOT NULL`;
}

/** Makers at the same moment may each find the last of the room: a bound on growth, not an exact one. */
async function checkRoom(client: StoreReader, bytes: number, room: PermalinkRoom): Promise<void> {
  const all = await client.permalink.aggregate({ _count: true, _sum: { bytes: true } });
  if (all._count >= room.links || (all._sum.bytes ?? 0) + bytes > room.bytes)
    throw new NoRoomError('There is no room for more links on this server. The ones that exist stay.');
}

interface Row {
  slug: string;
  view: string;
  note: string | null;
  live: unknown;
  createdAt: Date;
  liveUntil: Date | null;
}

/** The link as it is at `now`: live values that have reached their end are away, whether they were dropped or not. */
function toRecord({ slug, view, note, live, createdAt, liveUntil }: Row, now: Date): PermalinkRecord {
  return {
    slug,
    view,
    note,
    live: liveUntil !== null && liveUntil <= now ? null : live,
    createdAt: createdAt.toISOString(),
    liveUntil: liveUntil?.toISOString() ?? null,
  };
}

function randomSlug(): string {
  let slug = '';
  while (slug.length < SLUG_LENGTH)
    // 248 = 8 * 31: bytes above it would favour the first letters.
    for (const byte of randomBytes(SLUG_LENGTH))
      if (byte < 248 && slug.length < SLUG_LENGTH) slug += ALPHABET[byte % 31];
  return slug;
}
