import { listedBy } from '@/lib/permalink/list-id';
import { type PageView } from '@/lib/permalink/page-view';
import List from '../../[target]/[task]/(list)/page';
import Playground from '../../[target]/playground/page';
import Compare from '../../compare/page';
import Model from '../../models/[model]/page';
import Run from '../../runs/[run]/page';
import '@/components/compare/compare.css';
import '@/components/copy/copy.css';
import '@/components/home/home.css';
import '@/components/list/list.css';
import '@/components/model/model.css';
import '@/components/runs/runs.css';

/** The page that a link restores, as its own address gives it. */
export function PageOf({ view: { page, id, query } }: { view: PageView }) {
  const searchParams = Promise.resolve(query);
  const part = encodeURIComponent(id);
  const { target, path } = listedBy(id);
  switch (page) {
    case 'compare':
      return <Compare params={Promise.resolve({})} searchParams={searchParams} />;
    case 'run':
      return <Run params={Promise.resolve({ run: part })} searchParams={searchParams} />;
    case 'model':
      return <Model params={Promise.resolve({ model: part })} searchParams={searchParams} />;
    case 'playground':
      return <Playground params={Promise.resolve({ target: part })} searchParams={searchParams} />;
    case 'list':
      return (
        <List
          params={Promise.resolve({ target: encodeURIComponent(target), task: encodeURIComponent(path) })}
          searchParams={searchParams}
        />
      );
  }
}
