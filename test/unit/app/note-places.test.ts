import { describe, expect, test } from "vitest";
import {
  findNextAsked,
  isAsked,
  listKeptNotes,
  listPlacedNotes,
} from "../../../app/routes/_app.items.$itemId/note-places.ts";
import { packMargin } from "../../../app/routes/_app.items.$itemId/pack-margin.ts";
import type { NoteView, WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";

const target = (evidence: string, start: number): NoteView["target"] => ({
  ...{ kind: "text", evidence, sha256: "0".repeat(64), page: 1, start, end: start + 5, boxes: [] },
  extraction: { hash: "1".repeat(64), extractor: "pdf", version: "1" },
});

/** Of a note what its place depends on. */
const makeNote = (id: string, over: Partial<NoteView> = {}): NoteView =>
  ({
    ...{ id, number: 1, evidenceId: "old", page: 1, region: null, isOrphan: false, earlier: null },
    ...{ place: { start: 10, end: 15 } },
    ...over,
  }) as NoteView;

const words = { exact: "năm chữ", prefix: "", suffix: "" };
const found = (start: number) => ({ found: "exact" as const, target: target("new", start), words });
const asked = (proposal: NonNullable<NoteView["earlier"]>["proposal"], isLeft = false): Partial<NoteView> => ({
  earlier: { newestId: "new", isLeft, proposal },
});
const see = (notes: NoteView[]): WorkbenchView => ({ notes }) as unknown as WorkbenchView;

describe("notes of a document that has a newer version", () => {
  const stays = makeNote("stays", { number: 3, ...asked(found(40)) });
  const gone = makeNote("gone", asked(null));
  const left = makeNote("left", asked(found(7), true));
  const own = makeNote("own", { number: 9, evidenceId: "new", place: { start: 20, end: 25 } });
  const lost = makeNote("lost", { evidenceId: "new", place: null, isOrphan: true });
  const view = see([stays, gone, left, own, lost]);

  test("stand in the newer one where their words were found, as proposals, in its reading order", () => {
    expect(listPlacedNotes(view, "new").map(({ note, place, isProposed }) => [note.id, place, isProposed])).toEqual([
      ["own", { start: 20, end: 25 }, false],
      ["stays", { start: 40, end: 45 }, true],
    ]);
  });

  test("or are listed without a place: the lost, and those that were left", () => {
    const kept = listKeptNotes(view, "new");
    expect([kept.lost, kept.left].map((notes) => notes.map(({ id }) => id))).toEqual([["lost", "gone"], ["left"]]);
  });

  test("on their own version all of them have their own place, and none is listed", () => {
    expect(listPlacedNotes(view, "old").map(({ note, isProposed }) => [note.id, isProposed])).toEqual([
      ["gone", false],
      ["left", false],
      ["stays", false],
    ]);
    expect(listKeptNotes(view, "old")).toEqual({ lost: [], left: [] });
  });

  test("a region comes after the words of its page and before the next page", () => {
    const box = { x: 1_000, y: 2_000, width: 3_000, height: 4_000 };
    const notes = [
      makeNote("page 2", { number: 1, page: 2, place: { start: 90, end: 95 } }),
      makeNote("region", { number: 2, place: null, region: { page: 1, box } }),
      makeNote("words", { number: 3, place: { start: 80, end: 85 } }),
    ];
    expect(listPlacedNotes(see(notes), "old").map(({ note }) => note.id)).toEqual(["words", "region", "page 2"]);
  });
});

describe("answering for notes of an earlier version", () => {
  const was = ["a", "b", "c"];

  test("leads to the next that is asked about, round to the first, and stays with the last", () => {
    expect(findNextAsked({ was, now: ["a", "c"], focused: "b" })).toBe("c");
    expect(findNextAsked({ was, now: ["a", "b"], focused: "c" })).toBe("a");
    // Another one was settled at the same time, at another browser.
    expect(findNextAsked({ was, now: ["a"], focused: "b" })).toBe("a");
    expect(findNextAsked({ was: ["b"], now: [], focused: "b" })).toBe("b");
  });

  test("leads nowhere while the one in front is asked about, never was, or none is in front", () => {
    expect(findNextAsked({ was, now: ["b", "c"], focused: "b" })).toBeNull();
    expect(findNextAsked({ was, now: ["a", "c"], focused: "x" })).toBeNull();
    expect(findNextAsked({ was, now: ["a", "c"], focused: null })).toBeNull();
  });

  test("is for their authors, until they have said something", () => {
    const notes = [
      makeNote("asked", { isOwn: true, ...asked(null) }),
      makeNote("another's", { isOwn: false, ...asked(null) }),
      makeNote("left", { isOwn: true, ...asked(null, true) }),
      makeNote("of this version", { isOwn: true }),
    ];
    expect(notes.filter(isAsked).map(({ id }) => id)).toEqual(["asked"]);
  });
});

describe("packMargin", () => {
  const boxes = [
    { id: "a", wanted: 20, height: 50 },
    { id: "b", wanted: 300, height: 50 },
  ];
  test("leaves the height that is taken above all cards", () => {
    expect(Object.fromEntries(packMargin(boxes, null))).toEqual({ a: 20, b: 300 });
    expect(Object.fromEntries(packMargin(boxes, null, 100))).toEqual({ a: 124, b: 300 });
  });
});
