import type { Metadata } from 'next';
import { ApiPage } from '@/components/docs/api-page';
import { MADE_UP } from '@/lib/api/examples';
import { siteAddress } from '@/lib/api/site-address';
import { loadKnown } from '../../_data/api-examples';
import '@/components/docs/docs.css';

export const metadata: Metadata = { title: 'API' };

export default async function ApiDocs() {
  // What the API takes and gives can be read while the store is away.
  const known = await loadKnown().catch(() => MADE_UP);
  return <ApiPage known={known} site={siteAddress(process.env.MIRRORSCOPE_ADDRESS, '127.0.0.1', 3000)} />;
}
