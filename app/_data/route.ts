import { isPlainText } from '@/lib/plain-text';
import { findViewAt } from '@/components/task/views';
import type { AnyView } from '@/components/task/view';
import type { ModelRecord } from '@/lib/store/records';
import { loadModel } from './target';

/** Longer parts of a path name nothing. */
const LONGEST_PART = 200;

/**
 * A part of the path of a page, which Next.js hands over as it was sent; decoded here and only here. Null where it means
 * nothing. (A route handler is given it decoded: it encodes it again before it asks.)
 */
export function readPart(encoded: string): string | null {
  try {
    const text = decodeURIComponent(encoded);
    return text.length > 0 && text.length <= LONGEST_PART && isPlainText(text) ? text : null;
  } catch {
    return null;
  }
}

/** The target of an address; null where the store has none such. */
export async function readTarget(part: string): Promise<ModelRecord | null> {
  const id = readPart(part);
  return id ? loadModel(id) : null;
}

/** Target and task of an address; null where either is unknown. */
export async function readRoute(params: {
  target: string;
  task: string;
}): Promise<{ target: ModelRecord; view: AnyView } | null> {
  const path = readPart(params.task);
  const view = path ? findViewAt(path) : null;
  const target = view && (await readTarget(params.target));
  return view && target ? { target, view } : null;
}
