import { toHex, utf8 } from "#domain/ledger/bytes.ts";
import { CheckTally } from "#domain/ledger/check-tally.ts";
import { checkParts } from "#domain/ledger/check-parts.ts";
import { type Entry, parseEntry } from "#domain/ledger/entry.ts";
import { hashLeaf, hashNode, type Sha256, splitPoint, verifyInclusion } from "#domain/ledger/merkle-tree.ts";
import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";
import type { TraceEntry } from "../../server/services/trace/trace-view.ts";
import { checkContinuity, type LogIdentity, parseProof, type ServedProof, type SignedHead } from "./public-log.ts";
import type { KeptReceipt } from "./receipt-store.ts";

export type StatementId = "commitments" | "leaf" | "path" | "signature" | "consistency";

/** One thing that this browser recomputed. `open`: nothing to check it on. */
export interface Statement {
  readonly id: StatementId;
  readonly state: "pass" | "fail" | "open";
}

/** One step of the path from the leaf to the root. */
export interface Rung {
  /** Where the sibling stands. */
  readonly side: "left" | "right";
  /** Leaves that the sibling covers. */
  readonly leafCount: number;
  /** Hash of the sibling, hex. */
  readonly sibling: string;
  /** Hash that is reached with it, hex. */
  readonly reached: string;
}

export interface EntryVerification {
  readonly isVerified: boolean;
  readonly statements: readonly Statement[];
  /** From the leaf up; empty for the only leaf, or when the proof has not the shape of a path. */
  readonly ladder: readonly Rung[];
  /** Tree level where the recomputation stops to fit: 0 is the leaf. Null when the tree fits. */
  readonly failedLevel: number | null;
  readonly disclosedCount: number;
  /** Size of the checkpoint; null when it is not signed. */
  readonly size: number | null;
  /** Hex; null when the checkpoint is not signed. */
  readonly root: string | null;
  /** Of the older checkpoint that this browser had kept. */
  readonly keptSize: number | null;
}

/** Everything that a verification looks at; saved whole as evidence. */
export interface EntryEvidence {
  readonly log: LogIdentity;
  readonly entry: Pick<TraceEntry, "seq" | "leafHash" | "entry" | "parts">;
  readonly head: SignedHead;
  readonly inclusion: ServedProof | null;
  readonly kept: KeptReceipt | null;
  readonly consistency: ServedProof | null;
}

/** Recomputes an entry from what is disclosed of it up to the signed root. Trusts nothing but the log's key. */
export function verifyEntry(crypto: LedgerCrypto, evidence: EntryEvidence): EntryVerification {
  const { sha256 } = crypto;
  const { entry: shown, head, inclusion, kept } = evidence;
  const { checkpoint } = head;
  const entry = parseShown(shown.entry, { seq: shown.seq, origin: originAt(evidence.log, shown.seq) });
  const leafHash = hashLeaf(sha256, utf8(shown.entry));
  const isLeaf = entry !== null && toHex(leafHash) === shown.leafHash;
  const proof = inclusion === null ? null : parseProof(inclusion);
  const place = { leafIndex: shown.seq, treeSize: checkpoint?.size ?? 0 };
  const isIncluded =
    checkpoint !== null &&
    proof !== null &&
    verifyInclusion(sha256, { leafHash, ...place, proof, root: checkpoint.root });
  const disclosedCount = Object.values(shown.parts).filter((part) => part !== null).length;
  const continuity = checkContinuity(crypto, evidence);
  const statements: Statement[] = [
    { id: "commitments", state: checkDisclosed(entry, shown.parts, sha256) },
    { id: "leaf", state: isLeaf ? "pass" : "fail" },
    { id: "path", state: isIncluded ? "pass" : "fail" },
    { id: "signature", state: checkpoint === null ? "fail" : "pass" },
    { id: "consistency", state: toStatementState(continuity.state) },
  ];
  const ladder = proof === null ? [] : listRungs(sha256, { leafHash, ...place, proof });
  return {
    isVerified: statements.every((statement) => statement.state !== "fail"),
    statements,
    ladder,
    // The checkpoint signs the root alone: a path of the right shape that goes wrong shows at its top.
    failedLevel: !isLeaf ? 0 : isIncluded ? null : ladder.length,
    disclosedCount,
    size: checkpoint?.size ?? null,
    root: checkpoint === null ? null : toHex(checkpoint.root),
    keptSize: kept?.size ?? null,
  };
}

function toStatementState(state: ReturnType<typeof checkContinuity>["state"]): Statement["state"] {
  if (state === "continued") return "pass";
  return state === "broken" ? "fail" : "open";
}

function originAt({ origin, origins = [] }: LogIdentity, seq: number): string {
  return origins.findLast(({ from }) => from <= seq)?.origin ?? origin;
}

function parseShown(text: string, place: { seq: number; origin: string }): Entry | null {
  try {
    const entry = parseEntry(utf8(text));
    return entry.seq === place.seq && entry.log === place.origin ? entry : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function checkDisclosed(entry: Entry | null, parts: TraceEntry["parts"], sha256: Sha256): Statement["state"] {
  if (entry === null) return "fail";
  const canonicalBytes = new CheckTally("canonical bytes");
  const commitments = new CheckTally("commitments");
  checkParts(entry, parts, { sha256, canonicalBytes, commitments });
  if (canonicalBytes.failed !== null || commitments.failed !== null) return "fail";
  return commitments.passed > 0 ? "pass" : "open";
}

/** Sides and sizes of the siblings, leaf first, by the shape of the tree alone. @see RFC 6962, section 2.1.1. */
function listSiblings(leafIndex: number, treeSize: number): Pick<Rung, "side" | "leafCount">[] {
  if (treeSize <= 1) return [];
  const split = splitPoint(treeSize);
  return leafIndex < split
    ? [...listSiblings(leafIndex, split), { side: "right", leafCount: treeSize - split }]
    : [...listSiblings(leafIndex - split, treeSize - split), { side: "left", leafCount: split }];
}

function listRungs(
  sha256: Sha256,
  given: { leafHash: Uint8Array; leafIndex: number; treeSize: number; proof: readonly Uint8Array[] },
): Rung[] {
  const siblings = listSiblings(given.leafIndex, given.treeSize);
  if (siblings.length !== given.proof.length) return [];
  let hash = given.leafHash;
  return siblings.map(({ side, leafCount }, level) => {
    const sibling = given.proof[level] as Uint8Array;
    hash = side === "left" ? hashNode(sha256, sibling, hash) : hashNode(sha256, hash, sibling);
    return { side, leafCount, sibling: toHex(sibling), reached: toHex(hash) };
  });
}
