// Every statement of two group commits fails twice: before it was run, and after. Whatever was acknowledged is on disk,
// no root that was signed ever changes, the lock is not ahead, and a command that is sent again has one entry.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { fromBase64 } from "#domain/ledger/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import { parseNote } from "#domain/ledger/signed-note.ts";
import { sha256 } from "../../server/services/hash.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { openCheckpointLock } from "../../server/services/ledger/checkpoint-lock.ts";
import { type EntryDraft, findAccepted, type Ledger } from "../../server/services/ledger/ledger.ts";
import { DIALECTS, openTestDatabase, type TestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import { openFaulty } from "./faulty-database.ts";
import { appendMany, makeClock, makeDraft, openTestLedger, ORIGIN, vault } from "./make-ledger.ts";

/** The first command is a group of its own; the others wait meanwhile, and share the next. */
const COMMANDS = 4;
const FAULTS_MAX = scaled({ small: 20, full: 200 });

const openLock = (location: string) => openCheckpointLock({ location, origin: ORIGIN, now: makeClock() });

const toCheckpoint = (note: string): Checkpoint => parseCheckpoint(parseNote(note).text);

/** A command as people send it: once more is the same. */
const send = (ledger: Ledger, draft: EntryDraft): Promise<number> =>
  ledger.run(async (trx) => (await findAccepted(trx, draft.head))?.seq ?? (await ledger.append(trx, draft)).seq);

interface Site {
  readonly database: TestDatabase;
  readonly lockLocation: string;
  /** What receipts have signed so far. */
  readonly signed: Checkpoint[];
}

/** @returns how many statements the commands took, and whether the fault struck. */
async function failOnce(site: Site, drafts: readonly EntryDraft[], fault: Parameters<Faulty["arm"]>[0]) {
  const faulty = await openFaulty(site.database);
  const lock = await openLock(site.lockLocation);
  const ledger = await openTestLedger(faulty, makeClock(), { lock });
  // What the start publishes is not what is counted here.
  await ledger.publish();
  faulty.arm(fault);
  const answers = await Promise.allSettled(drafts.map((draft) => send(ledger, draft)));
  const count = faulty.count();
  // A fault beyond the commands is not to strike what the end publishes.
  faulty.arm({ ...fault, at: Infinity });
  if (answers.some((one) => one.status === "fulfilled")) site.signed.push(toCheckpoint(ledger.signedCheckpoint().note));
  if (faulty.writer.failure() === null) {
    // Refused for want of room, or nothing struck: now there is room.
    for (const draft of drafts) await send(ledger, draft);
  }
  await ledger.close();
  await faulty.close();
  return { count, acknowledged: answers.map((one) => (one.status === "fulfilled" ? one.value : null)) };
}

type Faulty = Awaited<ReturnType<typeof openFaulty>>;

async function expectSound(
  { database, lockLocation, signed }: Site,
  drafts: readonly EntryDraft[],
  told: (number | null)[],
) {
  const lock = await openLock(lockLocation);
  const locked = lock.last()!;
  const ledger = await openTestLedger(database, makeClock(), { lock });
  expect(locked.size).toBeLessThanOrEqual(ledger.size());
  const seqs: number[] = [];
  for (const draft of drafts) seqs.push(await send(ledger, draft));
  expect(new Set(seqs).size).toBe(drafts.length);
  for (const [place, seq] of told.entries()) if (seq !== null) expect(seqs[place]).toBe(seq);
  const now = toCheckpoint(ledger.signedCheckpoint().note);
  for (const { size, root } of signed) {
    const proof = (await ledger.proveConsistency(size, now.size)).map(fromBase64);
    const claim = { oldSize: size, oldRoot: root, newSize: now.size, newRoot: now.root, proof };
    expect(verifyConsistency(sha256, claim), `after size ${size}`).toBe(true);
  }
  await ledger.close();
}

const CODES = {
  sqlite: { broken: "SQLITE_IOERR_WRITE", full: "SQLITE_FULL" },
  postgres: { broken: "58030", full: "53100" },
};

describe.each(DIALECTS)("statements that fail on %s", (dialect) => {
  test.each([
    ["broken", "before"],
    ["broken", "after"],
    ["full", "before"],
    ["full", "after"],
  ] as const)(
    "(%s, %s they are run) lose nothing that was acknowledged",
    async (kind, when) => {
      const database = await openTestDatabase(dialect);
      const site: Site = { database, lockLocation: join(makeTestDir(), "checkpoints.db"), signed: [] };
      const first = await openTestLedger(database, makeClock(), { lock: await openLock(site.lockLocation) });
      await appendMany(first, 0, 3);
      await first.close();
      let statements = Infinity;
      for (let at = 1; at <= Math.min(statements, FAULTS_MAX); at += 1) {
        const drafts = Array.from({ length: COMMANDS }, (_, place) => makeDraft(at * 100 + place));
        const { count, acknowledged } = await failOnce(site, drafts, { at, when, code: CODES[dialect][kind] });
        // Without a fault everything is acknowledged, and that is how long the commands are.
        if (!acknowledged.includes(null)) statements = Math.min(statements, count);
        await expectSound(site, drafts, acknowledged);
      }
      expect(statements === Infinity || statements >= 20).toBe(true);
      expect((await checkDatabase(database, vault)).flatMap(({ problems }) => problems)).toEqual([]);
    },
    120_000,
  );
});

test("the database of these tests is the one of the others", async () => {
  const database = await openTestDatabase("sqlite");
  const faulty = await openFaulty(database);
  await appendMany(await openTestLedger(faulty), 0, 2);
  await faulty.close();
  await database.close();
  const again = await openDatabase(database.location);
  expect((await openTestLedger(again)).size()).toBe(2);
  await again.close();
});
