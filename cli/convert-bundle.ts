import { Command } from 'commander';

import { convertBundle } from '@/lib/store/convert';
import { format1 } from '@/lib/task/patch/format-1';

/** `lab convert-bundle`: makes a bundle of format 1 one that this version reads. */
export function convertBundleCommand(): Command {
  return new Command('convert-bundle')
    .description('convert a bundle of an older format, in its place; adds scores by cell to it')
    .argument('<folder>', 'the bundle')
    .option('--out <folder>', 'write the new bundle there and leave the old one')
    .action(async (folder: string, { out }: { out?: string }) => {
      const manifest = await convertBundle(folder, out ?? folder, format1);
      if (!manifest) return console.log(`${folder} has the format of this version; nothing was changed.`);
      for (const { name, rows, bytes } of manifest.files)
        console.log(`${name}: ${rows} rows, ${bytes} bytes`);
    });
}
