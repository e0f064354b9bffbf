// Invariants. A segment is named after the first entry in it, holds a line an entry in order, and is only appended to.
// A crash leaves at most one piece of a line, without its newline, at the end of the last segment. A file beside the
// segments tells how many texts were erased when the copy was made anew: an erasure after which it was not is made up
// for at the next start.
import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { countErasedTexts } from "../../../db/queries/erasures.ts";
import { listEntries, listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { fromBase64, toBase64, toHex, utf8 } from "../../domain/ledger/bytes.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import { FIRST_PREV, parseEntry } from "../../domain/ledger/entry.ts";
import { hashLeaf } from "../../domain/ledger/merkle-tree.ts";
import { sha256 } from "../hash.ts";
import { LogBehind, LogCorrupt } from "./log-corrupt.ts";
import { syncFolder } from "../sync-folder.ts";

/** One entry of the copy, with its sealed parts; a text that was erased before it was copied is null. */
export interface ReplicaEntry {
  readonly seq: number;
  /** Canonical text of the entry. */
  readonly entry: string;
  readonly boxes: Readonly<Record<Exclude<PartName, "text">, Uint8Array>> & { readonly text: Uint8Array | null };
}

/** A second copy of the log in a folder, on another disk or machine. */
export interface Replica {
  /**
   * Copies what the log has beyond the copy: at start, and after each commit before anybody is answered.
   *
   * On return the copy is on disk. What it throws means that nobody may be answered.
   *
   * @param size - entries of the log.
   * @throws LogBehind when the copy has more. @throws LogCorrupt when its last entry is another one than the log's.
   */
  catchUp(db: Transaction, size: number): Promise<void>;
  /**
   * Copies everything anew, when the boxes in the log are others than those that were copied. Nothing is committed
   * meanwhile.
   */
  rewrite(db: Transaction, size: number): Promise<void>;
  /** At start: the same when texts were erased since the copy was made anew, as when a crash came in between. */
  dropErased(db: Transaction, size: number): Promise<void>;
  close(): Promise<void>;
}

/** A copy in which something was changed or lost in the middle. */
export class ReplicaCorrupt extends Error {
  override readonly name = "ReplicaCorrupt";
}

const SEGMENT_BYTES_MAX = 64 * 1024 * 1024;
const PAGE = 500;
const ERASED_FILE = "erased-texts";

/**
 * Opens (and creates) the copy in a folder; what a crash left of a last line is cut off.
 *
 * Reads the last segment only; `readReplica` checks all of them.
 *
 * @throws ReplicaCorrupt when another line is broken.
 */
export async function openReplica(dir: string): Promise<Replica> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const found = await openLastSegment(dir);
  let { size, last, bytes } = found;
  let file: FileHandle | null = found.file;

  async function append(lines: readonly string[]): Promise<void> {
    const text = lines.map((line) => `${line}\n`).join("");
    if (file === null || bytes >= SEGMENT_BYTES_MAX) {
      await file?.close();
      file = await createSegment(dir, size);
      bytes = 0;
    }
    await file.appendFile(text);
    await file.datasync();
    bytes += Buffer.byteLength(text);
    size += lines.length;
  }

  async function copyUpTo(db: Transaction, logSize: number): Promise<void> {
    while (size < logSize) await append(await readLines(db, size, Math.min(logSize, size + PAGE)));
  }

  async function rewrite(db: Transaction, logSize: number): Promise<void> {
    await file?.close();
    file = null;
    // The newest first: a crash in between leaves a shorter copy, which the next start completes.
    for (const { path } of (await listSegments(dir)).reverse()) await unlink(path);
    [size, bytes, last] = [0, 0, null];
    await copyUpTo(db, logSize);
    await writeFile(join(dir, ERASED_FILE), `${await countErasedTexts(db)}\n`, { mode: 0o600 });
  }

  return {
    catchUp: async (db, logSize) => {
      if (size > logSize) {
        throw new LogBehind(
          `the log has ${logSize} entries and its copy in ${dir} has ${size}: an older database is in its place; ` +
            "bring the newest database back, or run: assay recover",
        );
      }
      if (last !== null) await refuseOther(db, last, dir);
      last = null;
      await copyUpTo(db, logSize);
    },
    rewrite,
    dropErased: async (db, logSize) => {
      if ((await countErasedTexts(db)) !== (await readErasedCount(dir))) await rewrite(db, logSize);
    },
    close: async () => {
      await file?.close();
      file = null;
    },
  };
}

