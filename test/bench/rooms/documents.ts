import { join } from "node:path";
import type { Database } from "../../../db/dialects/database.ts";
import { openDatabase } from "../../../db/dialects/open-database.ts";
import { canonicalJson } from "../../../server/domain/ledger/canonical-json.ts";
import { createDocumentStore, type DocumentStore } from "../../../server/services/documents/document-store.ts";
import { buildDocument } from "../../../server/services/documents/merge-document.ts";
import { createVault } from "../../../server/services/vault.ts";
import { makeRandom } from "../../helpers/random.ts";
import { type BenchResult, findMedian } from "../measure-ratio.ts";
import { writeEdits } from "./write-edits.ts";

const PEOPLE = 5;
const EDITS = 20_000;
const UPDATES = 50_000;
const ROUNDS = 6;
/** Updates of one row, as a commit of a busy room has them. */
const ROW = 50;

/** What many edits leave on the disk, and what it costs to merge them. */
export async function measureDocuments(dir: string): Promise<BenchResult[]> {
  const database = await openDatabase(join(dir, "assay.db"));
  const store = createDocumentStore(database, createVault(new Uint8Array(32).fill(7)));
  const results = [await measureSize(database, store), await measureCompaction(store)];
  await database.close();
  return results;
}

async function measureSize(database: Database, store: DocumentStore): Promise<BenchResult> {
  const name = "conclusion/item-1";
  await fill(store, name, writeEdits(makeRandom(1), { people: PEOPLE, edits: EDITS }));
  await store.compact(name);
  const { nodes } = await store.readConclusion(name);
  const row = await database.reader
    .selectFrom("document")
    .select("snapshot")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  const storedBytes = row.snapshot!.byteLength;
  const jsonBytes = Buffer.byteLength(canonicalJson(nodes));
  return {
    name: "conclusion after 20 000 edits",
    ratio: "stored bytes ÷ bytes of its JSON",
    median: storedBytes / jsonBytes,
    floor: 4,
    stretch: 2,
    isAtMost: true,
    facts: { storedBytes, jsonBytes },
  };
}

/** The whole of a compaction, with reading, worker and writing, against applying what it reads. */
async function measureCompaction(store: DocumentStore): Promise<BenchResult> {
  const updates = writeEdits(makeRandom(2), { people: PEOPLE, edits: UPDATES });
  const rounds: { applyMs: number; compactMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = `conclusion/round-${round}`;
    await fill(store, name, updates);
    const startedMs = performance.now();
    buildDocument(updates).destroy();
    const appliedMs = performance.now();
    await store.compact(name);
    rounds.push({ applyMs: appliedMs - startedMs, compactMs: performance.now() - appliedMs });
  }
  const kept = rounds.slice(1);
  return {
    name: "compaction of 50 000 updates",
    ratio: "ms ÷ ms to apply all",
    median: findMedian(kept.map(({ applyMs, compactMs }) => compactMs / applyMs)),
    floor: 2,
    stretch: 1.2,
    isAtMost: true,
    facts: {
      compactMs: findMedian(kept.map(({ compactMs }) => compactMs)),
      applyMs: findMedian(kept.map(({ applyMs }) => applyMs)),
    },
  };
}

async function fill(store: DocumentStore, name: string, updates: readonly Uint8Array[]): Promise<void> {
  await store.load(name);
  const rows = Array.from({ length: Math.ceil(updates.length / ROW) }, (_, place) =>
    updates.slice(place * ROW, (place + 1) * ROW),
  );
  await Promise.all(rows.map((row) => store.append(name, row, [])));
}
