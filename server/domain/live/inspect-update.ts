import * as Y from "yjs";
import { isProse } from "./check-content.ts";
import { type ClockIndex, createClockIndex } from "./clock-index.ts";
import { LIVE_LIMITS } from "./live-limits.ts";

/** Why an update is refused. */
export type UpdateProblem =
  /** Cannot be read, or says the same thing twice. */
  | "update.malformed"
  | "update.too-large"
  /** Builds on something that is neither known nor in it; also two items that each need the other first. */
  | "update.gap"
  | "update.foreign-root"
  | "update.foreign-content"
  | "update.too-deep";

export interface InspectUpdateOptions {
  /** What is committed or queued. Not changed here. */
  readonly known: ClockIndex;
  /** The root that its items may hang on; null: no items at all, the room has no document. */
  readonly root: string | null;
  /** A sync-step-2 may be larger. */
  readonly isStepTwo: boolean;
}

/** New clocks at one depth, in an order in which they can be integrated. */
export interface NewRun {
  readonly client: number;
  readonly length: number;
  readonly depth: number;
}

export type UpdateInspection =
  | {
      readonly ok: false;
      readonly problem: UpdateProblem;
      /** A gap in what is otherwise right: what it builds upon may still come. */
      readonly isAhead: boolean;
    }
  | {
      readonly ok: true;
      /** The update without what was known already. */
      readonly update: Uint8Array;
      /** To append to the index once the update is queued; empty when it adds no item. */
      readonly runs: readonly NewRun[];
      /** Client ids with new items, each once: each must belong to the sender. */
      readonly clients: readonly number[];
      /** What it deletes: `[client, clock, length]`; also of other authors, also what is deleted already. */
      readonly deletions: readonly (readonly [client: number, clock: number, length: number])[];
    };

/** Far above what typing reaches, far below where sums lose their last digit. */
const CLOCK_MAX = 2 ** 48;

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded["structs"][number];

/**
 * Checks an update before anything is applied: after it, applying cannot leave pending structs or deletions behind.
 *
 * @param update - Yjs update, version 1, as it came from a client.
 */
export function inspectUpdate(update: Uint8Array, options: InspectUpdateOptions): UpdateInspection {
  const { known, isStepTwo } = options;
  if (update.byteLength > (isStepTwo ? LIVE_LIMITS.stepTwoBytesMax : LIVE_LIMITS.updateBytesMax)) {
    return refuse("update.too-large");
  }
  // In a buffer of its own: the decoder would follow a false length into whatever lies behind a shared one.
  const own = new Uint8Array(update);
  try {
    // Reads lazily: seven bytes that promise a billion structs end here, where decoding would first allocate them.
    const { from } = Y.parseUpdateMeta(own);
    let trimmed: Uint8Array = own;
    if ([...from].some(([client, clock]) => clock < known.next(client))) {
      if (hasSkips(Y.decodeUpdate(own).structs)) return refuse("update.gap");
      trimmed = Y.diffUpdate(own, Y.encodeStateVector(new Map(known.clocks)));
    }
    return inspectDecoded(trimmed, Y.decodeUpdate(trimmed), options);
  } catch {
    return refuse("update.malformed");
  }
}

