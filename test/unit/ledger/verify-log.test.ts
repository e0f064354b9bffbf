import { describe, expect, test } from "vitest";
import { encodeEntry, type Entry } from "#domain/ledger/entry.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { verifyLog, type ExtraCheck, type VerifyLogOptions } from "#domain/ledger/verify-log.ts";
import * as log from "./make-log.ts";

const SIZE = 10;
const ENTRIES = log.makeEntries(SIZE);
const CHECKPOINT = log.makeCheckpoint(ENTRIES);
const LAST = SIZE - 1;

async function verify(lines: readonly string[], options?: VerifyLogOptions) {
  async function* stream() {
    yield* lines;
  }
  const result = await verifyLog(log.crypto, stream(), options);
  const failed = Object.fromEntries(result.checks.filter((c) => c.failed).map((c) => [c.name, c.failed?.seq]));
  return { ...result, failed };
}

const exportOf = (entries: readonly Entry[]) => log.makeExport(entries, { checkpoint: CHECKPOINT });
const edit = (seq: number, over: Partial<Entry>) => ENTRIES.map((e) => (e.seq === seq ? { ...e, ...over } : e));
const hash = "ab".repeat(32);

describe("verifyLog", () => {
  test("an untouched export passes every check", async () => {
    const result = await verify(log.makeExport(ENTRIES));
    expect(result.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ["canonical-bytes", SIZE],
      ["sequence", SIZE],
      ["time", SIZE],
      ["previous", SIZE],
      ["roots", 1],
      ["signatures", 1],
      ["witnesses", 0],
      ["commitments", 3 * SIZE],
    ]);
    expect(result).toMatchObject({ verdict: "passed", failed: {}, log: log.LOG, entryCount: SIZE });
    expect(result.checkpoint?.size).toBe(SIZE);
  });

  test("the empty log passes, and what is withheld is counted, not passed", async () => {
    expect((await verify(log.makeExport([]))).verdict).toBe("passed");
    const result = await verify(log.makeExport(ENTRIES, { disclosed: false }));
    expect(result.verdict).toBe("not-disclosed");
    const reasons = [{ reason: "withheld", count: 3 * SIZE }];
    const counts = { passed: 0, failed: null, notDisclosed: 3 * SIZE, reasons };
    expect(result.checks.at(-1)).toEqual({ name: "commitments", ...counts });
  });

  test.each([0, 4, LAST])("an edited commitment names entry %i", async (seq) => {
    const { verdict, failed } = await verify(exportOf(edit(seq, { value: hash })));
    expect(verdict).toBe("failed");
    expect(failed).toMatchObject({ commitments: seq });
    if (seq === LAST) expect(failed).toMatchObject({ roots: seq });
    else expect(failed).toMatchObject({ previous: seq, roots: null });
  });

  test.each([0, 4, LAST])("with nothing disclosed the chain still names edited entry %i", async (seq) => {
    const lines = log.makeExport(edit(seq, { value: hash }), { checkpoint: CHECKPOINT, disclosed: false });
    expect((await verify(lines)).failed).toEqual(seq === LAST ? { roots: seq } : { previous: seq, roots: null });
  });

  test.each([0, 1, 5])("an edited link names entry %i, not its predecessor", async (seq) => {
    expect((await verify(exportOf(edit(seq, { prev: hash })))).failed).toEqual({ previous: seq, roots: null });
  });

  test("an edited time names its entry", async () => {
    const { failed } = await verify(exportOf(edit(5, { at: "2025-12-31T00:00:00.000Z" })));
    expect(failed).toEqual({ time: 5, previous: 5, roots: null });
  });

  test("a deleted entry is named", async () => {
    expect((await verify(exportOf(ENTRIES.filter(({ seq }) => seq !== 4)))).failed).toMatchObject({ sequence: 4 });
    expect((await verify(exportOf(ENTRIES.slice(1)))).failed).toMatchObject({ sequence: 0 });
  });

  test("exchanged entries are named", async () => {
    const swapped = ENTRIES.map((entry, i) => (i === 3 ? ENTRIES[4] : i === 4 ? ENTRIES[3] : entry)) as Entry[];
    expect((await verify(exportOf(swapped))).failed).toMatchObject({ sequence: 3, time: 3, previous: 4 });
  });

  test("an inserted entry is named, with its number taken or new", async () => {
    const extra = { ...(ENTRIES[4] as Entry), value: hash };
    expect((await verify(exportOf(ENTRIES.toSpliced(5, 0, extra)))).failed).toMatchObject({ sequence: 4 });
    expect((await verify(exportOf([...ENTRIES, { ...extra, seq: SIZE }]))).failed).toMatchObject({ sequence: SIZE });
  });

  test("a cut tail is named by its first missing entry", async () => {
    const { failed } = await verify(exportOf(ENTRIES.slice(0, 7)));
    expect(failed).toEqual({ sequence: 7, roots: 7 });
  });

  test("a history made anew by the operator no longer has the signed root", async () => {
    const rewritten: Entry[] = [];
    for (const entry of edit(4, { value: hash })) {
      const before = rewritten.at(-1);
      const prev = before ? toHex(hashLeaf(log.sha256, encodeEntry(before))) : entry.prev;
      rewritten.push({ ...entry, prev });
    }
    const lines = log.makeExport(rewritten, { checkpoint: CHECKPOINT, disclosed: false });
    expect((await verify(lines)).failed).toEqual({ roots: LAST });
  });

  test("bytes that are not canonical name their entry", async () => {
    const lines = log.makeExport(ENTRIES);
    const spaced = lines.map((line, i) => (i === 4 ? line.replace('\\"seq\\":3', '\\"seq\\": 3') : line));
    expect((await verify(spaced)).failed).toMatchObject({ "canonical-bytes": 3, previous: 3, roots: null });
    const broken = lines.map((line, i) => (i === 4 ? "{" : line));
    expect((await verify(broken)).failed).toMatchObject({ "canonical-bytes": 3, sequence: 3 });
  });
});