/** All entries of a copy, ascending and dense; nothing is written, and a torn last line is left out. */
export async function* readReplica(dir: string): AsyncIterable<ReplicaEntry> {
  const segments = await listSegments(dir);
  let prev = FIRST_PREV;
  let seq = 0;
  for (const [place, segment] of segments.entries()) {
    if (segment.first !== seq) throw new ReplicaCorrupt(`${segment.path}: begins with ${segment.first}, not ${seq}`);
    for await (const line of readSegment(segment.path, { isLast: place === segments.length - 1 })) {
      const found = parseLine(line.text, { seq, place: `${segment.path}:${line.number}` });
      if (parseEntry(utf8(found.entry)).prev !== prev) {
        throw new ReplicaCorrupt(`${segment.path}:${line.number}: entry ${seq} does not follow ${seq - 1}`);
      }
      prev = toHex(hashLeaf(sha256, utf8(found.entry)));
      seq += 1;
      yield found;
    }
  }
}

/** 0 for a copy that was never made anew; NaN after a crash, which equals no count. */
async function readErasedCount(dir: string): Promise<number> {
  const path = join(dir, ERASED_FILE);
  return existsSync(path) ? parseInt(await readFile(path, "utf8"), 10) : 0;
}

async function readLines(db: Transaction, from: number, to: number): Promise<string[]> {
  const entries = await listEntries(db, from, to);
  const seqs = entries.map(({ seq }) => seq);
  const parts = new Map((await listParts(db, seqs)).map((row) => [row.seq, row]));
  if (entries.length !== to - from || parts.size !== to - from) {
    throw new LogCorrupt(`entries ${from} to ${to - 1} are not all there to be copied`);
  }
  return entries.map(({ seq, entry }) => {
    const { head, value, text } = parts.get(seq)!;
    const boxes = { head: toBase64(head), value: toBase64(value), text: text === null ? null : toBase64(text) };
    return JSON.stringify({ seq, entry, ...boxes });
  });
}

async function refuseOther(db: Transaction, last: ReplicaEntry, dir: string): Promise<void> {
  const [row] = await listEntries(db, last.seq, last.seq + 1);
  if (row?.entry === last.entry) return;
  throw new LogCorrupt(`ledger entry ${last.seq} is another one than in the copy in ${dir}`);
}

interface Segment {
  readonly path: string;
  readonly first: number;
}

async function listSegments(dir: string): Promise<Segment[]> {
  const names = (await readdir(dir)).filter((name) => /^entries-\d{12}\.ndjson$/.test(name)).sort();
  return names.map((name) => ({ path: join(dir, name), first: Number(name.slice(8, 20)) }));
}

async function createSegment(dir: string, first: number): Promise<FileHandle> {
  const file = await open(join(dir, `entries-${String(first).padStart(12, "0")}.ndjson`), "ax", 0o600);
  // The name has to reach the disk as well.
  await syncFolder(dir);
  return file;
}

async function openLastSegment(dir: string) {
  const segments = await listSegments(dir);
  for (let segment = segments.pop(); segment !== undefined; segment = segments.pop()) {
    let size = segment.first;
    let bytes = 0;
    let last: ReplicaEntry | null = null;
    for await (const line of readSegment(segment.path, { isLast: true })) {
      last = parseLine(line.text, { seq: size, place: `${segment.path}:${line.number}` });
      size += 1;
      bytes += Buffer.byteLength(line.text) + 1;
    }
    await truncate(segment.path, bytes);
    if (last !== null) return { size, last, bytes, file: await open(segment.path, "a") };
    // Made right before a crash.
    await unlink(segment.path);
  }
  return { size: 0, last: null, bytes: 0, file: null };
}

async function* readSegment(path: string, { isLast }: { isLast: boolean }) {
  let rest = "";
  let number = 0;
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop()!;
    for (const text of lines) yield { text, number: (number += 1) };
  }
  if (rest !== "" && !isLast) throw new ReplicaCorrupt(`${path}: its last line is cut`);
}

function parseLine(text: string, { seq, place }: { seq: number; place: string }): ReplicaEntry {
  try {
    const line = JSON.parse(text) as { seq: number; entry: string; head: string; value: string; text: string | null };
    if (line.seq !== seq || parseEntry(utf8(line.entry)).seq !== seq) throw new RangeError(`it is not entry ${seq}`);
    const open = (part: string): Uint8Array => fromBase64(part);
    const boxes = { head: open(line.head), value: open(line.value), text: line.text === null ? null : open(line.text) };
    return { seq, entry: line.entry, boxes };
  } catch (cause) {
    throw new ReplicaCorrupt(`${place}: this line is broken`, { cause });
  }
}
