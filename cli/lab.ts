import { runLab } from './program';

process.exitCode = await runLab(process.argv.slice(2));
