import type { EventType } from "#domain/event/catalogue.ts";
import type { CommandEnvelope } from "#domain/event/envelope.ts";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";

/** Where in the pages a command belongs, for lists of unsent ones. */
export interface OutboxSubject {
  readonly itemId: string;
  /** "2.1 · Huế" in both languages. */
  readonly label: { readonly vi: string; readonly en: string };
  /** Page where it was written. */
  readonly path: string;
}

/** A command that is not settled: stored before it is sent, until its receipt holds. */
export interface OutboxEntry {
  /** ULID; the same command however often it is sent. */
  readonly command: string;
  readonly type: EventType;
  readonly accountId: string;
  readonly actorId: string;
  /** Origin of the log that it is bound to. */
  readonly log: string;
  readonly envelope: CommandEnvelope;
  readonly subject: OutboxSubject | null;
  /** When it was written, UTC instant of this browser's clock. */
  readonly at: string;
  /** Times that it was handed to the network: from one on, it may be recorded although nobody heard. */
  readonly attempts: number;
  /** The server said no: it waits for its person, and is not sent by itself. */
  readonly refusal: OutboxRefusal | null;
}

export interface OutboxRefusal {
  readonly code: string;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** An entry in its place: ascending in the order in which this browser's person wrote them. */
export interface PlacedEntry extends OutboxEntry {
  readonly place: number;
}

/** Where unsettled commands of one account wait. */
export interface OutboxStore {
  /** Whether they outlive the page. */
  readonly isDurable: boolean;
  /** In ascending order of their places. */
  list(): Promise<PlacedEntry[]>;
  /** On return it is stored. @throws when there is no room. */
  add(entry: OutboxEntry): Promise<PlacedEntry>;
  /** Does nothing when it was removed before. */
  update(entry: PlacedEntry): Promise<void>;
  remove(place: number): Promise<void>;
}

/** Where the browser keeps nothing: they wait in this page. */
export function createMemoryOutbox(): OutboxStore {
  const entries = new Map<number, PlacedEntry>();
  let last = 0;
  return {
    isDurable: false,
    list: () => Promise.resolve([...entries.values()]),
    add: (entry) => {
      const placed = { ...entry, place: (last -= 1) };
      entries.set(placed.place, placed);
      return Promise.resolve(placed);
    },
    update: (entry) => {
      if (entries.has(entry.place)) entries.set(entry.place, entry);
      return Promise.resolve();
    },
    remove: (place) => {
      entries.delete(place);
      return Promise.resolve();
    },
  };
}
