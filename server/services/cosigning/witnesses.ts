import { type CosignedCheckpointRow, listCosignedCheckpoints } from "../../../db/queries/cosignatures.ts";
import { findPublishedCheckpoint } from "../../../db/queries/ledger.ts";
import type { Database } from "../../../db/dialects/database.ts";
import { checkWitnesses } from "../../domain/ledger/check-witnesses.ts";
import { countQuorum, type PolicyWitness, type WitnessPolicy } from "../../domain/ledger/witness-policy.ts";
import { recordSystem } from "../commands/record-system.ts";
import { nodeCrypto } from "../hash.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Vault } from "../vault.ts";
import type { ReachableWitness } from "./ask-witness.ts";
import { createGatherer } from "./gather-cosignatures.ts";
import { isReachable, isSamePolicy, toPolicyText } from "./load-policy.ts";
import { coverWitnessing, propose, readWitnessing, type Witnessing, type WitnessedCheckpoint } from "./read-policy.ts";
import { refuseBehind } from "./refuse-behind.ts";

export type { WitnessedCheckpoint } from "./read-policy.ts";

/** How far the witnesses are with the newest published checkpoint. */
export interface WitnessStatus {
  /** off: nobody is asked. late: for a minute a checkpoint has waited and the quorum has seen nothing new. */
  readonly state: "off" | "waiting" | "witnessed" | "late";
  /** Witnesses of the quorum that have cosigned the newest published checkpoint. */
  readonly cosigned: number;
  /** Fewest that can be a quorum; 0 for off. */
  readonly needed: number;
  /** Witnesses that the quorum asks; 0 for off. */
  readonly total: number;
  /** Names of the policy in force, in its order. */
  readonly names: readonly string[];
  /** The newest checkpoint that counts as witnessed. */
  readonly newest: { readonly size: number; readonly at: string } | null;
  /** Whether the log names another policy, which the old quorum has not cosigned yet. */
  readonly isChanging: boolean;
}

/** A published checkpoint and who has cosigned it. */
export interface CosignedCheckpoint {
  readonly size: number;
  /** UTC instant of publication. */
  readonly at: string;
  readonly note: string;
  /** By the policy in force now. */
  readonly isWitnessed: boolean;
  /** In the order of the policy; delay is from publication to the witness's own time, in seconds, never negative. */
  readonly by: readonly { readonly name: string; readonly at: string; readonly delaySeconds: number }[];
}

/** The witnesses of the log: who they are, what they have seen, and what has to wait for them. */
export interface Witnesses {
  status(): WitnessStatus;
  /** The policy in force, for those who check cosignatures themselves; null where nobody is asked. */
  policyText(): string | null;
  /** The newest published checkpoint with a quorum of cosignatures; null where there is none or nobody is asked. */
  witnessed(): WitnessedCheckpoint | null;
  /** Whether an entry still waits for a quorum; false where nobody is asked. */
  isProvisional(seq: number): boolean;
  /** Published checkpoints, newest first. @param before - sizes below this only; all when left out. */
  listCheckpoints(limit: number, before?: number): Promise<CosignedCheckpoint[]>;
  /** Hears of each newly witnessed size after it is on disk. @returns what ends the listening. */
  onWitnessed(listener: (step: WitnessedStep) => void): () => void;
  /**
   * Begins to ask; before it, what the database says counts. Names the configured policy in the log when it is new.
   *
   * @throws what a failed write throws.
   */
  start(): Promise<void>;
  /** Ends the asking; before ledger and database close. */
  close(): Promise<void>;
}

/** Entries that a quorum has seen now and had not before: `from ≤ seq < to`. */
export interface WitnessedStep {
  readonly from: number;
  readonly to: number;
}

export interface WitnessesOptions {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly now: () => Date;
  /** The operator's policy; null leaves the log's own in force. */
  readonly policy: WitnessPolicy | null;
  readonly warn: (details: object, message: string) => void;
  /** First wait after a witness failed. */
  readonly retryMs?: number;
  /** How long a checkpoint may wait before it is late; a minute when left out. */
  readonly lateMs?: number;
}

const LATE_MS = 60_000;

/**
 * Asks the witnesses before anything is written; the configured ones, or those that the log names.
 *
 * @throws LogBehind, LogCorrupt as `refuseBehind`.
 */
export async function askWitnessesFirst(options: WitnessesOptions): Promise<void> {
  const { policy, database, vault } = options;
  const asked = policy ?? (await readWitnessing(database.reader, vault)).state.inForce;
  await refuseBehind(options, asked.witnesses.filter(isReachable));
}

