import { EmbedFrame } from '@/components/embed/embed-frame';

export default function EmbedNotFound() {
  return (
    <EmbedFrame title="There is nothing at this address" theme={undefined}>
      <p className="muted">The item may belong to another bundle, or the address was cut short.</p>
    </EmbedFrame>
  );
}
