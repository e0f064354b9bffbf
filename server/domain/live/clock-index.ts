import * as Y from "yjs";

/**
 * How far each client's clock has come, and how deep each of its items lies: all that the gate must know of a document.
 *
 * It runs ahead of the committed document by the room's queue, and costs a few numbers for each run of typing, where a
 * second copy of the document would cost all of it again.
 */
export interface ClockIndex {
  /** The first clock of a client that is not known; 0 for a new client. */
  next(client: number): number;
  /** Levels below the root, the root's children are 1; 0 for what was collected. The clock must be known. */
  depthAt(client: number, clock: number): number;
  /** Adds `length` clocks at the end of a client's. */
  append(client: number, length: number, depth: number): void;
  /** Clocks by client, a live view; of an index that continues another, the clients that moved. */
  readonly clocks: ReadonlyMap<number, number>;
}

interface Runs {
  readonly starts: number[];
  readonly depths: number[];
}

/** @param base - what the new index continues; it must not grow while the new one is in use. */
export function createClockIndex(base?: ClockIndex): ClockIndex {
  const baseEnd = (client: number): number => base?.next(client) ?? 0;
  const clocks = new Map<number, number>();
  const runsByClient = new Map<number, Runs>();
  return {
    clocks,
    next: (client) => clocks.get(client) ?? baseEnd(client),
    depthAt: (client, clock) => {
      if (base !== undefined && clock < base.next(client)) return base.depthAt(client, clock);
      const runs = runsByClient.get(client);
      if (runs === undefined || clock >= (clocks.get(client) ?? 0)) {
        throw new RangeError(`clock index: clock ${clock} of client ${client} is not known`);
      }
      return runs.depths[findRun(runs.starts, clock)] ?? 0;
    },
    append: (client, length, depth) => {
      const start = clocks.get(client) ?? baseEnd(client);
      const runs = runsByClient.get(client) ?? { starts: [], depths: [] };
      runsByClient.set(client, runs);
      if (runs.depths.at(-1) !== depth) {
        runs.starts.push(start);
        runs.depths.push(depth);
      }
      clocks.set(client, start + length);
    },
  };
}

/** The index of a document as it stands. */
export function indexDocument(document: Y.Doc): ClockIndex {
  const index = createClockIndex();
  const depths = new Map<Y.AbstractType<unknown>, number>();
  const depthOfType = (type: Y.AbstractType<unknown>): number => {
    let depth = depths.get(type);
    if (depth === undefined) {
      const parent = type._item?.parent;
      depth = parent instanceof Y.AbstractType ? depthOfType(parent) + 1 : 0;
      depths.set(type, depth);
    }
    return depth;
  };
  for (const [client, structs] of document.store.clients) {
    for (const struct of structs) {
      const parent = struct instanceof Y.Item ? struct.parent : null;
      index.append(client, struct.length, parent instanceof Y.AbstractType ? depthOfType(parent) + 1 : 0);
    }
  }
  return index;
}

/** The last run that starts at or before `clock`. */
function findRun(starts: readonly number[], clock: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}