export async function openWitnesses(options: WitnessesOptions): Promise<Witnesses> {
  const { database, ledger, vault, policy, warn, lateMs = LATE_MS } = options;
  const { reader } = database;
  let witnessing = await readWitnessing(reader, vault);
  let published = await findPublishedCheckpoint(reader);
  /** Since when something waits: a log in use publishes on while it does. */
  let waitsSinceMs = performance.now();
  // Signatures are verified when something changes, not at each look.
  let cosigned = countNewest();
  const listeners = new Set<(step: WitnessedStep) => void>();

  const gatherer = createGatherer({
    ...options,
    witnesses: () => listReachable(witnessing, policy),
    warn,
    stored: async (size) => {
      const upTo = { after: size - 1, upTo: size, order: "asc", limit: 1, isCosigned: true } as const;
      const [row] = await listCosignedCheckpoints(reader, upTo);
      if (row === undefined) return;
      const from = witnessing.witnessed?.size ?? 0;
      witnessing = coverWitnessing(witnessing, row);
      if (published === null || row.size >= published.size) setPublished(row);
      const to = witnessing.witnessed?.size ?? 0;
      if (to <= from) return;
      waitsSinceMs = performance.now();
      for (const listener of listeners) listener({ from, to });
    },
  });

  function setPublished(checkpoint: { size: number; note: string }): void {
    published = checkpoint;
    cosigned = countNewest();
  }

  function countNewest(): number {
    const { inForce } = witnessing.state;
    return published === null ? 0 : checkWitnesses(nodeCrypto, { note: published.note, policy: inForce }).cosigned;
  }

  return {
    status: () => {
      const isLate = performance.now() - waitsSinceMs > lateMs;
      return toStatus(witnessing, { publishedSize: published?.size ?? 0, cosigned, isLate });
    },
    policyText: () => {
      const { inForce } = witnessing.state;
      return inForce.quorum === null ? null : toPolicyText(inForce);
    },
    witnessed: () => witnessing.witnessed,
    isProvisional: (seq) => witnessing.state.inForce.quorum !== null && seq >= (witnessing.witnessed?.size ?? 0),
    listCheckpoints: async (limit, before = Number.MAX_SAFE_INTEGER) => {
      const range = { after: 0, upTo: before - 1, order: "desc", limit, isCosigned: false } as const;
      const rows = await listCosignedCheckpoints(reader, range);
      return rows.map((row) => toCosigned(row, witnessing.state.inForce));
    },
    onWitnessed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => {
      ledger.onPublished((checkpoint) => {
        if (isSeen(witnessing, published)) waitsSinceMs = performance.now();
        setPublished(checkpoint);
        gatherer.touch(checkpoint);
      });
      const declared = witnessing.state.waiting.at(-1)?.policy ?? witnessing.state.inForce;
      if (policy !== null && !isSamePolicy(policy, declared)) {
        const { seq } = await recordPolicy(options, { old: declared, new: policy });
        witnessing = propose(witnessing, { seq, policy });
      }
      // The witnesses may have seen what was signed and not published; what is published now is at least that.
      await ledger.publish();
      if (published !== null) gatherer.touch(published);
    },
    close: () => gatherer.close(),
  };
}

function toStatus(
  { state: { inForce, waiting }, witnessed }: Witnessing,
  { publishedSize, cosigned, isLate }: { publishedSize: number; cosigned: number; isLate: boolean },
): WitnessStatus {
  const { needed, total } = countQuorum(inForce, new Set());
  const isWitnessed = isSeen({ witnessed }, { size: publishedSize });
  return {
    state: inForce.quorum === null ? "off" : isWitnessed ? "witnessed" : isLate ? "late" : "waiting",
    cosigned,
    needed,
    total,
    names: inForce.witnesses.map(({ name }) => name),
    newest: witnessed,
    isChanging: waiting.length > 0,
  };
}

function isSeen({ witnessed }: Pick<Witnessing, "witnessed">, published: { size: number } | null): boolean {
  return witnessed !== null && witnessed.size >= (published?.size ?? 0);
}

function toCosigned(row: CosignedCheckpointRow, policy: WitnessPolicy): CosignedCheckpoint {
  const { by, isQuorum } = checkWitnesses(nodeCrypto, { note: row.note, policy });
  const { size, note, at } = row;
  const isWitnessed = policy.quorum !== null && isQuorum;
  return { size, note, at, isWitnessed, by: by.map((one) => toDelay(at, one)) };
}

async function recordPolicy(
  { ledger, now }: WitnessesOptions,
  { old, new: next }: { old: WitnessPolicy; new: WitnessPolicy },
): Promise<{ seq: number }> {
  return ledger.run((trx) =>
    recordSystem(
      { ledger, trx, now: now() },
      {
        type: "log.witness-policy-changed",
        facts: {},
        value: { old: old.quorum === null ? null : toPolicyText(old), new: toPolicyText(next) },
        text: { reason: "" },
      },
    ),
  );
}

/** All that any policy names, each once; where the operator says another address, there. */
function listReachable({ state }: Witnessing, policy: WitnessPolicy | null): ReachableWitness[] {
  const policies = [state.inForce, ...state.waiting.map((entry) => entry.policy), ...(policy === null ? [] : [policy])];
  const witnesses = new Map<string, PolicyWitness>();
  for (const witness of policies.flatMap((one) => one.witnesses)) {
    if (isReachable(witness) || !witnesses.has(witness.verifierKey)) witnesses.set(witness.verifierKey, witness);
  }
  return [...witnesses.values()].filter(isReachable);
}

function toDelay(publishedAt: string, { name, timeSeconds }: { name: string; timeSeconds: number }) {
  const delaySeconds = Math.max(0, Math.round(timeSeconds - Date.parse(publishedAt) / 1000));
  return { name, at: new Date(1000 * timeSeconds).toISOString(), delaySeconds };
}
