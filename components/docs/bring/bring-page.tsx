import { BringData } from './data';
import { BringDictionaries } from './dictionaries';
import { BringExplainers } from './explainers';
import { BringModels } from './models';
import { BringOut } from './out';
import { BringToTab } from './tab';

/** What a reader can bring, a section each, in the order in which one needs another. */
const SECTIONS = [
  { id: 'models', name: 'Models', Section: BringModels },
  { id: 'tab', name: 'A model in one tab', Section: BringToTab },
  { id: 'dictionaries', name: 'Dictionaries', Section: BringDictionaries },
  { id: 'data', name: 'Data and predictions', Section: BringData },
  { id: 'explainers', name: 'Explainers', Section: BringExplainers },
  { id: 'out', name: 'Out again', Section: BringOut },
] as const;

/** From what a reader has on disk to the pages about it. */
export function BringPage() {
  return (
    <>
      <div className="head">
        <h1>Bring your own</h1>
        <span className="caption">your model, your data, the same pages</span>
      </div>
      <div className="docs-grid">
        <nav className="docs-contents" aria-label="On this page">
          {SECTIONS.map(({ id, name }) => (
            <a key={id} href={`#${id}`}>
              {name}
            </a>
          ))}
        </nav>
        <div className="docs-text">
          {SECTIONS.map(({ id, name, Section }) => (
            <section key={id} className="section bring" aria-labelledby={id}>
              <header>
                <h2 id={id}>{name}</h2>
              </header>
              <Section />
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
