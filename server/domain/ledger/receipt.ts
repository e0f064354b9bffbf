import { fromBase64, fromHex, toHex, utf8 } from "./bytes.ts";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { computeCommitment, PART_NAMES, type PartName } from "./commitment.ts";
import { parseEntry, type Entry } from "./entry.ts";
import { hashLeaf, verifyInclusion } from "./merkle-tree.ts";
import { verifyNote, type LedgerCrypto } from "./signed-note.ts";

/** What the server answers to an accepted command; the browser keeps it whole. */
export interface Receipt {
  /** Canonical text of the entry. */
  readonly entry: string;
  /** Signed note. */
  readonly checkpoint: string;
  /** Inclusion proof from the leaf to the root, each hash in Base64. */
  readonly proof: readonly string[];
}

/** What the browser itself sent and knows; never taken from the answer. */
export interface SentCommand {
  /** Canonical JSON text of each part. */
  readonly parts: Readonly<Record<PartName, string>>;
  /** 32 bytes each, lower-case hex. */
  readonly salts: Readonly<Record<PartName, string>>;
  /** Origin of the log. */
  readonly log: string;
  readonly command: string;
  readonly actor: string;
  /** Of the log, known before the answer. */
  readonly verifierKey: string;
}

/** Why a receipt does not show that what was sent is recorded. `origin`: entry or checkpoint is of another log. */
export type ReceiptFault = `commitment-${PartName}` | "entry" | "proof" | "signature" | "origin";

export type ReceiptCheck =
  | { readonly ok: true; readonly seq: number; readonly size: number; readonly root: Uint8Array }
  | { readonly ok: false; readonly reason: ReceiptFault };

/**
 * Whether a receipt shows that exactly what was sent is in the log that the checkpoint signs.
 *
 * @param receipt - from the server, which is not trusted.
 * @returns `seq`, and `size` and `root` of the checkpoint for the next consistency proof; or the first fault found, in
 * the order entry, origin, commitments, signature, origin, proof.
 * @throws RangeError when `sent` is malformed: that is the caller's own.
 */
export function checkReceipt(crypto: LedgerCrypto, receipt: Receipt, sent: SentCommand): ReceiptCheck {
  const entry = orNull(() => parseEntry(utf8(receipt.entry)));
  if (!entry) return { ok: false, reason: "entry" };
  if (entry.log !== sent.log) return { ok: false, reason: "origin" };
  const wrongPart = PART_NAMES.find((part) => entry[part] !== commitmentHex(crypto, part, sent));
  if (wrongPart) return { ok: false, reason: `commitment-${wrongPart}` };

  const text = verifyNote(crypto, { note: receipt.checkpoint, verifierKey: sent.verifierKey });
  const checkpoint = text === null ? null : orNull(() => parseCheckpoint(text));
  if (!checkpoint) return { ok: false, reason: "signature" };
  if (checkpoint.origin !== sent.log) return { ok: false, reason: "origin" };
  if (!isIncluded(crypto, { receipt, entry, checkpoint })) return { ok: false, reason: "proof" };
  return { ok: true, seq: entry.seq, size: checkpoint.size, root: checkpoint.root };
}

function commitmentHex(crypto: LedgerCrypto, part: PartName, sent: SentCommand): string {
  const { log, command, actor } = sent;
  const salt = fromHex(sent.salts[part]);
  return toHex(computeCommitment(crypto.sha256, { part, log, command, actor, salt, bytes: utf8(sent.parts[part]) }));
}

function isIncluded(
  { sha256 }: LedgerCrypto,
  { receipt, entry, checkpoint }: { receipt: Receipt; entry: Entry; checkpoint: Checkpoint },
): boolean {
  const proof = orNull(() => receipt.proof.map(fromBase64));
  if (!proof) return false;
  return verifyInclusion(sha256, {
    leafHash: hashLeaf(sha256, utf8(receipt.entry)),
    leafIndex: entry.seq,
    treeSize: checkpoint.size,
    proof,
    root: checkpoint.root,
  });
}

/** The result, or null when the bytes of the server do not parse. */
function orNull<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
