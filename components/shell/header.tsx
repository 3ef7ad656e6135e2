import Link from 'next/link';
import { Suspense } from 'react';
import { BrandMark } from './brand';
import { PLAYGROUND } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { PageLinks, TargetSwitch, type Page, type Target } from './navigation';
import { SearchButton } from './search-button';
import type { Theme } from './theme';
import { ThemeToggle } from './theme-toggle';

/** The bar of every page, with the tabs that stand in for its navigation where it has no room. */
export function Header({ targets, theme }: { targets: Target[]; theme: Theme }) {
  const pages: Page[] = [...allViews().map(({ task: { path }, name }) => ({ path, name })), PLAYGROUND];
  return (
    <>
      <header className="bar">
        <div>
          <Link className="brand" href="/">
            <BrandMark />
            Mirrorscope
          </Link>
          <Suspense>
            <TargetSwitch targets={targets} pages={pages} />
          </Suspense>
          <nav aria-label="Main">
            <Suspense>
              <PageLinks targets={targets} pages={pages} />
            </Suspense>
          </nav>
          <div className="end">
            <SearchButton targets={targets.filter(({ asked }) => asked)} />
            <ThemeToggle initial={theme} />
          </div>
        </div>
      </header>
      <nav className="tabs" aria-label="Main, phone">
        <Suspense>
          <PageLinks targets={targets} pages={pages} />
        </Suspense>
      </nav>
    </>
  );
}
