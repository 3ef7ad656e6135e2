import path from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { readBundle, readManifest, writeBundle } from '@/lib/store/bundle';
import type { BundleContent } from '@/lib/store/records';
import { gather } from './gather';
import { allTasks, findTask } from '@/lib/task/tasks';
import { codeVersion } from './training';

/** `lab bundle`: gathers what the stages measured into the bundle that `npm start` seeds the store from. */
export function bundleCommand(): Command {
  return new Command('bundle')
    .description(
      'write the bundle that seeds the store: what is there already, with what the stages of this machine made anew',
    )
    .option('--out <folder>', 'the bundle that is added to', path.join('data', 'bundle'))
    .option('--fresh', 'take nothing over from the bundle that is there', false)
    .option(
      '--all-splits <task>',
      'with the questions of this task that nobody was asked, of training and validation; any number of times',
      tasks,
      [],
    )
    .action(async ({ out, fresh, allSplits }: { out: string; fresh: boolean; allSplits: string[] }) => {
      const there = fresh ? null : await readManifest(out);
      const base: BundleContent | null = there ? (await readBundle(out)).content : null;
      const manifest = await writeBundle(out, await gather(base, allSplits), codeVersion());
      for (const { name, rows, bytes } of manifest.files)
        console.log(`${name}: ${rows} rows, ${bytes} bytes`);
    });
}

/** Tasks by name, one after the other. */
function tasks(id: string, before: string[]): string[] {
  if (!findTask(id))
    throw new InvalidArgumentError(
      `There are ${allTasks()
        .map((task) => task.id)
        .join(', ')}.`,
    );
  return [...before, id];
}
