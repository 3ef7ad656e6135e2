import type { Metadata } from 'next';
import { PICTURE } from '@/components/picture/picture';
import { picturePath } from '@/lib/api/paths';
import { siteAddress } from '@/lib/api/site-address';

/** What other sites show of a link to a page: its title, a line, and its picture. */
export function previewOf(page: string, title: string, description: string | undefined): Metadata {
  const site = siteAddress(process.env.MIRRORSCOPE_ADDRESS, '127.0.0.1', 3000);
  const words = { title, ...(description ? { description } : {}) };
  const images = [{ url: new URL(picturePath(page), site).href, ...PICTURE, type: 'image/png', alt: title }];
  return {
    ...words,
    openGraph: { ...words, type: 'article', siteName: 'Mirrorscope', images },
    twitter: { ...words, card: 'summary_large_image', images },
  };
}
