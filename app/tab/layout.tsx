import { AddressState } from '@/components/shell/address-state';
import '@/components/tab/tab.css';

/** Pages of a target that no store holds: the folder that a reader dropped into this tab. */
export default function TabLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
