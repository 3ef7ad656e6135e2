import type { Metadata } from 'next';
import { AddressState } from '@/components/shell/address-state';
import '@/components/embed/embed.css';

/** Their pages are what is to be found. */
export const metadata: Metadata = { robots: { index: false } };

export default function EmbedLayout({ children }: { children: React.ReactNode }) {
  return <AddressState>{children}</AddressState>;
}
