import { describe, expect, test } from "vitest";
import { LOST_CITE, toCites } from "../../../app/routes/_app.items.$itemId/to-cites.ts";

const makeNote = (id: string, over: { version?: number } = {}) => ({ id, version: 1, hash: `hash of ${id}`, ...over });

describe("toCites", () => {
  test("a citation is bound to the version and hash that the page shows", () => {
    expect(toCites({ text: "Theo @1.", citeIds: ["a"] }, [makeNote("b"), makeNote("a", { version: 3 })])).toEqual({
      text: "Theo @1.",
      cites: [{ annotation: "a", version: 3, hash: "hash of a" }],
    });
  });

  test("where a note is gone its place says so, and what stands after it still names its own note", () => {
    const written = { text: "Theo @1 và @2, trừ @3; xem lại @2 và @3.", citeIds: ["a", "gone", "c"] };
    const { text, cites } = toCites(written, [makeNote("a"), makeNote("c")]);
    expect(text).toBe(`Theo @1 và ${LOST_CITE}, trừ @2; xem lại ${LOST_CITE} và @2.`);
    expect(cites.map(({ annotation }) => annotation)).toEqual(["a", "c"]);
  });

  test("a sign that is no citation stays text, and is not taken for a lost one", () => {
    const written = { text: "Thư gửi @7 và @? ngày @1.", citeIds: ["gone"] };
    const text = `Thư gửi @7 và @? ngày ${LOST_CITE}.`;
    expect(text.split(LOST_CITE)).toHaveLength(2);
    expect(toCites(written, [])).toEqual({ text, cites: [] });
  });
});
