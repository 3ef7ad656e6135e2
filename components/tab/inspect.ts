import { apart } from '@/components/live/apart';
import type { FolderFacts } from '@/lib/engine/inspect-folder';
import type { ChosenFolder } from './chosen-folder';

/** A folder that is not understood by then (milliseconds) will not be: its tokenizer never ends, or its headers do not. */
const PATIENCE = 60_000;

/**
 * What can be said of a folder before its weights are read.
 * @throws Error of one line that says what is wrong with it
 */
export const inspect = ({ files }: ChosenFolder): Promise<FolderFacts> =>
  apart((api) => api.inspectFolder(files), {
    patience: PATIENCE,
    late: `the folder was not understood within ${PATIENCE / 1000} s: its tokenizer may never end`,
  });
