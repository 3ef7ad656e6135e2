import { ablateForms } from './ablate/forms';
import { activationForms } from './activation/forms';
import { featureForms } from './feature/forms';
import type { AnyForms } from './form';
import { patchForms } from './patch/forms';

/** The forms of each task: for the server, the API, the import and the lab; pages do without. */
const known = new Map<string, AnyForms>();

/** Makes the forms of a task known. Those of the same task are replaced. */
export function addForms(task: string, forms: AnyForms): void {
  known.set(task, forms);
}

addForms('patch', patchForms);
addForms('ablate', ablateForms);
addForms('feature', featureForms);
addForms('activation', activationForms);

/**
 * The forms of a task.
 * @throws Error that names the task
 */
export function formsOf({ id }: { id: string }): AnyForms {
  const forms = known.get(id);
  if (!forms) throw new Error(`The task ${id} has no forms in which its questions are kept.`);
  return forms;
}
