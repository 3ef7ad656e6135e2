import { DoorFrame } from '@/components/task/door-frame';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import { ablate, SPAN_NAMES } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { MiniStrip } from './mini-strip';
import { ABLATE_VERDICTS, ASKS, NAME } from './words';

/** What ablation is, on one item of the store, and the way in. */
export function AblateDoor(props: DoorProps<AblateBody, AblateTruth, Attribution>) {
  const { body, truth, detail } = props.item;
  return (
    <DoorFrame
      {...props}
      task={ablate}
      name={NAME}
      asks={ASKS}
      rules={ABLATE_VERDICTS}
      picture={<MiniStrip detail={detail} span={body.span} />}
    >
      <p>
        <TokenChip token={truth.original.output} />
        <Icon name="next" />
        <TokenChip token={truth.ablated.output} />
      </p>
      <p className="caption">measured without {SPAN_NAMES[body.spanKind]}</p>
    </DoorFrame>
  );
}
