import { describe, expect, test } from "vitest";
import { fromBase64 } from "#domain/ledger/bytes.ts";
import { parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { parseEntry } from "#domain/ledger/entry.ts";
import { utf8 } from "#domain/ledger/bytes.ts";
import { verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import { verifyNote } from "#domain/ledger/signed-note.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { findAccepted } from "../../server/services/ledger/ledger.ts";
import { DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import {
  ACTOR,
  appendDraft,
  appendMany,
  checkDraftReceipt,
  commandOf,
  KEY,
  makeDraft,
  openTestLedger,
  reopen,
  vault,
} from "./make-ledger.ts";

const checkpointOf = (note: string) =>
  parseCheckpoint(verifyNote(nodeCrypto, { note, verifierKey: KEY.verifierKey }) as string);

const problemsOf = async (database: Parameters<typeof checkDatabase>[0]) =>
  (await checkDatabase(database, vault)).filter((check) => check.problems.length > 0);

describe.each(DIALECTS)("the ledger on %s", (dialect) => {
  test("an append gives a receipt that the browser's own recomputation accepts", async () => {
    const ledger = await openTestLedger(await openTestDatabase(dialect));
    const drafts = [0, 1, 2, 3].map(makeDraft);
    for (const draft of drafts) await appendDraft(ledger, draft);
    for (const [seq, draft] of drafts.entries()) {
      expect(checkDraftReceipt(await ledger.receipt(seq), draft)).toMatchObject({ ok: true, seq, size: 4 });
    }
    const other = await ledger.receipt(1);
    expect(checkDraftReceipt(other, makeDraft(2))).toEqual({ ok: false, reason: "commitment-head" });
    await expect(ledger.receipt(4)).rejects.toThrow(RangeError);
  });

  test("commands that wait share a commit, in order, across the width of a tile", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    expect(await appendMany(ledger, 0, 300)).toEqual(Array.from({ length: 300 }, (_, seq) => seq));
    expect(ledger.size()).toBe(300);
    expect(await problemsOf(database)).toEqual([]);
    expect(
      await database.writer.run((trx) => findAccepted(trx, { actor: ACTOR, command: commandOf(7) })),
    ).toMatchObject({
      seq: 7,
    });
  });

  test("a task that throws after its append leaves nothing, and the numbers stay dense", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    const refused = ledger.run(async (trx) => {
      await ledger.append(trx, makeDraft(100));
      await ledger.append(trx, makeDraft(101));
      throw new Error("no");
    });
    const [first, , second] = await Promise.allSettled([
      appendDraft(ledger, makeDraft(0)),
      refused,
      appendDraft(ledger, makeDraft(1)),
    ]);
    expect([first, second].map((one) => one?.status === "fulfilled" && one.value)).toEqual([0, 1]);
    await expect(refused).rejects.toThrow("no");
    expect(await findAccepted(database.reader, { actor: ACTOR, command: commandOf(100) })).toBeNull();
    expect(await problemsOf(database)).toEqual([]);
  });

  test("the same command id of one actor is refused by the table itself", async () => {
    const ledger = await openTestLedger(await openTestDatabase(dialect));
    await appendDraft(ledger, makeDraft(0));
    await expect(appendDraft(ledger, makeDraft(0))).rejects.toThrow();
    expect(await appendDraft(ledger, makeDraft(1))).toBe(1);
  });

  test("what follows from a group is appended in its own transaction", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    let isDue = true;
    ledger.setBeforeCommit(async (trx) => {
      if (isDue) await ledger.append(trx, makeDraft(50));
      isDue = false;
    });
    // The first command finds nobody waiting and is a group of its own.
    expect(await appendMany(ledger, 0, 3)).toEqual([0, 2, 3]);
    expect(await findAccepted(database.reader, { actor: ACTOR, command: commandOf(50) })).not.toBeNull();
    expect(await problemsOf(database)).toEqual([]);
  });

  test("a clock that goes backwards never makes an entry older than the one before", async () => {
    let hour = 0;
    const clock = () => new Date(Date.UTC(2026, 0, 5, hour));
    const ledger = await openTestLedger(await openTestDatabase(dialect), clock);
    for (const [number, shown] of [9, 7, 8, 10, 6].entries()) {
      hour = shown;
      await appendDraft(ledger, makeDraft(number));
    }
    const times = (await ledger.readEntries(0, 5)).map((entry) => parseEntry(utf8(entry)).at.slice(11, 13));
    expect(times).toEqual(["09", "09", "09", "10", "10"]);
  });

  test("opening again continues the same log, which is proved from an older receipt", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 5);
    const old = checkpointOf((await ledger.receipt(4)).checkpoint);
    await ledger.close();
    await database.close();
    const again = await reopen(database.location);
    try {
      expect(again.ledger.size()).toBe(5);
      expect(await appendMany(again.ledger, 5, 290)).toHaveLength(290);
      const now = checkpointOf(again.ledger.signedCheckpoint().note);
      const proof = (await again.ledger.proveConsistency(old.size, now.size)).map(fromBase64);
      const claim = { oldSize: old.size, oldRoot: old.root, newSize: now.size, newRoot: now.root, proof };
      expect(verifyConsistency(sha256, claim)).toBe(true);
      expect(verifyConsistency(sha256, { ...claim, oldRoot: now.root })).toBe(false);
    } finally {
      await again.database.close();
    }
  });

  test("the published checkpoint is stored and never behind an earlier one", async () => {
    const ledger = await openTestLedger(await openTestDatabase(dialect));
    expect(checkpointOf((await ledger.publishedCheckpoint()).note).size).toBe(0);
    await appendMany(ledger, 0, 3);
    await ledger.publish();
    await ledger.publish();
    expect(await ledger.publishedCheckpoint()).toEqual(ledger.signedCheckpoint());
    await appendMany(ledger, 3, 3);
    expect((await ledger.publishedCheckpoint()).size).toBe(3);
    await ledger.close();
    expect(checkpointOf((await ledger.publishedCheckpoint()).note).size).toBe(6);
  });
});
