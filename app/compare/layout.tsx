import { AddressState } from '@/components/shell/address-state';
import '@/components/copy/copy.css';
import '@/components/home/home.css';
import '@/components/list/list.css';
import '@/components/model/model.css';
import '@/components/compare/compare.css';

export default function CompareLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
