import { expect, test } from "vitest";
import type { ArchivedReceipt } from "#app/live/receipt-archive.ts";
import { toReceiptFile } from "#app/live/receipt-archive.ts";
import { compareReceipts } from "../../../app/routes/_app.my-entries/compare-receipts.ts";
import type { MyEntry } from "../../../server/services/my-entries/my-entries-view.ts";

const makeReceipt = (seq: number, entry = `entry ${seq}`): ArchivedReceipt => ({
  account: "account",
  log: "log",
  seq,
  command: `c${seq}`,
  actor: "actor",
  verifierKey: "key",
  parts: { head: "{}", value: "{}", text: "{}" },
  salts: { head: "", value: "", text: "" },
  entry,
  checkpoint: "note",
  proof: [],
});

const makeEntry = (seq: number, isMine = true): MyEntry => ({
  seq,
  at: "2026-01-05T08:00:00.000Z",
  type: "score.kept",
  isMine,
  actorId: isMine ? "actor" : "system",
  item: null,
  leafHash: "",
  entry: `entry ${seq}`,
  parts: { head: null, value: null, text: null },
});

test("an entry matches its receipt, differs from it, or has none here; acts of others have no state", () => {
  const view = { entries: [makeEntry(9), makeEntry(7), makeEntry(6), makeEntry(5, false)], from: 5, to: 10 };
  const { states, missing } = compareReceipts(view, [makeReceipt(7, "another"), makeReceipt(9)]);
  expect([...states]).toEqual([
    [9, "matches"],
    [7, "differs"],
    [6, "none"],
  ]);
  expect(missing).toEqual([]);
});

test("a receipt within the page that the log does not show is missing, one outside it is not", () => {
  const view = { entries: [makeEntry(9), makeEntry(5, false)], from: 5, to: 10 };
  const receipts = [4, 5, 8, 9, 10].map((seq) => makeReceipt(seq));
  expect(compareReceipts(view, receipts).missing.map(({ seq }) => seq)).toEqual([5, 8]);
});

test("the file of receipts holds what opens each entry and nothing of the account", () => {
  const file = toReceiptFile("log", [makeReceipt(3)]);
  expect(file).toEqual({
    kind: "assay-receipts",
    v: 1,
    log: "log",
    receipts: [
      {
        entry: "entry 3",
        parts: { head: "{}", value: "{}", text: "{}" },
        salts: { head: "", value: "", text: "" },
        checkpoint: "note",
        proof: [],
      },
    ],
  });
});
