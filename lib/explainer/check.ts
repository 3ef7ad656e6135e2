import type { Parameters } from '@/lib/model/parameters';
import { projectionShapes } from '@/lib/model/projection';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { AnyTask } from '@/lib/task/task';
import { allTasks, findTask } from '@/lib/task/tasks';
import type { Kinship, Sight } from '@/lib/words';
import { briefOf } from './prompt';
import { PROJECTION_FILE, type ExplainerSidecar } from './sidecar';

/** What a trained explainer can be shown; the rest is what only rules and servers see. */
export const SHOWN_SIGHTS = ['vector', 'rotated-vector', 'no-vector'] as const satisfies readonly Sight[];

/** An explainer that came from elsewhere: what it says of itself, and what it is made of. */
export interface ForeignExplainer {
  sidecar: ExplainerSidecar;
  /** Of the model that it is, or that it is added to. */
  tokenizer: Tokenizer;
  dModel: number;
  /** The tensors of its projections; null where there are none. */
  projections: Parameters | null;
}

/**
 * Holds an explainer to what it is about: whether every question of its task can be put to it.
 *
 * @param target width and number of blocks of the model that it explains
 * @param kinship of its base to the target; null where the base is not known here
 * @throws Error of one line that names the field or the file, and what would fit
 */
export function checkExplainer(
  { sidecar, tokenizer, dModel, projections }: ForeignExplainer,
  target: { id: string; dModel: number; layers: number },
  kinship: Kinship | null,
): void {
  const task = taskIn(sidecar);
  checkSight(sidecar.sees);
  briefOf(task, sidecar);
  checkWordings(task, sidecar);
  if (kinship !== null && sidecar.kinship !== 'random-weights' && sidecar.kinship !== kinship)
    throw new Error(
      `kinship: says ${sidecar.kinship}, but ${sidecar.base} is to ${target.id} what is called ${kinship}`,
    );
  if (showsVector(task)) for (const mark of Object.values(sidecar.injection)) tokenizer.idOf(mark);
  checkWidth({ sidecar, dModel, projections }, target, showsVector(task));
}

/** @throws Error that names the tasks there are */
export function taskIn({ task: id }: Pick<ExplainerSidecar, 'task'>): AnyTask {
  const task = findTask(id);
  if (task) return task;
  const known = allTasks().map((one) => one.id);
  throw new Error(`task: there is no task ${id}; there are ${known.join(', ')}`);
}

function checkSight(sees: Sight): void {
  if (!(SHOWN_SIGHTS as readonly Sight[]).includes(sees))
    throw new Error(`sees: ${sees} is nothing that a model can be shown; write ${SHOWN_SIGHTS.join(', ')}`);
}

const placesIn = (wordings: readonly string[]): Set<string> =>
  new Set(wordings.flatMap((wording) => [...wording.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)));

/** The places of a wording that a task fills in: those that its own wordings have. */
export const placesOf = ({ wordings, brief }: AnyTask): Set<string> =>
  placesIn([...wordings, ...(brief?.wordings ?? [])]);

/** Whether a question of the task has a vector: the place that is called so in all wordings. */
export const showsVector = (task: AnyTask): boolean => placesOf(task).has('v');

/** @throws Error that names a wording with a place that the task does not fill, or without one for the vector */
export function checkWordings(task: AnyTask, { wordings }: Pick<ExplainerSidecar, 'wordings'>): void {
  const filled = placesOf(task);
  wordings.forEach((wording, i) => {
    const places = placesIn([wording]);
    const stranger = [...places].find((name) => !filled.has(name));
    if (stranger !== undefined)
      throw new Error(
        `wordings: ${i}: nothing fills {${stranger}}; the task ${task.id} fills {${[...filled].join('}, {')}}`,
      );
    if (showsVector(task) && !places.has('v'))
      throw new Error(`wordings: ${i}: has no place {v} for the vector`);
  });
}

function checkWidth(
  { sidecar: { projection }, dModel, projections }: Omit<ForeignExplainer, 'tokenizer'>,
  target: { id: string; dModel: number; layers: number },
  vector: boolean,
): void {
  if (!projection) {
    if (vector && dModel !== target.dModel)
      throw new Error(
        `vectors of ${target.id} have ${target.dModel} elements and its own have ${dModel}: it needs a projection`,
      );
    return;
  }
  if (projection.width !== target.dModel)
    throw new Error(
      `projection: width: is ${projection.width}, and vectors of ${target.id} have ${target.dModel} elements`,
    );
  const beyond = projection.layers.find((layer) => layer > target.layers);
  if (beyond !== undefined)
    throw new Error(`projection: layers: ${target.id} has no layer ${beyond}; its last is ${target.layers}`);
  if (!projections) throw new Error(`there is no ${PROJECTION_FILE}, of which projection speaks`);
  const shapes = projectionShapes(dModel, projection);
  for (const [name, shape] of shapes) {
    const found = projections.get(name)?.shape;
    if (found?.join() !== shape.join())
      throw new Error(
        `${PROJECTION_FILE}: tensor ${name} ${found ? `is [${found.join(', ')}]` : 'is missing'}; it must be [${shape.join(', ')}]`,
      );
  }
}
