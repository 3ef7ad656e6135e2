import { AddressState } from '@/components/shell/address-state';

export default function LinkLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
