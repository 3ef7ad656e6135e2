import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';

import { formatFacts, parseFacts } from '@/lib/corpus/facts';
import { RECIPES } from '@/lib/corpus/recipe';
import { makeFolder } from '@/lib/folder';
import { unitHash } from '@/lib/hash';
import { writeAtomically } from './files';

/** How large all of it is: as it is shipped, or as small as shows that every stage follows on the one before. */
export const SCALES = ['full', 'tiny'] as const;
export type Scale = (typeof SCALES)[number];

/** Share of the subjects that a tiny house knows. */
const SUBJECTS = 0.08;

let current: Scale = 'full';

export const isTiny = (): boolean => current === 'tiny';

/**
 * Sets the scale of all that follows. A tiny house stands in a folder of its own, laid out like the project: the stages read
 * and write there what they otherwise would here.
 */
export async function enterScale(scale: Scale, folder: string): Promise<void> {
  current = scale;
  if (scale === 'full') return;
  const { table } = RECIPES.grouped;
  const facts = parseFacts(await readFile(table, 'utf8'));
  const few = facts.filter(({ subject }) => unitHash(`tiny:${subject}`) < SUBJECTS);
  await writeAtomically(path.join(folder, table), formatFacts(few));
  await makeFolder(path.join(folder, 'data'));
  await copyFile(path.join('data', 'removals.tsv'), path.join(folder, 'data', 'removals.tsv'));
  process.chdir(folder);
}
