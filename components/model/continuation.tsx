'use client';

import { useState } from 'react';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import type { LiveModel } from '@/components/live/setup';
import { useModels } from '@/components/live/use-models';
import { useWork } from '@/components/live/use-work';
import { Live } from '@/components/ui/badge';
import type { Provider } from '@/lib/words';

/** Longest continuation, in tokens. */
const LONGEST = 24;
/** Texts to begin with: a fact, an option, a comparison, prose. */
const BEGINNINGS = [
  'The capital of Peru is',
  'Question: what is the capital of Peru? Options: Paris A, Lima B, Rome C. Answer:',
  'Lima, Lima. Same or different? Answer:',
  'A bird',
];

/** A text, and how the model goes on, token by token in the reader's browser. */
export function Continuation({ model }: { model: LiveModel }) {
  const [text, setText] = useState(BEGINNINGS[0]!);
  const [said, setSaid] = useState<{ text: string; more: string; provider: Provider | null } | null>(null);
  const work = useWork();
  const models = useModels(work.progress);
  const go = (temperature: number) => {
    const wanted = text.trim();
    work.start(async (signal) => {
      const { readText } = await import('@/lib/measure/text');
      const { engine, tokenizer } = await models.load(model, signal);
      const { input } = readText(engine, tokenizer, wanted);
      const room = engine.info.maxPositions - input.length;
      const ids: number[] = [];
      setSaid({ text: wanted, more: '', provider: engine.provider });
      await engine.generate([{ ids: input }], {
        maxNewTokens: Math.max(1, Math.min(LONGEST, room)),
        stopIds: engine.info.eosId === null ? [] : [engine.info.eosId],
        signal,
        ...(temperature > 0 ? { sampling: { temperature, seed: Math.floor(Math.random() * 2 ** 31) } } : {}),
        onStep(tokens) {
          ids.push(...tokens.map(({ id }) => id));
          setSaid({ text: wanted, more: tokenizer.pieces(ids).join(''), provider: engine.provider });
          return [];
        },
      });
    });
  };
  return (
    <form
      className="continuation"
      onSubmit={(event) => {
        event.preventDefault();
        go(0);
      }}
    >
      <label>
        <span className="caption">text</span>
        <textarea
          className="field mono"
          rows={2}
          maxLength={600}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="buttons">
        <LiveButton
          busy={work.busy || text.trim() === ''}
          provider={said?.provider ?? null}
          toFetch={models.toFetch([model])}
          onClick={() => go(0)}
        >
          Go on
        </LiveButton>
        <button
          type="button"
          className="button quiet"
          disabled={work.busy || text.trim() === ''}
          onClick={() => go(0.8)}
        >
          Draw at temperature 0.8
        </button>
      </div>
      <p className="caption">
        or begin with{' '}
        {BEGINNINGS.map((beginning, index) => (
          <span key={beginning}>
            {index > 0 ? ', ' : null}
            <button type="button" className="as-link" onClick={() => setText(beginning)}>
              {['a fact', 'options', 'a comparison', 'prose'][index]}
            </button>
          </span>
        ))}
      </p>
      <LiveBar work={work} provider={said?.provider ?? null} hasRecord={false} />
      {said ? (
        <p className="said" aria-live="polite">
          <span className="mono muted">{said.text}</span>
          <span className="mono strong">{said.more}</span>{' '}
          {said.provider && !work.busy ? <Live provider={said.provider} /> : null}
        </p>
      ) : null}
    </form>
  );
}
