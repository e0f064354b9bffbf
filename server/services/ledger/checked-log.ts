import { findLedgerState, findTile, listEntries } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { bytesEqual, toHex } from "../../domain/ledger/bytes.ts";
import { CompactRange } from "../../domain/ledger/compact-range.ts";
import { type Entry, FIRST_PREV, isEntryAt, parseEntryText } from "../../domain/ledger/entry.ts";
import { computeRootFromTiles } from "../../domain/ledger/tree-tiles.ts";
import { hashEntryText, sha256 } from "../hash.ts";
import { LogCorrupt } from "./log-corrupt.ts";
import type { LogOrigins } from "./log-history.ts";
import type { SignedRoot, SignedRootReader } from "./signed-roots.ts";

/** Rows read at once; few enough that they are gone before the collector of garbage has to carry them on. */
const CHECK_PAGE = 250;

type EntryRow = Awaited<ReturnType<typeof listEntries>>[number];

/** The part of the log that was read back from disk and hashed again; it only grows. */
export class CheckedLog {
  readonly #origins: LogOrigins;
  readonly #range = new CompactRange(sha256);
  #at = "";
  #leaf = FIRST_PREV;

  /** @param origins - names of the log over its entries, when it is a successor; else it has one. */
  constructor(origin: string, origins: LogOrigins = []) {
    this.#origins = origins.length > 1 ? origins : [{ from: 0, origin }];
  }

  /** Number of entries checked. */
  get size(): number {
    return this.#range.size;
  }

  /** Time of the last entry; empty before the first. */
  get at(): string {
    return this.#at;
  }

  /** Leaf hash of the last entry in hex: what the next one names as `prev`. */
  get leaf(): string {
    return this.#leaf;
  }

  /**
   * Reads what was committed since the last call and hashes it again.
   *
   * @param readSignedRoots - at the first call: roots signed earlier, which the log must still have. The root is then
   * compared with that of the stored tiles as well.
   * @returns root of the whole log.
   * @throws LogCorrupt naming the first entry, or the first signed root, that does not fit.
   */
  async advance(db: Transaction, readSignedRoots: SignedRootReader | null = null): Promise<Uint8Array> {
    const state = await findLedgerState(db);
    const size = state?.size ?? 0;
    if (size < this.size) throw new LogCorrupt(`the log was cut: ${size} entries, ${this.size} were there`);
    while (this.size < size) {
      const rows = await listEntries(db, this.size, Math.min(size, this.size + CHECK_PAGE));
      if (rows.length === 0) throw new LogCorrupt(`ledger entry ${this.size} is missing`);
      const signed = (await readSignedRoots?.(this.size, this.size + rows.length)) ?? [];
      const sizes = new Set(signed.map((one) => one.size));
      for (const row of rows) {
        this.#add(row);
        if (sizes.has(this.size)) this.#compare(signed);
      }
    }
    const root = this.#range.computeRoot();
    if (readSignedRoots !== null) await compareWithTiles(db, size, root);
    if (size > 0 && (state?.last_leaf !== this.#leaf || state.last_at !== this.#at)) {
      throw new LogCorrupt(`the head of the log does not name entry ${size - 1}`);
    }
    return root;
  }

  #add(row: EntryRow): void {
    const seq = this.size;
    if (row.seq !== seq) throw new LogCorrupt(`ledger entry ${seq} is missing: the next is ${row.seq}`);
    const leafHash = hashEntryText(row.entry);
    if (leafHash !== hexOf(row.leafHash)) throw new LogCorrupt(`ledger entry ${seq} does not hash to its leaf`);
    const place = { at: row.at, log: this.#originAt(seq), prev: this.#leaf, seq };
    if (!isEntryAt(row.entry, place)) this.#checkPlace(row);
    if (row.at < this.#at) throw new LogCorrupt(`ledger entry ${seq} is older than ${seq - 1}`);
    this.#range.append(row.leafHash);
    this.#at = row.at;
    this.#leaf = leafHash;
  }

  #checkPlace(row: EntryRow): void {
    const seq = this.size;
    const entry = parseRow(row);
    if (entry.seq !== seq || entry.log !== this.#originAt(seq) || entry.at !== row.at) {
      throw new LogCorrupt(`ledger entry ${seq} says another place, log or time than its row`);
    }
    if (entry.prev !== this.#leaf) throw new LogCorrupt(`ledger entry ${seq} does not follow ${seq - 1}`);
  }

  #compare(signed: readonly SignedRoot[]): void {
    const computed = toHex(this.#range.computeRoot());
    const other = signed.find(({ size, root }) => size === this.size && root !== computed);
    if (other === undefined) return;
    throw new LogCorrupt(`the log of ${this.size} entries is not what ${other.source} was signed for`);
  }

  #originAt(seq: number): string {
    const newest = this.#origins.at(-1)!;
    return newest.from <= seq ? newest.origin : this.#origins.findLast(({ from }) => from <= seq)!.origin;
  }
}

async function compareWithTiles(db: Transaction, size: number, root: Uint8Array): Promise<void> {
  const tilesRoot = await computeRootFromTiles(sha256, size, (level, index) => findTile(db, level, index)).catch(
    (cause: unknown) => {
      throw new LogCorrupt(`the tiles do not cover the ${size} entries`, { cause });
    },
  );
  if (!bytesEqual(root, tilesRoot)) throw new LogCorrupt(`the root of the tiles at size ${size} is not the log's`);
}

/** What `toHex` gives, for bytes of a driver: it runs for every entry at each start. */
function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

function parseRow(row: EntryRow): Entry {
  try {
    return parseEntryText(row.entry);
  } catch (cause) {
    throw new LogCorrupt(`ledger entry ${row.seq} is not canonical`, { cause });
  }
}
