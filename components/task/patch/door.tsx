import { layerName } from '@/components/format/number';
import { DoorFrame } from '@/components/task/door-frame';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { questionBlock } from './cells';
import { MiniMap } from './mini-map';
import { ASKS, NAME, PATCH_VERDICTS } from './words';

/** What patching is, on one item of the store, and the way in. */
export function PatchDoor(props: DoorProps<PatchBody, PatchTruth, Sweep>) {
  const { body, truth, detail: sweep } = props.item;
  return (
    <DoorFrame
      {...props}
      task={patch}
      name={NAME}
      asks={ASKS}
      rules={PATCH_VERDICTS}
      picture={
        <>
          <MiniMap sweep={sweep} chosen={questionBlock(body)} />
          <p className="caption">tokens from left to right, layers upwards; darker: the swap does more</p>
        </>
      }
    >
      <p>
        <TokenChip token={truth.original.output} />
        <Icon name="next" />
        <TokenChip token={truth.patched.output} />
      </p>
      <p className="caption">
        measured at <span className="mono">{body.tokens[body.position]?.trim()}</span>,{' '}
        {layerName(body.layers)}
      </p>
    </DoorFrame>
  );
}
