// Each witness is asked for the newest published checkpoint only: a cosignature of it covers all before. What is known
// of a witness is a guess until it answers; a wrong guess costs one more request.
import { findCosignedSize, insertCosignature } from "../../../db/queries/cosignatures.ts";
import type { Database } from "../../../db/dialects/database.ts";
import { fromBase64 } from "../../domain/ledger/bytes.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { askWitness, type ReachableWitness, type WitnessReply } from "./ask-witness.ts";

export interface GatherOptions {
  readonly database: Pick<Database, "reader" | "writer">;
  readonly ledger: Pick<Ledger, "proveConsistency" | "size">;
  /** Those to ask now; asked anew at each checkpoint. */
  readonly witnesses: () => readonly ReachableWitness[];
  /** A cosignature is on disk. */
  readonly stored: (size: number) => Promise<void>;
  readonly warn: (details: object, message: string) => void;
  /** First wait after a failure; doubles up to a minute. */
  readonly retryMs?: number;
}

/** Gathers cosignatures beside the work of the server; nothing waits for it. */
export interface Gatherer {
  /** A checkpoint was published. */
  touch(checkpoint: Target): void;
  /** Ends what is under way. */
  close(): Promise<void>;
}

interface Target {
  readonly size: number;
  readonly note: string;
}

/** What is known of one witness. */
interface Standing {
  /** Largest size that it is known to have cosigned; -1 before the first look. */
  cosignedSize: number;
  failures: number;
  /** Of `performance.now()`. */
  askAtMs: number;
}

const RETRY_MS = 1_000;
const RETRY_MS_MAX = 60_000;
/** Between two checkpoints for one witness: many decisions in a row publish one each, and the newest covers all. */
const PACE_MS = 200;
/** Bounds how often the loop looks. */
const WAIT_MS_MIN = 10;
/** Requests for one checkpoint: one to learn the size that it knows, one with the proof from there, one to spare. */
const ASK_MAX = 3;

export function createGatherer(options: GatherOptions): Gatherer {
  const gathering = new Gathering(options);
  return { touch: (checkpoint) => gathering.touch(checkpoint), close: () => gathering.close() };
}

class Gathering {
  readonly #options: GatherOptions;
  readonly #standings = new Map<string, Standing>();
  readonly #ending = new AbortController();
  #target: Target | null = null;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  touch(checkpoint: Target): void {
    if (this.#target === null || checkpoint.size >= this.#target.size) this.#target = checkpoint;
    this.#wake();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(): void {
    if (this.#running !== null || this.#ending.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running = this.#run()
      // Nobody waits for it. A failed write stops the queue, which health reports.
      .catch((error: unknown) => this.#options.warn({ err: error }, "gathering cosignatures failed"))
      .finally(() => {
        this.#running = null;
        this.#wait();
      });
  }

  async #run(): Promise<void> {
    while (this.#target !== null && !this.#ending.signal.aborted) {
      const checkpoint = this.#target;
      const nowMs = performance.now();
      const due = this.#listLacking(checkpoint.size).filter((witness) => this.#getStanding(witness).askAtMs <= nowMs);
      if (due.length === 0) return;
      await Promise.all(due.map((witness) => this.#ask(witness, checkpoint)));
    }
  }

  /** The next look at those that failed; whoever is done waits for the next checkpoint. */
  #wait(): void {
    if (this.#target === null || this.#ending.signal.aborted) return;
    const lacking = this.#listLacking(this.#target.size).map((witness) => this.#getStanding(witness).askAtMs);
    if (lacking.length === 0) return;
    const waitMs = Math.max(WAIT_MS_MIN, Math.min(...lacking) - performance.now());
    this.#timer = setTimeout(() => this.#wake(), waitMs).unref();
  }

  #listLacking(size: number): ReachableWitness[] {
    return this.#options.witnesses().filter((witness) => this.#getStanding(witness).cosignedSize < size);
  }

  #getStanding({ verifierKey }: ReachableWitness): Standing {
    const standing = this.#standings.get(verifierKey) ?? { cosignedSize: -1, failures: 0, askAtMs: 0 };
    this.#standings.set(verifierKey, standing);
    return standing;
  }

  async #ask(witness: ReachableWitness, checkpoint: Target): Promise<void> {
    const { database, ledger, warn, stored, retryMs = RETRY_MS } = this.#options;
    const standing = this.#getStanding(witness);
    if (standing.cosignedSize === -1) {
      standing.cosignedSize = await findCosignedSize(database.reader, witness.key);
      if (standing.cosignedSize >= checkpoint.size) return;
    }
    const { signal } = this.#ending;
    const reply = await askFrom(ledger, witness, { checkpoint, oldSize: standing.cosignedSize, signal });
    if (signal.aborted) return;
    if (reply.kind === "cosigned") {
      await this.#store(witness, checkpoint, reply);
      if (standing.failures > 0) warn({ witness: witness.name }, "the witness cosigns again");
      Object.assign(standing, { cosignedSize: checkpoint.size, failures: 0, askAtMs: performance.now() + PACE_MS });
      await stored(checkpoint.size);
      return;
    }
    // The operator is told at the first failure, not at each try.
    if (standing.failures === 0) this.#warnOf(reply, witness, checkpoint);
    standing.askAtMs = performance.now() + Math.min(retryMs * 2 ** standing.failures, RETRY_MS_MAX);
    standing.failures += 1;
  }

  #warnOf(reply: WitnessReply, { name }: ReachableWitness, { size }: Target): void {
    const { ledger, warn } = this.#options;
    if (reply.kind === "knows" && reply.size > ledger.size()) {
      const details = { witness: name, known: reply.size, size: ledger.size() };
      warn(details, "the witness has cosigned more entries than the log has; run: assay recover");
    } else warn({ witness: name, size, ...reply }, "the witness did not cosign");
  }

  async #store(
    { key }: ReachableWitness,
    { size }: Target,
    { line, timeSeconds }: Extract<WitnessReply, { kind: "cosigned" }>,
  ): Promise<void> {
    const cosigned_at = new Date(1000 * timeSeconds).toISOString();
    await this.#options.database.writer.run((trx) =>
      insertCosignature(trx, { size, name: key.name, key_id: key.keyId, line, cosigned_at }),
    );
  }
}

/**
 * Asks with the proof from the size that the witness says it knows, when that is another than was guessed.
 *
 * @returns `knows` only when the witness knows more than the checkpoint covers, or another tree of its size.
 */
export async function askFrom(
  ledger: Pick<Ledger, "proveConsistency">,
  witness: ReachableWitness,
  options: { checkpoint: Target; oldSize: number; signal: AbortSignal; timeoutMs?: number },
): Promise<WitnessReply> {
  const { checkpoint, signal, timeoutMs } = options;
  let oldSize = options.oldSize;
  for (let tries = 1; ; tries += 1) {
    const hasProof = oldSize > 0 && oldSize < checkpoint.size;
    const proof = hasProof ? (await ledger.proveConsistency(oldSize, checkpoint.size)).map(fromBase64) : [];
    const request = { oldSize, proof, note: checkpoint.note };
    const reply = await askWitness(witness, request, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    if (reply.kind !== "knows" || reply.size > checkpoint.size || reply.size === oldSize) return reply;
    if (tries === ASK_MAX) return { kind: "failed", reason: "it names another size each time" };
    oldSize = reply.size;
  }
}
