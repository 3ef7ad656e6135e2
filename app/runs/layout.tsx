import { AddressState } from '@/components/shell/address-state';
import '@/components/list/list.css';
import '@/components/model/model.css';
import '@/components/runs/runs.css';

export default function RunsLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
