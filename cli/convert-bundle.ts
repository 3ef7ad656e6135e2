import { Command } from 'commander';

import { evaluateSlices } from '@/lib/score/slices';
import { convertBundle } from '@/lib/store/convert';
import type { BundleContent } from '@/lib/store/records';
import { format1 } from '@/lib/task/patch/format-1';
import { asBadInput } from './bad-input';

/** `lab convert-bundle`: makes a bundle of format 1 one that this version reads. */
export function convertBundleCommand(): Command {
  return new Command('convert-bundle')
    .description('convert a bundle of an older format, in its place; adds scores by cell to it')
    .argument('<folder>', 'the bundle')
    .option('--out <folder>', 'write the new bundle there and leave the old one')
    .action(
      asBadInput(async (folder: string, { out }: { out?: string }) => {
        const manifest = await convertBundle(folder, out ?? folder, format1, withCells);
        if (!manifest) return console.log(`${folder} has the format of this version; nothing was changed.`);
        for (const { name, rows, bytes } of manifest.files)
          console.log(`${name}: ${rows} rows, ${bytes} bytes`);
      }),
    );
}

/** Cells mix nothing: a layer may have been asked about at two kinds of position, and its slice holds both. */
const withCells = (content: BundleContent): BundleContent => ({
  ...content,
  evaluations: [...content.evaluations, ...evaluateSlices(content, 'cell')],
});
