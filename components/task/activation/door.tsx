import { DoorFrame } from '@/components/task/door-frame';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { MarkedText } from './marked-text';
import { ACTIVATION_VERDICTS, askedWords, ASKS, NAME } from './words';

/** What activations are, on one item of the store, and the way in. */
export function ActivationDoor(props: DoorProps<ActivationBody, ActivationTruth, null>) {
  const { body, truth } = props.item;
  return (
    <DoorFrame
      {...props}
      task={activation}
      name={NAME}
      asks={ASKS}
      rules={ACTIVATION_VERDICTS}
      picture={<MarkedText tokens={body.tokens} position={body.position} mini />}
    >
      <p>
        {truth.before === null ? null : (
          <>
            <TokenChip token={truth.before} />
            <Icon name="next" />
          </>
        )}
        <TokenChip token={truth.answer} />
      </p>
      <p className="caption">
        measured, layer {body.layer}: {askedWords(body)}
      </p>
    </DoorFrame>
  );
}