function inspectDecoded(
  update: Uint8Array,
  { structs, ds }: Decoded,
  { known, root, isStepTwo }: InspectUpdateOptions,
): UpdateInspection {
  if (hasSkips(structs)) return refuse("update.gap");
  if (structs.length > (isStepTwo ? LIVE_LIMITS.stepTwoItemsMax : LIVE_LIMITS.updateItemsMax)) {
    return refuse("update.too-large");
  }
  const byClient = groupByClient(structs);
  // An empty or repeated section is read in one way here and in another when it is applied.
  if (byClient.size !== readVarUint(update)) return refuse("update.malformed");
  if (byClient.size > LIVE_LIMITS.updateClientsMax) return refuse("update.too-large");
  for (const struct of structs) {
    if (struct.length < 1 || struct.id.clock + struct.length > CLOCK_MAX) return refuse("update.malformed");
    if (!(struct instanceof Y.Item)) continue;
    if (root === null || (typeof struct.parent === "string" && struct.parent !== root)) {
      return refuse("update.foreign-root");
    }
    if (!isProse(struct)) return refuse("update.foreign-content");
  }
  const ahead = createClockIndex(known);
  const runs = orderRuns(byClient, ahead);
  if (runs === null) return AHEAD;
  if (runs.some((run) => run.depth > LIVE_LIMITS.depthMax)) return refuse("update.too-deep");
  const deletions = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => [client, clock, len] as const),
  );
  if (deletions.some(([client, clock, length]) => clock + length > ahead.next(client))) return AHEAD;
  if (hasOverlap(ds)) return refuse("update.malformed");
  return { ok: true, update, runs, clients: [...byClient.keys()], deletions };
}

/** Puts the items in an order in which each one finds what it needs, on top of `ahead`; null when there is none. */
function orderRuns(byClient: ReadonlyMap<number, readonly Struct[]>, ahead: ClockIndex): NewRun[] | null {
  const runs: NewRun[] = [];
  const waiting = new Map([...byClient].map(([client, structs]) => [client, { structs, done: 0 }]));
  for (let isMoving = true; isMoving && waiting.size > 0;) {
    isMoving = false;
    for (const [client, queue] of waiting) {
      for (let struct = queue.structs[queue.done]; struct !== undefined; struct = queue.structs[queue.done]) {
        if (struct.id.clock !== ahead.next(client)) break;
        if (!needsOf(struct).every((id) => id.clock < ahead.next(id.client))) break;
        const run = { client, length: struct.length, depth: depthOf(struct, ahead) };
        ahead.append(client, run.length, run.depth);
        runs.push(run);
        queue.done += 1;
        isMoving = true;
      }
      if (queue.done === queue.structs.length) waiting.delete(client);
    }
  }
  return waiting.size === 0 ? runs : null;
}

/** What must be integrated before a struct. */
function needsOf(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent: unknown = struct.parent;
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

/** An item beside or below something collected is collected too: depth 0. */
function depthOf(struct: Struct, ahead: ClockIndex): number {
  if (!(struct instanceof Y.Item)) return 0;
  const parent: unknown = struct.parent;
  if (typeof parent === "string") return 1;
  if (parent instanceof Y.ID) {
    const depth = ahead.depthAt(parent.client, parent.clock);
    return depth === 0 ? 0 : depth + 1;
  }
  const beside = struct.origin ?? struct.rightOrigin;
  return beside === null ? 0 : ahead.depthAt(beside.client, beside.clock);
}

/**
 * Whether something is deleted twice. No client says so, and applying walks over all that each range spans: many ranges
 * over the same long stretch would cost their number times its length.
 */
function hasOverlap({ clients }: Decoded["ds"]): boolean {
  return [...clients.values()].some((ranges) => {
    const sorted = [...ranges].sort((a, b) => a.clock - b.clock);
    return sorted.some(({ clock }, at) => {
      const before = sorted[at - 1];
      return before !== undefined && before.clock + before.len > clock;
    });
  });
}

function groupByClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    const own = byClient.get(struct.id.client);
    if (own === undefined) byClient.set(struct.id.client, [struct]);
    else own.push(struct);
  }
  return byClient;
}

function hasSkips(structs: readonly Struct[]): boolean {
  return structs.some((struct) => struct instanceof Y.Skip);
}

/** The number that an update starts with: how many sections of structs follow. */
function readVarUint(bytes: Uint8Array): number {
  let value = 0;
  for (let i = 0, factor = 1; ; i += 1, factor *= 128) {
    const byte = bytes[i];
    if (byte === undefined) throw new RangeError("read variable-length integer: no more bytes");
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
}

function refuse(problem: UpdateProblem): UpdateInspection {
  return { ok: false, problem, isAhead: false };
}

const AHEAD: UpdateInspection = { ok: false, problem: "update.gap", isAhead: true };
