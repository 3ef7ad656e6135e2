import { Bars } from '@/components/ui/state';

export default function Loading() {
  return (
    <div className="lone">
      <Bars rows={10} />
    </div>
  );
}
