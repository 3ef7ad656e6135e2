import { Command } from 'commander';

import { exportExplainerCommand, exportModelCommand } from './folders';
import { exportQuestionsCommand } from './questions';

/** `lab export`: what is here goes out again in the forms in which it could have come in. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write questions, models and explainers in the forms that others read')
    .addCommand(exportQuestionsCommand(), { isDefault: true })
    .addCommand(exportModelCommand())
    .addCommand(exportExplainerCommand());
}
