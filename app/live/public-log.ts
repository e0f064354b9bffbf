import { fromBase64, utf8 } from "#domain/ledger/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import { type LedgerCrypto, verifyNote } from "#domain/ledger/signed-note.ts";
import type { KeptReceipt } from "./receipt-store.ts";

/** Which log a page was told of. */
export interface LogIdentity {
  readonly origin: string;
  readonly verifierKey: string;
  /** Names over its entries, when it goes on from a log that was lost; the signed tree vouches for the entries. */
  readonly origins?: readonly { readonly from: number; readonly origin: string }[];
}

/** The signed head of the log as it was served. */
export interface SignedHead {
  /** Signed note. */
  readonly note: string;
  /** Null: the note is not signed by the log's key, or is of another log. */
  readonly checkpoint: Checkpoint | null;
}

/** A proof as it was served: hashes in Base64. Null where the log has none to give. */
export interface ServedProof {
  readonly proof: readonly string[];
}

/** @throws TypeError when the network fails, Error when the server has no answer. */
export async function fetchHead(crypto: LedgerCrypto, log: LogIdentity): Promise<SignedHead> {
  const response = await fetch("/log/checkpoint", { cache: "no-store" });
  if (!response.ok) throw new Error(`fetch checkpoint: status ${response.status}`);
  return openHead(crypto, log, await response.text());
}

/** Reads a signed note by the log's key; what does not fit gives no checkpoint. */
export function openHead(crypto: LedgerCrypto, log: LogIdentity, note: string): SignedHead {
  try {
    const text = verifyNote(crypto, { note, verifierKey: log.verifierKey });
    const checkpoint = text === null ? null : parseCheckpoint(text);
    return { note, checkpoint: checkpoint?.origin === log.origin ? checkpoint : null };
  } catch (error) {
    if (error instanceof RangeError) return { note, checkpoint: null };
    throw error;
  }
}

/** @returns null when the published log does not cover the leaf. @throws as `fetchHead`. */
export async function fetchInclusion(seq: number, size: number): Promise<ServedProof | null> {
  return fetchProof(`/log/proof/${seq}?size=${size}`);
}

/** @returns null when the log has no such proof. @throws as `fetchHead`. */
export async function fetchConsistency(from: number, to: number): Promise<ServedProof | null> {
  return fetchProof(`/log/consistency?from=${from}&to=${to}`);
}

async function fetchProof(path: string): Promise<ServedProof | null> {
  const response = await fetch(path, { cache: "no-store" });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`fetch ${path}: status ${response.status}`);
  return (await response.json()) as ServedProof;
}

/** Hashes of a served proof; null when one is no hash. */
export function parseProof(served: ServedProof): Uint8Array[] | null {
  try {
    return served.proof.map(fromBase64);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** How the log stands to what this browser has kept of it. */
export type Continuity =
  /** Nothing is kept yet. */
  | { readonly state: "nothing-kept" }
  /** The log only added to what was kept. */
  | { readonly state: "continued"; readonly keptSize: number }
  /** What was kept is newer than the published checkpoint, which follows within seconds. */
  | { readonly state: "behind"; readonly keptSize: number }
  /** The log is not the one that was kept: changed, cut, or signed by somebody else. */
  | { readonly state: "broken"; readonly keptSize: number; readonly reason: ContinuityFault };

/** `signature`: one of the two heads is not signed by the log's key; `history`: no proof joins them. */
export type ContinuityFault = "signature" | "history";

/**
 * Whether the log's head continues the kept one.
 *
 * @param consistency - served proof between the two sizes; null when there is none to serve.
 */
export function checkContinuity(
  crypto: LedgerCrypto,
  given: { log: LogIdentity; head: SignedHead; kept: KeptReceipt | null; consistency: ServedProof | null },
): Continuity {
  const { log, head, kept, consistency } = given;
  if (kept === null) return { state: "nothing-kept" };
  const old = openHead(crypto, kept.log ?? log, kept.checkpoint).checkpoint;
  const keptSize = kept.size;
  if (head.checkpoint === null || old === null) return { state: "broken", keptSize, reason: "signature" };
  if (old.size > head.checkpoint.size) return { state: "behind", keptSize };
  const proof = consistency === null ? null : parseProof(consistency);
  const isContinued =
    proof !== null &&
    verifyConsistency(crypto.sha256, {
      oldSize: old.size,
      newSize: head.checkpoint.size,
      oldRoot: old.root,
      newRoot: head.checkpoint.root,
      proof,
    });
  return isContinued ? { state: "continued", keptSize } : { state: "broken", keptSize, reason: "history" };
}

/** The proof that `checkContinuity` needs; null when none is needed or there is none. @throws as `fetchHead`. */
export async function fetchContinuityProof(head: SignedHead, kept: KeptReceipt | null): Promise<ServedProof | null> {
  if (kept === null || head.checkpoint === null || kept.size < 1 || kept.size > head.checkpoint.size) return null;
  return fetchConsistency(kept.size, head.checkpoint.size);
}

/** Bytes of a file that is offered for download. */
export function saveJson(name: string, content: unknown): void {
  const bytes = utf8(`${JSON.stringify(content, null, 2)}\n`);
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
