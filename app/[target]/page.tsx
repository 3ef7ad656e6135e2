import { redirect } from 'next/navigation';

/** A target alone leads to what can be asked about it. */
export default async function TargetPage({ params }: PageProps<'/[target]'>) {
  redirect(`/${(await params).target}/patching`);
}
