'use client';

import { useState } from 'react';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import { useWork } from '@/components/live/use-work';
import { Live } from '@/components/ui/badge';
import { writeWithEdit, type Written } from '@/lib/measure/edited';
import type { LoadedModel } from '@/lib/task/measure';
import type { TextEdit } from './edit';

/** Longest continuation, in tokens. */
const LONGEST = 24;

/** How the model goes on with and without the edit, token by token, side by side. Mount it anew (`key`) for another edit. */
export function Writing({
  loaded: { engine, tokenizer },
  edited: { stream, edit },
}: {
  loaded: LoadedModel;
  edited: TextEdit;
}) {
  const work = useWork();
  const [written, setWritten] = useState<Written | null>(null);
  const write = () =>
    work.start(async (signal) => {
      setWritten(['', '']);
      work.progress.set({ kind: 'running', what: 'writing', done: 0, total: LONGEST });
      let done = 0;
      await writeWithEdit(engine, tokenizer, stream.text, edit, {
        maxNewTokens: LONGEST,
        signal,
        onText(now) {
          setWritten(now);
          work.progress.set({ kind: 'running', what: 'writing', done: ++done, total: LONGEST });
        },
      });
    });
  return (
    <section className="section" aria-label="Written on">
      <header>
        <h2>Written on</h2>
        <span className="caption">without and with the edit, greedily, up to {LONGEST} tokens</span>
        {written && !work.busy ? <Live provider={engine.provider} /> : null}
      </header>
      <div className="written" aria-live={work.busy ? 'off' : 'polite'}>
        {(['Without the edit', 'With the edit'] as const).map((name, row) => (
          <div key={name}>
            <h3>{name}</h3>
            <p className="mono">
              <span className="muted">{stream.text.text}</span>
              {written ? <b>{written[row]}</b> : null}
              {work.busy ? <i className="caret" aria-hidden="true" /> : null}
            </p>
          </div>
        ))}
      </div>
      <LiveBar work={work} provider={engine.provider} hasRecord={false} />
      {work.busy ? null : (
        <div className="live-actions">
          <LiveButton busy={false} provider={engine.provider} toFetch={0} onClick={write}>
            {written ? 'Write again' : 'Write on'}
          </LiveButton>
        </div>
      )}
    </section>
  );
}
