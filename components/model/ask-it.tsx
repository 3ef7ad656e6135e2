import Link from 'next/link';
import { PLAYGROUND } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { BRING_PATH, listPath, ownPath } from '@/lib/api/paths';
import type { ModelRecord } from '@/lib/store/records';

/** What can be asked of an imported model at once, and what it takes to have it explained. */
export function AskIt({ model, explainers }: { model: ModelRecord; explainers: number }) {
  const own = allViews().filter(({ task }) => task.own);
  return (
    <section className="section" aria-labelledby="ask-it">
      <header>
        <h2 id="ask-it">Ask it</h2>
        <span className="caption">in your browser; nothing is sent</span>
      </header>
      <ul className="ask-it">
        <li>
          <Link href={listPath(PLAYGROUND, model.id)} prefetch={false}>
            {PLAYGROUND.name}
          </Link>
          : what stands at each layer and token, and what it does elsewhere
        </li>
        {own.map(({ task, name }) => (
          <li key={task.id}>
            <Link href={ownPath(task, model.id)} prefetch={false}>
              {name} of your own text
            </Link>
          </li>
        ))}
      </ul>
      {explainers === 0 ? (
        <p className="note">
          Nobody explains it yet. <code>npm run lab -- train {model.id} self</code> trains an explainer on the
          questions of <code>npm run lab -- truth {model.id}</code>; what one said elsewhere is{' '}
          <Link href={BRING_PATH} prefetch={false}>
            imported
          </Link>
          .
        </p>
      ) : null}
    </section>
  );
}
