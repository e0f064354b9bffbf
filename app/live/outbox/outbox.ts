// Invariants: a command is stored before it is sent, and leaves the store only when its receipt held or its person
// discards it; one page of the browser sends at a time, in the order in which commands were written; what the server
// refused waits for its person and holds up nothing.
import type { CommandAnswer, PreparedCommand } from "../send-command.ts";
import type { Observed } from "../save-state.ts";
import { computeBackoffMs } from "../backoff.ts";
import { createMemoryOutbox, type OutboxEntry, type OutboxStore, type PlacedEntry } from "./outbox-entry.ts";
import { applyEvent, loadRows, NO_ROWS, type OutboxEvent, type OutboxRows, type OutboxStatus } from "./outbox-rows.ts";

export interface OutboxOptions {
  readonly accountId: string;
  /** Origin of the log of the pages. */
  readonly log: string;
  /** Sends once, with the token of this page's session. */
  readonly send: (prepared: PreparedCommand) => Promise<CommandAnswer>;
  /** Runs work while no other page of the account in this browser does. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** Tells the other pages of the account. */
  readonly tell: (event: OutboxEvent) => void;
  readonly isOnline: () => boolean;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** The server does not know this page's session. */
  readonly onSessionLost: () => void;
}

/** Codes by which the server says that it does not know the session. */
const SESSION_LOST: readonly string[] = ["session.signed-out", "session.csrf-missing"];

export class Outbox implements Observed<OutboxRows> {
  readonly #options: OutboxOptions;
  readonly #memory = createMemoryOutbox();
  readonly #listeners = new Set<() => void>();
  #durable: OutboxStore | null = null;
  #rows: OutboxRows = NO_ROWS;
  #turn: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #isStopped = false;
  /** Commands that were not in storage when it was last read: another page settled them, and its word is on its way. */
  #absent: ReadonlySet<string> = new Set();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  readonly get = (): OutboxRows => this.#rows;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes the storage of the browser into use, once it is open: what waits there, and what was written before. */
  async adopt(store: OutboxStore): Promise<void> {
    this.#durable = store;
    this.#set(loadRows(this.#rows, await store.list()));
    for (const { place, ...entry } of await this.#memory.list()) {
      const isKept = await store.add(entry).then(
        () => true,
        () => false, // No room: it goes on in memory.
      );
      if (!isKept) continue;
      await this.#memory.remove(place);
      this.#emit({ kind: "stored", entry, isDurable: true });
    }
    void this.kick();
  }

  /** Stores a command and sends it in its turn. @returns how it stands once its turn came, or could not come. */
  async submit(entry: OutboxEntry): Promise<OutboxStatus> {
    await this.#keep(entry);
    await this.kick();
    return this.#rows.get(entry.command)?.status ?? { state: "waiting" };
  }

  /** Sends it again now; one that was refused as well. */
  async retry(command: string): Promise<void> {
    const found = await this.#find(command);
    if (found !== null && found.entry.refusal !== null) {
      const entry = { ...found.entry, refusal: null };
      await found.store.update(entry);
      this.#emit({ kind: "stored", entry, isDurable: found.store.isDurable });
    }
    this.#failures = 0;
    await this.kick();
  }

