'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { useTurn, wantsTurn } from '@/components/live/use-turn';
import type { OwnProps } from '@/components/task/view';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import { MAX_TEXT } from '@/lib/task/ablate/body';
import { OwnText, type RecordedItem, type Shown } from './own-text';

/** A reader's own text, measured and explained in this browser. It begins with an example as it is on record. */
export function OwnAblation({ start, snapshot, examples, setup, recorded, ...page }: OwnProps) {
  const [query, setQuery] = useQueryStates(
    { x: parseAsString, chat: parseAsString, from: parseAsString, to: parseAsString },
    { history: 'push', shallow: true },
  );
  const ofLink = start?.own.x ?? null;
  const text = query.x?.trim() ? query.x.trim().slice(0, MAX_TEXT) : ofLink;
  const written = useMemo(() => (text === null ? null : [text]), [text]);
  const turn = useTurn(setup, wantsTurn(query.chat, query.x, start?.own.chat), written);
  const asLinked = text !== null && text === ofLink && turn.on === wantsTurn(null, null, start?.own.chat);
  // A text that was just handed in is measured; that of an address waits, because measuring may download.
  const [handedIn, setHandedIn] = useState(false);
  const record = text === null && !turn.on ? ((recorded as RecordedItem | null) ?? null) : null;
  const shown: Shown | null = record ? { text: record.body.text, record } : text ? { text, record } : null;
  return (
    <OwnText
      // Another text is another measurement.
      key={JSON.stringify([record?.id, shown?.text, turn.on, turn.run])}
      {...page}
      examples={examples}
      shown={shown}
      place={asLinked && start ? start.place : {}}
      snapshot={asLinked ? snapshot : null}
      turn={turn}
      measureAtOnce={handedIn && turn.run !== null}
      onText={(x) => {
        setHandedIn(true);
        void setQuery({ x, chat: turn.on ? CHAT_TURN : null, from: null, to: null });
      }}
      onTurn={(on, x) => void setQuery({ x, chat: on ? CHAT_TURN : null, from: null, to: null })}
    />
  );
}
