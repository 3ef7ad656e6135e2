'use client';

import Link from 'next/link';
import { count } from '@/components/format/number';
import { ANY_TEXTS } from '@/components/playground/any-texts';
import { Playground } from '@/components/playground/playground';
import type { ExampleTexts } from '@/components/playground/text-form';
import { PLAYGROUND } from '@/components/playground/words';
import { OwnPage } from '@/components/task/pages';
import { allViews, viewOf } from '@/components/task/views';
import { BRING_PATH, listPath, MODELS_PATH, ownPath, TAB } from '@/lib/api/paths';
import type { FolderNeed } from '@/lib/permalink/view';
import type { Place } from '@/lib/task/task';
import { InTab } from './in-tab';
import type { Tab } from './tab';

/** The pages of a tab's own target: those of any target, given what this tab has. */

const setupOf = ({ model }: Tab) => ({ target: model, explainers: [], faults: [], autoencoders: [] });

/** Texts of a model without a tokenizer, which has some forty tokens at least. */
const ID_TEXTS: ExampleTexts[] = [{ name: 'a few token ids', first: '1 2 3 4', second: '4 3 2 1' }];

export function TabPlayground() {
  return (
    <InTab title={PLAYGROUND.name}>
      {(tab) => (
        <>
          <Playground
            opening={null}
            key={tab.model.contentHash}
            target={tab.record}
            explainers={[]}
            setup={setupOf(tab)}
            examples={tab.hasTokenizer ? ANY_TEXTS : ID_TEXTS}
          />
          <About tab={tab} />
        </>
      )}
    </InTab>
  );
}

/** A reader's own question; of a link, with its input and place and the folder that it needs. */
export function TabOwn({
  task,
  start = null,
  need,
}: {
  task: string;
  start?: { own: Record<string, string>; place: Place } | null;
  need?: FolderNeed;
}) {
  return (
    <InTab title={`Own text: ${viewOf(task).name.toLowerCase()}`} need={need}>
      {(tab) => (
        <>
          <OwnPage
            key={tab.model.contentHash}
            task={task}
            target={tab.record}
            explainers={[]}
            setup={setupOf(tab)}
            examples={[]}
            start={start}
            snapshot={null}
          />
          <About tab={tab} />
        </>
      )}
    </InTab>
  );
}

/** The folder of this tab, and what can be done with it. */
export function TabHome() {
  return (
    <InTab title="A model folder of your own">
      {(tab) => (
        <>
          <div className="head">
            <h1 className="mono">{tab.record.name}</h1>
            <span className="caption">
              {tab.record.architecture}, {count(tab.record.parameters)} parameters, in this tab alone
            </span>
          </div>
          <section className="section" aria-label="What can be done with it">
            <ul className="tab-pages">
              <li>
                <Link href={listPath(PLAYGROUND, TAB)}>{PLAYGROUND.name}</Link>
              </li>
              {allViews().map(({ task, name }) =>
                task.own ? (
                  <li key={task.id}>
                    <Link href={ownPath(task, TAB)}>{name} of a text of your own</Link>
                  </li>
                ) : null,
              )}
              <li>
                <Link href={MODELS_PATH}>Another folder</Link>
              </li>
            </ul>
          </section>
          <About tab={tab} />
        </>
      )}
    </InTab>
  );
}

/** What a folder of a tab lacks, and how it gets it. */
function About({ tab: { record, hasTokenizer } }: { tab: Tab }) {
  return (
    <p className="note tab-note">
      <span className="mono">{record.name}</span> is in this tab alone
      {hasTokenizer ? '' : ', and has no tokenizer: its texts are token ids, such as 12 7 99'}. No explainer
      speaks for it: <code>npm run lab -- import model FOLDER</code> brings it into the store, where one can
      be trained. <Link href={BRING_PATH}>How</Link>
    </p>
  );
}
