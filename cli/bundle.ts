import path from 'node:path';

import { Command } from 'commander';

import { readBundle, readManifest, writeBundle } from '@/lib/store/bundle';
import type { BundleContent } from '@/lib/store/records';
import { gather } from './gather';
import { codeVersion } from './training';

/** `lab bundle`: gathers what the stages measured into the bundle that `npm start` seeds the store from. */
export function bundleCommand(): Command {
  return new Command('bundle')
    .description(
      'write the bundle that seeds the store: what is there already, with what the stages of this machine made anew',
    )
    .option('--out <folder>', 'the bundle that is added to', path.join('data', 'bundle'))
    .option('--fresh', 'take nothing over from the bundle that is there', false)
    .action(async ({ out, fresh }: { out: string; fresh: boolean }) => {
      const there = fresh ? null : await readManifest(out);
      const base: BundleContent | null = there ? (await readBundle(out)).content : null;
      const manifest = await writeBundle(out, await gather(base), codeVersion());
      for (const { name, rows, bytes } of manifest.files)
        console.log(`${name}: ${rows} rows, ${bytes} bytes`);
    });
}
