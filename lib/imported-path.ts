/** Where imported model folders are served from, as `/models` is for shipped ones. */
export const IMPORTS_PATH = '/imports';

/** Whether a model was imported here, and is of no bundle. */
export const isImported = ({ path }: { path: string }): boolean => path.startsWith(`${IMPORTS_PATH}/`);
