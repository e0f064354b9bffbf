import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { createClockIndex, indexDocument } from "#domain/live/clock-index.ts";
import { inspectUpdate } from "#domain/live/inspect-update.ts";
import { LIVE_LIMITS } from "#domain/live/live-limits.ts";

const OPTIONS = { known: createClockIndex(), root: "conclusion", isStepTwo: false };

function makeUpdate(write: (doc: Y.Doc) => void, clientID = 7): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.transact(() => write(doc));
  return Y.encodeStateAsUpdate(doc);
}

function write(doc: Y.Doc, text = "chữ", root = "conclusion"): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment(root).insert(0, [paragraph]);
}

function nest(doc: Y.Doc, levels: number): void {
  let parent: Y.XmlFragment = doc.getXmlFragment("conclusion");
  for (let level = 0; level < levels; level += 1) {
    const element = new Y.XmlElement("listItem");
    parent.insert(0, [element]);
    parent = element;
  }
}

function problemOf(update: Uint8Array, over: Partial<typeof OPTIONS> | { root: null } = {}): string | null {
  const inspection = inspectUpdate(update, { ...OPTIONS, ...over });
  return inspection.ok ? null : inspection.problem;
}

describe("inspectUpdate", () => {
  test("lets prose through and says whose it is and how deep", () => {
    const update = makeUpdate((doc) => write(doc));
    expect(inspectUpdate(update, OPTIONS)).toEqual({
      ok: true,
      update,
      clients: [7],
      deletions: [],
      runs: [
        { client: 7, length: 1, depth: 1 },
        { client: 7, length: 1, depth: 2 },
        { client: 7, length: 3, depth: 3 },
      ],
    });
  });

  test("trims what is known, also in the middle of an item", () => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    const text = new Y.XmlText("ab");
    doc.getXmlFragment("conclusion").insert(0, [text]);
    const known = indexDocument(doc);
    text.insert(2, "cd");
    const inspection = inspectUpdate(Y.encodeStateAsUpdate(doc), { ...OPTIONS, known });
    expect(inspection).toMatchObject({ ok: true, runs: [{ client: 7, length: 2, depth: 2 }] });
    expect(inspectUpdate(Y.encodeStateAsUpdate(doc), { ...OPTIONS, known: indexDocument(doc) })).toMatchObject({
      ok: true,
      runs: [],
      clients: [],
    });
  });

  test("an index built by running ahead equals the index of the document", () => {
    const doc = new Y.Doc();
    const known = createClockIndex();
    doc.on("update", (update: Uint8Array) => {
      const inspection = inspectUpdate(update, { ...OPTIONS, known });
      expect(inspection.ok).toBe(true);
      if (inspection.ok) for (const { client, length, depth } of inspection.runs) known.append(client, length, depth);
    });
    write(doc, "một");
    nest(doc, 3);
    write(doc, "hai");
    const fresh = indexDocument(doc);
    expect(new Map(known.clocks)).toEqual(new Map(fresh.clocks));
    for (let clock = 0; clock < known.next(doc.clientID); clock += 1) {
      expect(known.depthAt(doc.clientID, clock)).toBe(fresh.depthAt(doc.clientID, clock));
    }
  });

  test.each<[string, string, Uint8Array]>([
    ["no bytes", "update.malformed", new Uint8Array()],
    ["noise", "update.malformed", Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6)],
    // One section that promises 2^28 − 1 structs of client 0.
    ["seven bytes that promise a great many", "update.malformed", Uint8Array.of(1, 255, 255, 255, 127, 0, 0)],
    ["an empty section", "update.malformed", Uint8Array.of(1, 0, 7, 0, 0)],
    ["two sections of one client", "update.malformed", Uint8Array.of(2, 1, 7, 0, 0, 1, 1, 7, 1, 0, 1, 0)],
    ["an item without length", "update.malformed", Uint8Array.of(1, 1, 7, 0, 0, 0, 0)],
    ["a text that ends behind the frame", "update.malformed", makeUpdate((doc) => write(doc, "dài")).subarray(0, -3)],
    ["a clock gap", "update.gap", Uint8Array.of(1, 1, 7, 5, 0, 1, 0)],
    ["a skip", "update.gap", Uint8Array.of(1, 1, 7, 0, 10, 5, 0)],
    ["a deletion of something unknown", "update.gap", Uint8Array.of(0, 1, 9, 1, 0, 4)],
    ["another root", "update.foreign-root", makeUpdate((doc) => write(doc, "x", "other"))],
    ["a map as root", "update.foreign-root", makeUpdate((doc) => doc.getMap("scores").set("a", 1))],
    ["a map inside", "update.foreign-content", makeUpdate((doc) => doc.getMap("conclusion").set("a", new Y.Map()))],
    ["a sub-document", "update.foreign-content", makeUpdate((doc) => doc.getMap("conclusion").set("a", new Y.Doc()))],
    ["a float", "update.foreign-content", makeUpdate((doc) => doc.getMap("conclusion").set("a", 0.5))],
    ["too deep", "update.too-deep", makeUpdate((doc) => nest(doc, LIVE_LIMITS.depthMax + 1))],
    ["too large", "update.too-large", makeUpdate((doc) => write(doc, "x".repeat(LIVE_LIMITS.updateBytesMax)))],
  ])("refuses %s: %s", (_what, problem, update) => {
    expect(problemOf(update)).toBe(problem);
  });

  test("a step-2 may be larger, and the deepest level is allowed", () => {
    const large = makeUpdate((doc) => write(doc, "x".repeat(LIVE_LIMITS.updateBytesMax)));
    expect(problemOf(large, { isStepTwo: true })).toBeNull();
    expect(problemOf(makeUpdate((doc) => nest(doc, LIVE_LIMITS.depthMax)))).toBeNull();
  });

  test("two clients that each wait for the other are a gap", () => {
    const one = makeUpdate((doc) => write(doc), 1);
    const both = new Y.Doc();
    both.clientID = 2;
    Y.applyUpdate(both, one);
    write(both);
    // Without client 1, client 2's items hang on nothing.
    expect(problemOf(Y.encodeStateAsUpdate(both, Y.encodeStateVector(new Map([[1, 3]]))))).toBe("update.gap");
    expect(problemOf(Y.encodeStateAsUpdate(both))).toBeNull();
  });

  test("a room without a document takes no items", () => {
    expect(
      problemOf(
        makeUpdate((doc) => write(doc)),
        { root: null },
      ),
    ).toBe("update.foreign-root");
    expect(problemOf(Y.encodeStateAsUpdate(new Y.Doc()), { root: null })).toBeNull();
  });

  test("every cut and changed byte of a real update gets an answer, and what passes leaves nothing pending", () => {
    const real = makeUpdate((doc) => {
      write(doc, "Đề nghị giữ nguyên điểm");
      nest(doc, 3);
      doc.getXmlFragment("conclusion").delete(1, 1);
    });
    const mutants = [...real].flatMap((byte, i) =>
      [real.slice(0, i), real.with(i, byte ^ 1), real.with(i, byte ^ 128), real.with(i, 255)].map(
        (one) => new Uint8Array(one),
      ),
    );
    let passed = 0;
    for (const mutant of mutants) {
      const inspection = inspectUpdate(mutant, OPTIONS);
      if (!inspection.ok) continue;
      passed += 1;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, inspection.update);
      expect(doc.store.pendingStructs).toBeNull();
      expect(doc.store.pendingDs).toBeNull();
      const known = createClockIndex();
      for (const { client, length, depth } of inspection.runs) known.append(client, length, depth);
      expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(new Map(known.clocks));
    }
    expect(passed).toBeGreaterThan(0);
  });
});
