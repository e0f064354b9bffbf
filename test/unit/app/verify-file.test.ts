import { expect, test } from "vitest";
import { toReceiptFile } from "#app/live/receipt-archive.ts";
import { verifyFile } from "../../../app/verifier/verify-file.ts";
import { toBase64 } from "#domain/ledger/bytes.ts";
import { computeRoot } from "#domain/ledger/merkle-tree.ts";
import {
  ACTOR,
  crypto,
  leavesOf,
  LOG,
  makeCheckpoint,
  makeEntries,
  makeExport,
  makeKey,
  partsOf,
  saltOf,
  sha256,
  textOf,
} from "../ledger/make-log.ts";

const { verifierKey } = makeKey();
const verify = (text: string, key: string | null = verifierKey) =>
  verifyFile(crypto, new Blob([text]), { trust: { verifierKey: key, policy: null }, onRead: () => undefined });

/** Receipts of the last of two entries, as a browser saves them. */
function makeReceipts(value = partsOf(1).value): string {
  const entries = makeEntries(2);
  const [first] = leavesOf(entries);
  const receipt = {
    account: "account",
    log: LOG,
    seq: 1,
    command: "c1",
    actor: ACTOR,
    verifierKey,
    parts: { ...partsOf(1), value },
    salts: { head: saltOf(1, "head"), value: saltOf(1, "value"), text: saltOf(1, "text") },
    entry: textOf(entries[1]!),
    checkpoint: makeCheckpoint(entries),
    proof: [toBase64(computeRoot(sha256, [first!]))],
  };
  return JSON.stringify(toReceiptFile(LOG, [receipt]), null, 2);
}

test("an export is told from the others and verified line by line, in pieces of any size", async () => {
  const text = makeExport(makeEntries(40), { disclosed: false }).join("\n");
  const read: number[] = [];
  const options = { trust: { verifierKey, policy: null }, onRead: (bytes: number) => void read.push(bytes) };
  const { verdict, entryCount } = await verifyFile(crypto, new Blob([text]), options);
  expect({ verdict, entryCount }).toEqual({ verdict: "not-disclosed", entryCount: 40 });
  expect(read.at(-1)).toBe(new TextEncoder().encode(text).length);
});

test("receipts pass by the log's key, and by no other", async () => {
  expect(await verify(makeReceipts())).toMatchObject({ verdict: "passed", scope: "receipts", entryCount: 1 });
  expect(await verify(makeReceipts(), makeKey(2).verifierKey)).toMatchObject({ verdict: "failed" });
  await expect(verify(makeReceipts(), null)).rejects.toThrow("the key of the log is needed");
});

test("a receipt whose value is another than what was committed to fails, and is named", async () => {
  const { verdict, checks } = await verify(makeReceipts('{"new":1}'));
  expect(verdict).toBe("failed");
  expect(checks[0]?.failed?.detail).toContain("commitment-value");
});

test("what is none of the three is refused", async () => {
  for (const text of ["", "hello", "{}", '{"kind":"assay-dossier"}']) await expect(verify(text)).rejects.toThrow();
});
