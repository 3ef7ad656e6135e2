import { sha256Hex } from '@/lib/hash';
import type { StoreReader } from './client';

/** Answers of explainers behind HTTP, by what was sent: live answers, which no bundle has and no score counts. */
export interface ServedAnswerRecord {
  text: string;
  /** When it was asked, as an ISO date. */
  askedAt: string;
}

/** Beyond so many the oldest leave: they can be asked again. */
const MOST_ANSWERS = 50_000;

/** @param sent all that was sent, and to whom */
export async function getServedAnswer(client: StoreReader, sent: string): Promise<ServedAnswerRecord | null> {
  const row = await client.servedAnswer.findUnique({ where: { sent: sha256Hex(sent) } });
  return row && { text: row.text, askedAt: row.askedAt.toISOString() };
}

/** Keeps an answer; of two that came at the same time the first stays. */
export async function keepServedAnswer(
  client: StoreReader,
  { sent, explainerId, text }: { sent: string; explainerId: string; text: string },
  { most = MOST_ANSWERS, now = new Date() }: { most?: number; now?: Date } = {},
): Promise<void> {
  const data = { sent: sha256Hex(sent), explainerId, text, askedAt: now };
  await client.servedAnswer.createMany({ data: [data], skipDuplicates: true });
  const beyond = (await client.servedAnswer.count()) - most;
  if (beyond <= 0) return;
  const oldest = await client.servedAnswer.findMany({
    ...{ orderBy: { askedAt: 'asc' }, take: beyond, select: { sent: true } },
  });
  await client.servedAnswer.deleteMany({ where: { sent: { in: oldest.map((one) => one.sent) } } });
}
