'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { OWN, type Voice } from './voices';

const parsers = { says: parseAsString, phrase: parseAsString };

/** Whose phrase is looked at, as the address says it; the first where it names nobody. */
export function useSays(voices: readonly Voice[]) {
  const [{ says, phrase }, setState] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const own: Voice = { id: OWN, name: 'a phrase of your own', phrase: phrase ?? '' };
  return {
    all: [...voices, own],
    voice: (says === OWN ? own : voices.find(({ id }) => id === says)) ?? voices[0] ?? own,
    choose: (id: string) => void setState({ says: id }),
    write: (text: string) => void setState({ says: OWN, phrase: text || null }),
  };
}
