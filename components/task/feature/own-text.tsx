'use client';

import { max } from 'd3-array';
import { useState } from 'react';
import { nats } from '@/components/format/number';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import type { LiveAutoencoder, LiveModel, LiveSetup } from '@/components/live/setup';
import { Live } from '@/components/ui/badge';
import type { FeaturePlace } from '@/lib/measure/features/record';
import { FiringStrips } from './firing-strips';
import { autoencoderOf } from './use-live';
import { useOwnText } from './use-own-text';

const LONGEST = 400;

/** Where a feature fires in a text of the reader's own, read in the browser. */
export function OwnTextSection(props: {
  setup: LiveSetup;
  place: FeaturePlace;
  /** Text to begin with. */
  example: string;
  /** Activation at which colours end in the texts on record. */
  recordedMax: number;
}) {
  const { target } = props.setup;
  const autoencoder = autoencoderOf(props.setup, props.place);
  return (
    <section className="section own-text">
      <header>
        <h2>Try your own text</h2>
        <span className="caption">its activation on each token, read in this browser</span>
      </header>
      {target && autoencoder ? (
        <Reader {...props} target={target} autoencoder={autoencoder} />
      ) : (
        <p className="caption">
          {target
            ? 'The autoencoder of this feature is not shipped with this site, so no text can be read with it here.'
            : 'The weights of this model are not shipped with this site, so no text can be read with it here.'}
        </p>
      )}
    </section>
  );
}

function Reader({
  place,
  example,
  recordedMax,
  target,
  autoencoder,
}: {
  place: FeaturePlace;
  example: string;
  recordedMax: number;
  target: LiveModel;
  autoencoder: LiveAutoencoder;
}) {
  const [text, setText] = useState(example);
  const { work, ready, toFetch, load, read, error } = useOwnText(target, autoencoder, place, text);
  const strongest = max(read?.activations ?? []) ?? 0;
  const active = read?.activations.filter((value) => value > 0).length ?? 0;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready && !work.busy) load();
        }}
      >
        <label htmlFor="own-text" className="visually-hidden">
          your text
        </label>
        <textarea
          id="own-text"
          className="field"
          rows={2}
          maxLength={LONGEST}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {ready ? null : (
          <LiveButton busy={work.busy} provider={null} toFetch={toFetch} onClick={load}>
            Read it live
          </LiveButton>
        )}
      </form>
      <LiveBar work={work} provider={null} hasRecord />
      {error ? (
        <p className="caption" role="alert">
          This text cannot be read: {error.message}.
        </p>
      ) : read && text.trim() !== '' ? (
        <>
          <FiringStrips
            bands={[{ name: null, strips: [{ ...read, at: null }] }]}
            max={Math.max(recordedMax, strongest)}
            label="your text, its value on each token"
          />
          <p className="live-line" role="status">
            <Live provider={read.provider} />
            <span className="caption">
              {active === 0
                ? 'it fires on no token of this text'
                : `it fires on ${active} of ${read.tokens.length} tokens, most strongly with ${nats(strongest)}`}
            </span>
          </p>
        </>
      ) : null}
    </>
  );
}
