'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import type { OwnProps } from '@/components/task/view';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { questionPath } from '@/lib/api/paths';
import { MAX_TEXT } from '@/lib/task/ablate/body';
import { OwnText, type RecordedItem, type Shown } from './own-text';

/** A reader's own text, measured and explained in this browser. It begins with an example as it is on record. */
export function OwnAblation({ start, snapshot, examples, ...page }: OwnProps) {
  const [query, setQuery] = useQueryStates(
    { x: parseAsString, from: parseAsString, to: parseAsString },
    { history: 'push', shallow: true },
  );
  const ofLink = start?.own.x ?? null;
  const text = query.x?.trim() ? query.x.trim().slice(0, MAX_TEXT) : ofLink;
  const asLinked = text !== null && text === ofLink;
  const [first] = examples;
  const opening = useQuery({
    queryKey: ['question', first?.question],
    queryFn: ({ signal }) => fetchAnswer<RecordedItem>(questionPath(first!.question), signal),
    enabled: text === null && first !== undefined,
    staleTime: Infinity,
  });
  // A text that was just handed in is measured; that of an address waits, because measuring may download.
  const [handedIn, setHandedIn] = useState(false);
  const record = text === null ? (opening.data ?? null) : null;
  const shown: Shown | null = record ? { text: record.body.text, record } : text ? { text, record } : null;
  return (
    <OwnText
      // Another text is another measurement.
      key={`${record?.id ?? ''} ${shown?.text ?? ''}`}
      {...page}
      examples={examples}
      shown={shown}
      opening={text === null && opening.isLoading}
      place={asLinked && start ? start.place : {}}
      snapshot={asLinked ? snapshot : null}
      measureAtOnce={handedIn}
      onText={(x) => {
        setHandedIn(true);
        void setQuery({ x, from: null, to: null });
      }}
    />
  );
}
