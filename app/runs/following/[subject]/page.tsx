import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Following } from '@/components/runs/following';
import { findRunFolder, followed } from '@/lib/runs/folder';
import { artefactsFolder } from '../../../_data/artefacts';
import { readPart } from '../../../_data/route';

type Props = PageProps<'/runs/following/[subject]'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const subject = readPart((await params).subject);
  return { title: subject ? `Run of ${subject}` : 'Not found' };
}

/** A run that goes on on this machine. */
export default async function Page({ params }: Props) {
  const subject = readPart((await params).subject);
  const run = subject && (await findRunFolder(artefactsFolder(), subject));
  if (!run) notFound();
  return <Following run={await followed(run)} />;
}
