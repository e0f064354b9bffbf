import { listCosignedCheckpoints } from "../../../db/queries/cosignatures.ts";
import { listEntriesAt, listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import { checkWitnesses, type WitnessCheck } from "../../domain/ledger/check-witnesses.ts";
import { parseWitnessPolicy } from "../../domain/ledger/parse-witness-policy.ts";
import {
  beginPolicy,
  coverPolicy,
  type PolicyEntry,
  type PolicyState,
  proposePolicy,
} from "../../domain/ledger/policy-in-force.ts";
import { NO_POLICY, type WitnessPolicy } from "../../domain/ledger/witness-policy.ts";
import { nodeCrypto, sha256 } from "../hash.ts";
import { toAct } from "../ledger/entry-facts.ts";
import { LogCorrupt } from "../ledger/log-corrupt.ts";
import { checkParts, openParts } from "../ledger/parts-box.ts";
import type { Vault } from "../vault.ts";

/** A published checkpoint that a quorum of witnesses has cosigned. */
export interface WitnessedCheckpoint {
  readonly size: number;
  /** Signed note with its cosignature lines. */
  readonly note: string;
  /** UTC instant: when the last of its witnesses cosigned, by their own clocks. */
  readonly at: string;
}

/** The policies that the log names, and how far the witnesses have followed. */
export interface Witnessing {
  readonly state: PolicyState;
  /** The newest that counts; null where none does or nobody is asked. */
  readonly witnessed: WitnessedCheckpoint | null;
}

const PAGE = 50;

/** What the log and the stored cosignatures say. @throws LogCorrupt when an entry names a policy that is none. */
export async function readWitnessing(db: Transaction, vault: Vault): Promise<Witnessing> {
  const [first, ...changes] = await listPolicies(db, vault);
  let witnessing: Witnessing = { state: beginPolicy(first?.policy ?? NO_POLICY), witnessed: null };
  for (const [position, change] of changes.entries()) {
    const upTo = changes[position + 1]?.seq ?? Number.MAX_SAFE_INTEGER;
    witnessing = await followWaiting(db, propose(witnessing, change), { after: change.seq, upTo });
  }
  if (witnessing.state.inForce.quorum === null) return { ...witnessing, witnessed: null };
  return { ...witnessing, witnessed: (await findNewestWitnessed(db, witnessing)) ?? witnessing.witnessed };
}

/** The state after one more checkpoint with the cosignatures that it has so far. */
export function coverWitnessing(witnessing: Witnessing, { size, note }: { size: number; note: string }): Witnessing {
  const { state, witnessed } = witnessing;
  const check = (policy: WitnessPolicy): WitnessCheck => checkWitnesses(nodeCrypto, { note, policy });
  const { isQuorum, by } = check(state.inForce);
  const isNewer = state.inForce.quorum !== null && isQuorum && size >= (witnessed?.size ?? 0);
  const at = new Date(1000 * Math.max(0, ...by.map(({ timeSeconds }) => timeSeconds))).toISOString();
  return {
    state: coverPolicy(state, { size, meets: check }),
    witnessed: isNewer ? { size, note, at } : witnessed,
  };
}

/** The state after an entry that names another policy. */
export function propose(witnessing: Witnessing, entry: PolicyEntry): Witnessing {
  return { ...witnessing, state: proposePolicy(witnessing.state, entry) };
}

async function followWaiting(
  db: Transaction,
  given: Witnessing,
  { after, upTo }: { after: number; upTo: number },
): Promise<Witnessing> {
  let witnessing = given;
  for (let from = after; witnessing.state.waiting.length > 0;) {
    const rows = await listCosignedCheckpoints(db, { after: from, upTo, order: "asc", limit: PAGE, isCosigned: true });
    for (const row of rows) {
      if (witnessing.state.waiting.length > 0) witnessing = coverWitnessing(witnessing, row);
    }
    if (rows.length < PAGE) break;
    from = rows.at(-1)!.size;
  }
  return witnessing;
}

async function findNewestWitnessed(
  db: Transaction,
  { state, witnessed }: Witnessing,
): Promise<WitnessedCheckpoint | null> {
  const after = witnessed?.size ?? 0;
  for (let upTo = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await listCosignedCheckpoints(db, { after, upTo, order: "desc", limit: PAGE, isCosigned: true });
    for (const row of rows) {
      const covered = coverWitnessing({ state, witnessed: null }, row).witnessed;
      if (covered !== null) return covered;
    }
    if (rows.length < PAGE) return null;
    upTo = rows.at(-1)!.size - 1;
  }
}

/** Policies by their entries, ascending; of a successor log those from its beginning on. */
async function listPolicies(db: Transaction, vault: Vault): Promise<PolicyEntry[]> {
  const types = ["log.created", "log.witness-policy-changed"] as const;
  const heads = await db.selectFrom("ledger_head").select("seq").where("type", "in", types).orderBy("seq").execute();
  const seqs = heads.map(({ seq }) => seq);
  const entries = new Map((await listEntriesAt(db, seqs)).map(({ seq, entry }) => [seq, entry]));
  const policies: PolicyEntry[] = [];
  for (const row of await listParts(db, seqs)) {
    const { seq } = row;
    const act = toAct(checkParts(entries.get(seq), openParts(vault, row), seq));
    if (act === null) throw new LogCorrupt(`ledger entry ${seq} should name a witness policy and cannot be read`);
    if (act.head.type === "log.created") policies.length = 0;
    policies.push({ seq, policy: parsePolicy(toText(act), seq) });
  }
  return policies;
}

function toText(act: Act): string | null {
  return act.head.type === "log.created"
    ? (act as Act<"log.created">).value.witnessPolicy
    : (act as Act<"log.witness-policy-changed">).value.new;
}

function parsePolicy(text: string | null, seq: number): WitnessPolicy {
  if (text === null) return NO_POLICY;
  const parsed = parseWitnessPolicy(sha256, text);
  if (!parsed.ok) throw new LogCorrupt(`ledger entry ${seq} names a witness policy that is none: ${parsed.issues[0]}`);
  return parsed.policy;
}
