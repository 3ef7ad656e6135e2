import path from 'node:path';

import { Command } from 'commander';

import { formatResults } from '@/lib/score/results';
import { readBundle } from '@/lib/store/bundle';
import { writeAtomically } from './files';

/** `lab results`: writes docs/RESULTS.md from the bundle. */
export function resultsCommand(): Command {
  return new Command('results')
    .description('write docs/RESULTS.md from the bundle')
    .option('--bundle <folder>', 'the bundle to read', path.join('data', 'bundle'))
    .option('--out <file>', 'the file to write', path.join('docs', 'RESULTS.md'))
    .action(async ({ bundle, out }: { bundle: string; out: string }) => {
      const { manifest, content } = await readBundle(bundle);
      await writeAtomically(out, formatResults(content, manifest.version));
    });
}
