import { LRUCache } from 'lru-cache';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { ImportTarget } from './importing';

/** Texts come again, a line for each place that is asked about. */
const TEXTS_KEPT = 2000;

/** The target of an import by its tokenizer. */
export function importTarget(
  tokenizer: Tokenizer,
  { layers, dModel }: Pick<ImportTarget, 'layers' | 'dModel'>,
): ImportTarget {
  const kept = new LRUCache<string, { tokens: string[]; ids: number[] }>({ max: TEXTS_KEPT });
  return {
    layers,
    dModel,
    read(text) {
      const found = kept.get(text) ?? readText(tokenizer, text);
      kept.set(text, found);
      return found;
    },
  };
}

function readText(tokenizer: Tokenizer, text: string): { tokens: string[]; ids: number[] } {
  const ids = tokenizer.encode(text);
  return { ids, tokens: tokenizer.pieces(ids) };
}
