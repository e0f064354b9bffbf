/** Files that wait to be read, by the ids of their uploads. */
export interface ReadingLine {
  /** Does nothing for one that waits or is being read, and for any after the stop: the next start takes it up. */
  add(id: string): void;
  /** Resolves when none waits and none is being read. */
  idle(): Promise<void>;
  /** Leaves what waits; resolves when what is being read is done. */
  stop(): Promise<void>;
}

/**
 * @param options.atOnce - how many are read at once, in their order.
 * @param options.read - never rejects.
 */
export function openReadingLine(options: { atOnce: number; read: (id: string) => Promise<void> }): ReadingLine {
  const waiting: string[] = [];
  const known = new Set<string>();
  const readers = new Set<Promise<void>>();
  let isStopped = false;

  async function readOn(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await options.read(id);
      known.delete(id);
    }
  }

  const idle = async (): Promise<void> => {
    while (readers.size > 0) await Promise.all(readers);
  };

  return {
    add: (id) => {
      if (isStopped || known.has(id)) return;
      known.add(id);
      waiting.push(id);
      if (readers.size >= options.atOnce) return;
      const reader = readOn().finally(() => readers.delete(reader));
      readers.add(reader);
    },
    idle,
    stop: () => {
      isStopped = true;
      waiting.length = 0;
      return idle();
    },
  };
}
