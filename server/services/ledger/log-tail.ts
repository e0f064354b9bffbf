import { insertEntry, insertHead, upsertLedgerState } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { fromUtf8, toHex } from "../../domain/ledger/bytes.ts";
import { encodeEntry } from "../../domain/ledger/entry.ts";
import { hashLeaf } from "../../domain/ledger/merkle-tree.ts";
import { sha256 } from "../hash.ts";
import type { Vault } from "../vault.ts";
import { appendToTree, type Frontier } from "./append-to-tree.ts";
import { commitToParts, type EntryDraft, toHeadRow } from "./entry-draft.ts";
import { sealParts } from "./parts-box.ts";

/** Where the next entry of the log goes. */
interface LogHead {
  readonly size: number;
  readonly at: string;
  readonly leaf: string;
}

/** The entries of the open transaction, in order and nothing else. */
export class LogTail {
  readonly #origin: string;
  readonly #vault: Vault;
  #frontier: Frontier | null = null;
  #entries: { at: string; leafHash: Uint8Array }[] = [];

  constructor(origin: string, vault: Vault) {
    this.#origin = origin;
    this.#vault = vault;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Forgets entries whose rows were rolled back; 0 forgets all. */
  cutTo(length: number): void {
    this.#entries.length = length;
  }

  /**
   * Writes one entry with its parts and its head at the end of the log.
   *
   * @param instant - UTC of this command; an earlier one than the last entry's is raised to it.
   */
  async append(
    trx: Transaction,
    draft: EntryDraft,
    { head, instant }: { head: LogHead; instant: string },
  ): Promise<{ seq: number; at: string }> {
    const last = this.#entries.at(-1);
    const seq = head.size + this.#entries.length;
    const lastAt = last?.at ?? head.at;
    const at = instant < lastAt ? lastAt : instant;
    const prev = last === undefined ? head.leaf : toHex(last.leafHash);
    const bytes = encodeEntry({ at, log: this.#origin, prev, seq, v: 1, ...commitToParts(this.#origin, draft) });
    const leafHash = hashLeaf(sha256, bytes);
    await insertEntry(trx, { seq, at, entry: fromUtf8(bytes), leafHash }, sealParts(this.#vault, seq, draft));
    await insertHead(trx, toHeadRow(seq, draft.head));
    this.#entries.push({ at, leafHash });
    return { seq, at };
  }

  /** Writes tiles and head of the log for all entries of the transaction; without any it writes nothing. */
  async flush(trx: Transaction, head: LogHead): Promise<void> {
    const last = this.#entries.at(-1);
    if (last === undefined) return;
    const leafHashes = this.#entries.map((entry) => entry.leafHash);
    // Of use only to an append that follows this one: after a failure the tree is of another size.
    this.#frontier = await appendToTree(trx, { treeSize: head.size, known: this.#frontier }, leafHashes);
    const size = head.size + this.#entries.length;
    await upsertLedgerState(trx, {
      origin: this.#origin,
      size,
      last_at: last.at,
      last_leaf: toHex(last.leafHash),
    });
  }
}
