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
/** Requests for one checkpoint: one to learn the size that it knows, one with the proof from there, one to spare. */
const ASK_MAX = 3;

export function createGatherer(options: GatherOptions): Gatherer {
  const standings = new Map<string, Standing>();
  const ending = new AbortController();
  let target: Target | null = null;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const getStanding = ({ verifierKey }: ReachableWitness): Standing => {
    const standing = standings.get(verifierKey) ?? { cosignedSize: -1, failures: 0, askAtMs: 0 };
    standings.set(verifierKey, standing);
    return standing;
  };

  const listLacking = (size: number): ReachableWitness[] =>
    options.witnesses().filter((witness) => getStanding(witness).cosignedSize < size);

  async function run(): Promise<void> {
    for (;;) {
      if (target === null || ending.signal.aborted) return;
      const checkpoint = target;
      const due = listLacking(checkpoint.size).filter((witness) => getStanding(witness).askAtMs <= performance.now());
      if (due.length === 0) return;
      await Promise.all(due.map((witness) => ask(witness, checkpoint)));
    }
  }

  function wake(): void {
    if (running !== null || ending.signal.aborted) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = run()
      .catch((error: unknown) => options.warn({ err: error }, "gathering cosignatures failed"))
      .finally(() => {
        running = null;
        wait();
      });
  }

  /** The next look at those that failed; whoever is done waits for the next checkpoint. */
  function wait(): void {
    if (target === null || ending.signal.aborted) return;
    const lacking = listLacking(target.size).map((witness) => getStanding(witness).askAtMs);
    if (lacking.length === 0) return;
    const waitMs = Math.max(RETRY_MS_MIN, Math.min(...lacking) - performance.now());
    timer = setTimeout(wake, waitMs).unref();
  }

  async function ask(witness: ReachableWitness, checkpoint: Target): Promise<void> {
    const standing = getStanding(witness);
    if (standing.cosignedSize === -1) {
      standing.cosignedSize = await findCosignedSize(options.database.reader, witness.key);
      if (standing.cosignedSize >= checkpoint.size) return;
    }
    const reply = await askFrom(options.ledger, witness, {
      checkpoint,
      oldSize: standing.cosignedSize,
      signal: ending.signal,
    });
    if (ending.signal.aborted) return;
    if (reply.kind === "cosigned") {
      await store(witness, checkpoint, reply);
      if (standing.failures > 0) options.warn({ witness: witness.name }, "the witness cosigns again");
      Object.assign(standing, { cosignedSize: checkpoint.size, failures: 0, askAtMs: 0 });
      await options.stored(checkpoint.size);
      return;
    }
    // The log is told at the first failure, not at each try.
    if (standing.failures === 0) warnOf(reply, witness, checkpoint);
    const { retryMs = RETRY_MS } = options;
    standing.askAtMs = performance.now() + Math.min(retryMs * 2 ** standing.failures, RETRY_MS_MAX);
    standing.failures += 1;
  }

  function warnOf(reply: WitnessReply, { name }: ReachableWitness, { size }: Target): void {
    if (reply.kind === "knows" && reply.size > options.ledger.size()) {
      const details = { witness: name, known: reply.size, size: options.ledger.size() };
      options.warn(details, "the witness has cosigned more entries than the log has; run: assay recover");
    } else options.warn({ witness: name, size, ...reply }, "the witness did not cosign");
  }

  async function store(
    { key }: ReachableWitness,
    { size }: Target,
    { line, timeSeconds }: Extract<WitnessReply, { kind: "cosigned" }>,
  ): Promise<void> {
    const cosigned_at = new Date(1000 * timeSeconds).toISOString();
    await options.database.writer.run((trx) =>
      insertCosignature(trx, { size, name: key.name, key_id: key.keyId, line, cosigned_at }),
    );
  }

  return {
    touch: (checkpoint) => {
      if (target === null || checkpoint.size >= target.size) target = checkpoint;
      wake();
    },
    close: async () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

/** Bounds how often one that is due at once is asked. */
const RETRY_MS_MIN = 10;

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
