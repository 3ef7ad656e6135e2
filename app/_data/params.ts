import { notFound } from 'next/navigation';
import { isPlainText } from '@/lib/text-schema';

const MAX_ID = 200;

/** Whether a text can be the id of anything: what cannot is not looked for. */
export const isId = (text: string): boolean => text.length > 0 && text.length <= MAX_ID && isPlainText(text);

/**
 * An id in the address of a page, which Next.js hands over as it was sent; decoded here and only here. (A route handler
 * is given it decoded.) Leads to the page of what does not exist when it can be no id.
 */
export function pathId(encoded: string): string {
  const id = decoded(encoded);
  return id !== null && isId(id) ? id : notFound();
}

function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
