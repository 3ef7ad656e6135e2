import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OwnPatching } from '@/components/patching/own-patching';
import { loadExamples } from '../../../_data/examples';
import { loadLiveSetup } from '../../../_data/live';
import { pathId } from '../../../_data/params';
import { loadModel } from '../../../_data/target';
import '@/components/patching/patching.css';

export const metadata: Metadata = { title: 'Own text' };

export default async function OwnTextPage({ params }: PageProps<'/[target]/patching/own'>) {
  const model = await loadModel(pathId((await params).target));
  if (!model) notFound();
  const [setup, examples] = await Promise.all([loadLiveSetup(model), loadExamples(model.id)]);
  return <OwnPatching target={model} setup={setup} examples={examples} start={null} snapshot={null} />;
}
