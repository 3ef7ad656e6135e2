import { AddressState } from '@/components/shell/address-state';
import '@/components/list/list.css';
import '@/components/model/model.css';

export default function ModelsLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
