import type { Parameter, Parameters } from '@/lib/model/parameters';

/** A tensor of a dictionary. Throws an Error that names one that is missing or of another shape. */
export function tensorIn(tensors: Parameters, name: string, shape: readonly number[]): Parameter {
  const found = tensors.get(name);
  if (!found) throw new Error(`the weights have no tensor ${name}`);
  if (found.shape.join() !== shape.join())
    throw new Error(
      `tensor ${name} is [${found.shape.join(', ')}], but its configuration needs [${shape.join(', ')}]`,
    );
  return found;
}