  /** Takes a command out. One that was sent before may be in the log for all that. */
  async discard(command: string): Promise<void> {
    await this.#options.inTurn(async () => {
      const found = await this.#find(command);
      if (found === null) return;
      await found.store.remove(found.entry.place);
      this.#emit({ kind: "discarded", command });
    });
  }

  /** What another page of the account told. */
  hear(event: OutboxEvent): void {
    this.#set(applyEvent(this.#rows, event));
    // The other page will try again; this one only when nothing comes of it.
    if (event.kind === "unanswered") this.#schedule();
  }

  /** Whether a command is recorded and not witnessed. */
  isWitnessDue(): boolean {
    return [...this.#rows.values()].some(({ status }) => status.state === "recorded");
  }

  /** A published checkpoint with enough cosignatures covers so many entries. */
  witness(size: number): void {
    this.#emit({ kind: "witnessed", size });
  }

  /** Stores a command in the place of one that was refused, and sends it in its turn. @returns as `submit`. */
  async replace(refused: string, entry: OutboxEntry): Promise<OutboxStatus> {
    // In this order: whatever fails in between, what was written is in one of the two.
    await this.#keep(entry);
    await this.discard(refused);
    await this.kick();
    return this.#rows.get(entry.command)?.status ?? { state: "waiting" };
  }

  /** Sends what waits. Never rejects. */
  kick(): Promise<void> {
    // What fails here is storage or a lock that was taken away: the next turn begins anew.
    this.#turn = this.#turn.then(() => this.#drain()).catch(() => this.#schedule());
    return this.#turn;
  }

  /** The network is back: nobody needs to wait any longer. */
  wake(): Promise<void> {
    this.#failures = 0;
    return this.kick();
  }

  /** Sends nothing more and forgets what it knows; what is stored stays. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#set(NO_ROWS);
  }

  async #drain(): Promise<void> {
    if (this.#isStopped || !this.#options.isOnline()) return;
    await this.#options.inTurn(async () => {
      for (const store of [this.#durable, this.#memory]) {
        if (store === null) continue;
        const entries = await store.list();
        if (store.isDurable) this.#dropAbsent(entries);
        for (const entry of entries) if (!(await this.#sendOne(store, entry))) return;
      }
      this.#failures = 0;
    });
  }

  /** @returns false when nothing more can be sent now. */
  async #sendOne(store: OutboxStore, entry: PlacedEntry): Promise<boolean> {
    const { accountId, log } = this.#options;
    if (this.#isStopped) return false;
    // Never another account's; and a log that has changed its name would refuse what is bound to the old one.
    if (entry.refusal !== null || entry.accountId !== accountId || entry.log !== log) return true;
    const { command, envelope } = entry;
    const sent = { ...entry, attempts: entry.attempts + 1 };
    await store.update(sent);
    this.#emit({ kind: "started", command });
    const answer = await this.#options.send({ command, envelope });
    if (answer.state === "recorded") {
      await store.remove(entry.place);
      this.#emit({ kind: "answered", command, status: answer });
      return true;
    }
    const isLost = answer.state === "refused" && SESSION_LOST.includes(answer.code);
    if (answer.state === "unanswered" || isLost) {
      this.#emit({ kind: "unanswered", command });
      if (isLost) this.#options.onSessionLost();
      else this.#schedule();
      return false;
    }
    if (answer.state === "refused") {
      await store.update({ ...sent, refusal: { code: answer.code, details: answer.details } });
      this.#emit({ kind: "answered", command, status: answer });
      return true;
    }
    // The log was caught: it stays stored, and so does what was written after it, which is told the same.
    this.#emit({ kind: "answered", command, status: answer });
    return true;
  }

  /** Stores what is durable if it can be, else keeps it in memory, and says which. */
  async #keep(entry: OutboxEntry): Promise<void> {
    const stored = (await this.#durable?.add(entry).catch(() => null)) ?? null;
    if (stored === null) await this.#memory.add(entry);
    this.#emit({ kind: "stored", entry, isDurable: stored !== null });
  }

  async #find(command: string): Promise<{ store: OutboxStore; entry: PlacedEntry } | null> {
    for (const store of [this.#durable, this.#memory]) {
      const entry = (await store?.list())?.find((one) => one.command === command);
      if (store !== null && entry !== undefined) return { store, entry };
    }
    return null;
  }

  /** Rows of commands that are in storage no more, found so twice: whoever settled them was closed before it told. */
  #dropAbsent(entries: readonly PlacedEntry[]): void {
    const here = new Set(entries.map(({ command }) => command));
    const absent = [...this.#rows.values()].flatMap(({ entry, isDurable, status }) =>
      isDurable && (status.state === "waiting" || status.state === "sending") && !here.has(entry.command)
        ? [entry.command]
        : [],
    );
    for (const command of absent) if (this.#absent.has(command)) this.#emit({ kind: "discarded", command });
    this.#absent = new Set(absent);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waitMs = computeBackoffMs(this.#failures, this.#options.random());
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.kick(), waitMs);
  }

  #emit(event: OutboxEvent): void {
    if (this.#isStopped) return;
    this.#options.tell(event);
    this.#set(applyEvent(this.#rows, event));
  }

  #set(rows: OutboxRows): void {
    this.#rows = rows;
    for (const listener of this.#listeners) listener();
  }
}
