'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { withQueries } from '@/components/query/with-queries';
import { folderNeedSchema } from '@/lib/permalink/folder-need';
import type { FolderNeed } from '@/lib/permalink/view';
import { DropFolder } from './drop-folder';
import { useTab, type Tab } from './tab';

/**
 * A page about the folder of this tab. Where there is none, as after a reload or in the browser of whoever was given a
 * link, it says which one it needs and takes it.
 */
export const InTab = withQueries(function InTab({
  need: ofLink,
  title,
  children,
}: {
  /** The folder that a link names; without a link the address may name one. */
  need?: FolderNeed;
  title: string;
  children: (tab: Tab) => React.ReactNode;
}) {
  const tab = useTab();
  const [query, setQuery] = useQueryStates(
    { folder: parseAsString, config: parseAsString },
    { history: 'replace', shallow: true },
  );
  const named = folderNeedSchema.safeParse(query);
  const need = ofLink ?? (named.success ? named.data : null);
  // A reader may go on with another folder than the address names.
  const [instead, setInstead] = useState(false);
  const fits = tab !== null && (need === null || instead || need.config === tab.need.config);
  const own = fits && !ofLink ? tab.need : null;
  const isNamed = own !== null && query.folder === own.folder && query.config === own.config;
  useEffect(() => {
    // A reload then says which folder it needs.
    if (own && !isNamed) void setQuery(own);
  }, [own, isNamed, setQuery]);
  if (fits) return children(tab);
  return (
    <>
      <div className="head">
        <h1>{title}</h1>
        <span className="caption">of a model folder on your disk, in this tab alone</span>
      </div>
      <section className="section tab-needs" aria-label="Model folder">
        {need ? (
          <>
            <h2>
              This page needs the folder <span className="mono">{need.folder}</span>
            </h2>
            <p>
              Its <span className="mono">config.json</span> has a SHA-256 that begins with{' '}
              <span className="mono">{need.config}</span>. No model is kept here: choose the folder on your
              disk, and the view is measured in your browser.
            </p>
          </>
        ) : (
          <>
            <h2>This tab has no model yet</h2>
            <p>A folder that was chosen before is gone after a reload: nothing of it is kept.</p>
          </>
        )}
        {tab ? (
          <p>
            This tab has <span className="mono">{tab.need.folder}</span>.{' '}
            <button type="button" className="as-link" onClick={() => setInstead(true)}>
              Go on with it
            </button>
          </p>
        ) : null}
        <DropFolder first needs={need} onOpen={() => setInstead(true)} />
      </section>
    </>
  );
});
