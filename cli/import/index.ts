import { Command } from 'commander';

import { importDataCommand } from './data';
import { importDictionaryCommand } from './dictionary';
import { importExplainerCommand } from './explainer';
import { importModelCommand } from './model';
import { removeImportCommand } from './remove';

/** `lab import`: what was made elsewhere becomes part of the store that pages are drawn from. */
export function importCommand(): Command {
  return new Command('import')
    .description('take in models, data, predictions and explainers that were made elsewhere')
    .addCommand(importModelCommand())
    .addCommand(importDataCommand())
    .addCommand(importDictionaryCommand())
    .addCommand(importExplainerCommand())
    .addCommand(removeImportCommand());
}
