/** Runs one task after the other, in the order of the calls, whatever becomes of the one before. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

export function makeInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
