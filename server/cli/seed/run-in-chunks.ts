/** Commands that wait together share a commit; more would only make the first wait longer for its answer. */
const CHUNK = 240;

/**
 * Starts tasks in order, many at a time, and waits for all of a chunk before the next.
 *
 * @param onDone - hears how many are done after each chunk.
 * @returns results in the order of the tasks.
 */
export async function runInChunks<T>(
  tasks: readonly (() => Promise<T>)[],
  onDone: (done: number) => void = () => undefined,
  chunk = CHUNK,
): Promise<T[]> {
  const results: T[] = [];
  for (let from = 0; from < tasks.length; from += chunk) {
    results.push(...(await Promise.all(tasks.slice(from, from + chunk).map((task) => task()))));
    onDone(results.length);
  }
  return results;
}
