import type { Metadata } from 'next';
import { GlossaryPage, type PageLinks } from '@/components/glossary/glossary-page';
import { PLAYGROUND } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { COMPARE_PATH, homePath, listPath, MODELS_PATH, RUNS_PATH } from '@/lib/api/paths';
import type { ModelId } from '@/lib/words';
import { loadChoices } from '../../_data/choices';
import { loadTargets } from '../../_data/target';
import '@/components/docs/docs.css';
import '@/components/glossary/glossary.css';

export const metadata: Metadata = { title: 'Glossary' };

export default async function Glossary() {
  // What words mean can be read while the store is away.
  const [[target], { level }] = await Promise.all([loadTargets().catch(() => []), loadChoices()]);
  return <GlossaryPage pages={target ? pagesOf(target.id) : new Map()} level={level} />;
}

/** Where terms are used, by the last part of an address: pages of the first target, and those of all. */
function pagesOf(target: ModelId): PageLinks {
  const ofTarget = [...allViews().map(({ task: { path }, name }) => ({ path, name })), PLAYGROUND];
  return new Map([
    ['home', { name: 'Home', href: homePath(target) }],
    ...ofTarget.map((page) => [page.path, { name: page.name, href: listPath(page, target) }] as const),
    ['compare', { name: 'Compare', href: COMPARE_PATH }],
    ['runs', { name: 'Runs', href: RUNS_PATH }],
    ['models', { name: 'Models', href: MODELS_PATH }],
  ]);
}
