/** Runs one task after another. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** Tasks run in the order in which they are asked for, one at a time; one that fails does not hold up the next. */
export function serialQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
