import { bytes, count, shortHash } from '@/components/format/number';
import { Icon } from '@/components/ui/icon';
import type { FolderNeed } from '@/lib/permalink/view';
import type { Looked } from './drop-folder';
import { needOf } from './tab';

/** What a folder is and what it takes, said before a weight of it is read; and the way to read it, where it fits. */
export function FolderCard({
  looked: { chosen, facts, room },
  needs,
  busy,
  onOpen,
}: {
  looked: Looked;
  needs: FolderNeed | null;
  busy: boolean;
  onOpen: () => void;
}) {
  const { config, weights, types, hasTokenizer, configHash } = facts;
  const other = needs !== null && needOf(chosen, facts).config !== needs.config;
  return (
    <div className="folder-card">
      <h3 className="mono">{chosen.name}</h3>
      <dl>
        <div>
          <dt>architecture</dt>
          <dd>
            {config.architecture}, {config.layers} blocks of width {count(config.dModel)}
          </dd>
        </div>
        <div>
          <dt>parameters</dt>
          <dd>{count(weights)}</dd>
        </div>
        <div>
          <dt>on disk</dt>
          <dd>
            {bytes(facts.bytes)} as {types.join(', ')}
          </dd>
        </div>
        <div>
          <dt>in this tab</dt>
          <dd>
            up to {bytes(room.needed)} of memory, on {room.provider}
          </dd>
        </div>
        <div>
          <dt>config.json</dt>
          <dd className="mono">{shortHash(configHash)}</dd>
        </div>
      </dl>
      {hasTokenizer ? null : (
        <p className="caption">
          It has no tokenizer.json: texts are token ids, such as <span className="mono">12 7 99</span>.
        </p>
      )}
      {other ? (
        <p className="refusal">
          <Icon name="warning" /> This is not the folder that the address asks for: its config.json is another
          one.
        </p>
      ) : null}
      {room.refusal ? (
        <p className="refusal">
          <Icon name="warning" /> {room.refusal}
        </p>
      ) : busy ? null : (
        <button type="button" className="button primary" onClick={onOpen}>
          <Icon name="play" />
          {other ? 'Use it all the same' : 'Use it in this tab'}{' '}
          <span className="caption">reads {bytes(facts.bytes)}</span>
        </button>
      )}
    </div>
  );
}
