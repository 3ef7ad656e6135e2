import { TokenChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import { askedText } from '@/lib/task/activation/asked-text';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';

/** What the model itself says: the answer that explanations are held against. */
export function MeasuredAnswer({ body, truth }: { body: ActivationBody; truth: ActivationTruth }) {
  return (
    <section className="section model-answer">
      <header>
        <h2>What the model itself says</h2>
        <span className="caption">{CAPTIONS[body.asks]}</span>
      </header>
      {body.asks === 'attribute' ? <p className="strip">{askedText(body)}</p> : null}
      <p className="answer">
        {truth.before === null ? null : (
          <>
            <TokenChip token={truth.before} /> <Icon name="next" />{' '}
          </>
        )}
        <TokenChip token={truth.answer} />
      </p>
    </section>
  );
}

const CAPTIONS: Record<ActivationBody['asks'], string> = {
  object: 'measured: the next word after the text',
  attribute: 'measured: the next word when it is asked for the attribute',
  change: 'measured: the next word after the text that is taken away, and after the text',
};
