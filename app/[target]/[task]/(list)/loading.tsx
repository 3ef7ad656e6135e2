import { Bars } from '@/components/ui/state';

export default function Loading() {
  return (
    <div className="lone">
      <h1 className="vh">Patch questions, on their way</h1>
      <Bars rows={10} />
    </div>
  );
}