describe("disclosed parts", () => {
  const lines = log.makeExport(ENTRIES);
  const change = (from: string, to: string) => lines.map((line, i) => (i === 7 ? line.replace(from, to) : line));

  test.each([
    ["value", '{\\"new\\":1500}', '{\\"new\\":1501}'],
    ["salt", log.saltOf(6, "text"), hash],
    ["malformed salt", log.saltOf(6, "value"), "xy"],
    ["command", '\\"command\\":\\"c6\\"', '\\"command\\":\\"c5\\"'],
    ["head without actor", '\\"actor\\"', '\\"aktor\\"'],
  ])("another %s names entry 6", async (_name, from, to) => {
    expect((await verify(change(from, to))).failed).toEqual({ commitments: 6 });
  });

  test("a part that is not canonical names entry 6", async () => {
    const bytes = '{ "new":1}';
    const entries = edit(6, { value: log.commit("value", 6, bytes) }).slice(0, 7);
    const text = log.makeExport(entries).map((line) => line.replace('{\\"new\\":1500}', bytes.replaceAll('"', '\\"')));
    expect((await verify(text)).failed).toEqual({ "canonical-bytes": 6 });
  });

  test("without the head the other parts cannot be opened", async () => {
    const withheld = lines.map((line, i) =>
      i === 7 ? line.replace(/"head":\{"salt"[^}]*\}"\}/, '"head":null') : line,
    );
    const { checks, verdict } = await verify(withheld);
    expect([verdict, checks.at(-1)?.passed, checks.at(-1)?.notDisclosed]).toEqual(["not-disclosed", 27, 3]);
  });
});

describe("checkpoint and key", () => {
  const lines = log.makeExport(ENTRIES);

  test("a missing, second or foreign checkpoint fails", async () => {
    expect((await verify(lines.slice(0, -1))).failed).toEqual({ roots: null, signatures: null });
    expect((await verify([...lines, lines.at(-1) as string])).verdict).toBe("passed");
    const foreign = log.makeCheckpoint(ENTRIES, { origin: "other.example" });
    expect((await verify(log.makeExport(ENTRIES, { checkpoint: foreign }))).failed).toHaveProperty("signatures");
    expect((await verify([...lines, lines[1] as string])).failed).toHaveProperty("sequence");
  });

  test("the reader's own key decides, not the one in the export", async () => {
    const other = log.makeKey(2);
    const forged = log
      .makeExport(ENTRIES, { checkpoint: log.makeCheckpoint(ENTRIES, { key: other }) })
      .map((line) => line.replace(log.makeKey().verifierKey, other.verifierKey));
    expect((await verify(forged)).verdict).toBe("passed");
    expect((await verify(forged, { verifierKey: log.makeKey().verifierKey })).failed).toHaveProperty("signatures");
  });

  test("what is no export is refused", async () => {
    await expect(verify([])).rejects.toThrow(RangeError);
    await expect(verify(["{}"])).rejects.toThrow(RangeError);
    await expect(verify(lines.slice(1))).rejects.toThrow(RangeError);
  });
});

test("extra checks see entries, disclosed parts and projections in order", async () => {
  const seen: unknown[] = [];
  const check: ExtraCheck = {
    onEntry: ({ entry, parts }) => void seen.push([entry.seq, parts.value]),
    onProjection: (projection) => void seen.push(projection),
    finish: () => ({
      name: "projection",
      passed: 0,
      failed: { seq: 1, detail: "differs" },
      notDisclosed: 0,
      reasons: [],
    }),
  };
  const lines = [...log.makeExport(ENTRIES.slice(0, 2)), '{"projection":{"score":[{"new":250}]}}', ""];
  const { verdict, failed } = await verify(lines, { extraChecks: [check] });
  expect(seen).toEqual([[0, { new: 0 }], [1, { new: 250 }], { score: [{ new: 250 }] }]);
  expect([verdict, failed]).toEqual(["failed", { projection: 1 }]);
});
