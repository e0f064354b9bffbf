import { setImmediate } from "node:timers/promises";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { listEntries, listParts } from "../../../db/queries/ledger.ts";
import { listPublishedCheckpoints } from "../../../db/queries/published-checkpoints.ts";
import type { Act } from "../../domain/event/act.ts";
import { type ExportHeader, type ExportLine, formatExportLine } from "../../domain/ledger/log-export.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import type { ContentStore } from "../evidence/content-store.ts";
import type { Vault } from "../vault.ts";
import { discloseParts, type PartsReading } from "./disclose-parts.ts";
import { openEntryFacts } from "./entry-facts.ts";
import type { EntryMemory } from "./entry-memory.ts";
import { listProjections } from "./list-projections.ts";
import { type SignedLog, type SignedState, withSignedSnapshot } from "./signed-snapshot.ts";

export interface ExportLogOptions {
  readonly database: Pick<Database, "dialect" | "reader">;
  readonly ledger: SignedLog;
  readonly vault: Vault;
  /** `public`: what anybody may have; `round`: what this actor may. */
  readonly scope: "public" | "round";
  readonly actor: Actor;
  /** UTC instant, ISO 8601. */
  readonly now: string;
  /** Where evidence lies; left out, the export states no hashes of files. */
  readonly content?: Pick<ContentStore, "measure">;
  /** Kept between readings of one database; left out, everything is read anew. */
  readonly memory?: EntryMemory;
  /** Told of entries written so far, after each page. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Takes one line, without its newline. */
export type WriteLine = (line: string) => void | Promise<void>;

/** Small enough that decrypting a page holds up nobody for long. */
const PAGE = 100;

const CONTAINS: Readonly<Record<ExportLogOptions["scope"], readonly string[]>> = {
  public: ["every entry of the log", "what the public may read of them", "published checkpoints and a last one"],
  round: [
    "every entry of the log",
    "what the person who asked for it may read of them, part by part",
    "published checkpoints and a last one",
    "scores, final scores, phases of batches, contributions and imported values that the person may see",
    "hashes of the evidence files that the person may see",
  ],
};

/**
 * Writes the log as NDJSON: header, all entries with what the actor may read, checkpoints, projection rows, evidence.
 *
 * Reads one state of the database on a connection of its own, so the log may grow meanwhile; what is held in memory
 * does not grow with the log, but for the hashes of evidence files.
 *
 * @throws Error when the log grows so fast that no state of it is found signed.
 */
export async function exportLog(options: ExportLogOptions, write: WriteLine): Promise<void> {
  await withSignedSnapshot(options, (db, state) => writeExport(db, { ...options, ...state }, write));
}

type Exporting = ExportLogOptions & SignedState;

async function writeExport(db: Transaction, options: Exporting, write: WriteLine): Promise<void> {
  const { ledger, vault, actor, now, scope, size, content, memory } = options;
  const writeLine = async (line: ExportHeader | ExportLine): Promise<void> => write(formatExportLine(line));
  const contains = [...CONTAINS[scope]];
  await writeLine({ kind: "assay-export", v: 2, log: ledger.origin, key: ledger.verifierKey, scope, contains });
  const known = { accountId: actor.accountId, size, ...(memory === undefined ? {} : { memory }) };
  const reading = { vault, actor, now, facts: await openEntryFacts(db, vault, known) };
  const evidence = await writeEntries(db, { ...reading, ...options }, writeLine);
  for await (const { table, row } of listProjections(db, reading)) await writeLine({ projection: { table, row } });
  for (const sha256 of evidence) {
    const file = (await content?.measure(sha256)) ?? null;
    if (file !== null) await writeLine({ evidence: file });
  }
}

/** @returns hashes of the evidence files that the written parts name, in the order of the log. */
async function writeEntries(
  db: Transaction,
  reading: PartsReading & Exporting,
  writeLine: (line: ExportLine) => Promise<void>,
): Promise<Set<string>> {
  const { size, note, onProgress } = reading;
  const evidence = new Set<string>();
  let last: string | null = null;
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size);
    const rows = await listEntries(db, from, to);
    const seqs = rows.map((row) => row.seq);
    const boxes = new Map((await listParts(db, seqs)).map((row) => [row.seq, row]));
    const published = new Map((await listPublishedCheckpoints(db, from, to)).map((one) => [one.size, one.note]));
    for (const { seq, entry } of rows) {
      const { parts, act } = await discloseParts(reading, seq, boxes.get(seq));
      await writeLine(parts === null ? { entry } : { entry, parts });
      if (parts !== null && act?.head.type === "evidence.added") {
        evidence.add((act as Act<"evidence.added">).value.sha256);
      }
      last = published.get(seq + 1) ?? null;
      // What an old log had signed beyond the entries that survive is no checkpoint of the one that goes on from it.
      if (last !== null && !isOf(last, entry)) last = null;
      if (last !== null) await writeLine({ checkpoint: last });
    }
    onProgress?.(to, size);
    // Others are served between two pages.
    await setImmediate();
  }
  if (last === null) await writeLine({ checkpoint: note });
  return evidence;
}

function isOf(note: string, entry: string): boolean {
  try {
    return (JSON.parse(entry) as { log?: unknown }).log === note.slice(0, note.indexOf("\n"));
  } catch {
    // An entry that was tampered with is shown, and its checkpoint with it.
    return true;
  }
}
