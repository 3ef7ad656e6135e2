import type { z } from 'zod';
import { issueLine } from '@/lib/schemas';

/** A row as its schema reads it. Throws an Error that names the field and what is wrong with it. */
export function checkRow<T>(schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row);
  if (!parsed.success) throw new Error(issueLine(parsed.error));
  return parsed.data;
}
