import path from 'node:path';
import { IMPORTS_PATH, isImported } from './imported-path';

/** The data folder that holds them: that of `npm start`, which tells its server. */
export const importsHome = (environment = process.env): string =>
  environment.MIRRORSCOPE_IMPORTS_IN ?? path.resolve('.data');

/** The folder on disk below which a served folder lies by its URL path: what is shipped, or the data folder. */
export const rootOf = (urlPath: string | null, home = importsHome()): string =>
  isImported({ path: urlPath ?? '' }) ? home : path.join(process.cwd(), 'public');

/** URL path of an imported model folder. */
export const importedModelUrl = (id: string): string => `${IMPORTS_PATH}/models/${id}`;

/** The same of an imported explainer. */
export const importedExplainerUrl = (id: string): string => `${IMPORTS_PATH}/explainers/${id}`;

/** First parts of addresses that are pages of their own, so that no target can have them as its id. */
const TAKEN = ['api', 'compare', 'docs', 'embed', 'imports', 'models', 'ort', 'p', 'runs', 'tab'];

const LONGEST_ID = 64;

/** Why this cannot be the id of an imported model; null where it can. */
export function idFault(id: string): string | null {
  if (id.length > LONGEST_ID || !/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(id))
    return `it has small letters, figures and single . _ - between them, ${LONGEST_ID} at most`;
  return TAKEN.includes(id) ? 'an address begins with it' : null;
}

/** An id made of a name, such as `smollm2-135m` of `SmolLM2-135M`; it may still have a fault. */
export const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_ID);
