import type { Metadata } from 'next';
import { BringPage } from '@/components/docs/bring/bring-page';
import '@/components/docs/docs.css';
import '@/components/docs/bring/bring.css';

export const metadata: Metadata = { title: 'Bring your own' };

export default function Page() {
  return <BringPage />;
}
