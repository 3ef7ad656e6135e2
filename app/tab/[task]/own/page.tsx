import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TabOwn } from '@/components/tab/pages';
import { findViewAt } from '@/components/task/views';

export const metadata: Metadata = { title: 'Own text' };

export default async function Page({ params }: PageProps<'/tab/[task]/own'>) {
  const view = findViewAt((await params).task);
  if (!view?.task.own) notFound();
  return <TabOwn task={view.task.id} />;
}
