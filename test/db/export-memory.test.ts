import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import { computeCommitment, PART_NAMES, type PartName } from "#domain/ledger/commitment.ts";
import { encodeEntry, FIRST_PREV } from "#domain/ledger/entry.ts";
import { type ExportedParts, formatExportLine } from "#domain/ledger/log-export.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { signNote } from "#domain/ledger/signed-note.ts";
import { verifyLog } from "#domain/ledger/verify-log.ts";
import { PUBLIC } from "#domain/policy/actor.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { scaled } from "../scale.ts";
import { ACTOR, appendMany, commandOf, KEY, makeDraft, openTestLedger, ORIGIN, vault } from "./make-ledger.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const MEGABYTE = 1024 * 1024;
/** What may be kept beside a log, however long it is: the bits of its entries, and noise. */
const GROWTH_MAX_MB = 16;

/** Heap that is in use after everything that nobody needs is gone. */
function measureHeapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

/** An export of that many entries, made while it is read. */
async function* makeLines(count: number): AsyncIterable<string> {
  const head = { kind: "assay-export" as const, v: 2 as const, scope: "round" as const, contains: [] };
  yield formatExportLine({ ...head, log: ORIGIN, key: KEY.verifierKey });
  const range = new CompactRange(sha256);
  let prev = FIRST_PREV;
  const salt = "5a".repeat(32);
  for (let seq = 0; seq < count; seq += 1) {
    const command = commandOf(seq);
    const { parts } = makeDraft(seq);
    const commit = (part: PartName): string => {
      const bound = { part, log: ORIGIN, command, actor: ACTOR, salt: fromHex(salt), bytes: utf8(parts[part]) };
      return toHex(computeCommitment(sha256, bound));
    };
    const at = new Date(Date.UTC(2026, 0, 1) + 1000 * seq).toISOString();
    const hashes = { head: commit("head"), value: commit("value"), text: commit("text") };
    const bytes = encodeEntry({ at, log: ORIGIN, prev, seq, v: 1, ...hashes });
    const leaf = hashLeaf(sha256, bytes);
    range.append(leaf);
    prev = toHex(leaf);
    const shown = PART_NAMES.map((part) => [part, { salt, bytes: parts[part] }] as const);
    yield formatExportLine({
      entry: new TextDecoder().decode(bytes),
      parts: Object.fromEntries(shown) as ExportedParts,
    });
  }
  const text = formatCheckpoint({ origin: ORIGIN, size: count, root: range.computeRoot() });
  yield formatExportLine({ checkpoint: signNote({ text, name: ORIGIN, keyId: KEY.keyId, sign: KEY.sign }) });
}

describe("memory does not grow with the log", () => {
  test("while an export is verified", { timeout: 1_800_000 }, async () => {
    const count = scaled({ small: 20_000, full: 1_000_000 });
    const heaps: number[] = [];
    async function* watch(): AsyncIterable<string> {
      let done = 0;
      for await (const line of makeLines(count)) {
        yield line;
        done += 1;
        if (done === count / 10 || done === count) heaps.push(measureHeapMb());
      }
    }
    const extraChecks = [createSealsCheck(), createProjectionCheck(), createIndexCheck(sha256)];
    const result = await verifyLog(nodeCrypto, watch(), { verifierKey: KEY.verifierKey, extraChecks });
    expect([result.verdict, result.entryCount]).toEqual(["passed", count]);
    const [early = 0, late = Infinity] = heaps;
    expect(late - early).toBeLessThan(GROWTH_MAX_MB);
  });

  test("while it is written", { timeout: 600_000 }, async () => {
    const count = scaled({ small: 5_000, full: 200_000 });
    const database = await openTestDatabase("sqlite");
    const ledger = await openTestLedger(database);
    for (let from = 0; from < count; from += 500) await appendMany(ledger, from, 500);
    const heaps: number[] = [];
    let lineCount = 0;
    const options = {
      database,
      ledger,
      vault,
      scope: "public",
      actor: PUBLIC,
      now: "2026-01-06T00:00:00.000Z",
    } as const;
    await exportLog(options, () => {
      lineCount += 1;
      if (lineCount === count / 10 || lineCount === count) heaps.push(measureHeapMb());
    });
    const [early = 0, late = Infinity] = heaps;
    expect(lineCount).toBeGreaterThan(count);
    expect(late - early).toBeLessThan(GROWTH_MAX_MB);
  });
});
