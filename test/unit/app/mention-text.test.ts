import { describe, expect, test } from "vitest";
import {
  findMentionQuery,
  hasMentionToken,
  keepMentioned,
  rankMentions,
} from "../../../app/routes/_app.items.$itemId/mention-text.ts";

describe("findMentionQuery", () => {
  test.each([
    ["@", 1, { start: 0, query: "" }],
    ["Nhờ @chủ", 8, { start: 4, query: "chủ" }],
    ["Nhờ @b xem giúp", 6, { start: 4, query: "b" }],
    ["(@C", 3, { start: 1, query: "C" }],
    ["dòng một\n@", 10, { start: 9, query: "" }],
  ])("%j, caret at %i", (text, caret, found) => expect(findMentionQuery(text, caret)).toEqual(found));

  test.each([
    ["thư@tinh", 8],
    ["@b xem", 6],
    ["@@", 2],
    ["không có gì", 5],
    [`@${"a".repeat(21)}`, 22],
  ])("nothing in %j, caret at %i", (text, caret) => expect(findMentionQuery(text, caret)).toBeNull());
});

describe("rankMentions", () => {
  const vi: Readonly<Record<string, string>> = {
    A: "Chuyên gia A",
    B: "Chuyên gia B",
    CT: "Chủ tọa",
    C: "Chuyên gia C",
  };
  const en: Readonly<Record<string, string>> = { A: "Expert A", E: "Expert E", Ch: "Chair" };

  test.each([
    [vi, "", ["A", "B", "CT", "C"]],
    [vi, "C", ["C", "CT", "A", "B"]],
    [vi, "b", ["B"]],
    [vi, "Chủ", ["CT", "A", "B", "C"]],
    [vi, "gia", ["A", "B", "C"]],
    [en, "e", ["E", "A"]],
    [en, "x", []],
  ])("%j by %j", (names, query, found) => {
    expect(rankMentions(query, Object.keys(names), (sign) => ({ sign, name: names[sign] as string }))).toEqual(found);
  });
});

describe("who is called on", () => {
  const tokens: Readonly<Record<string, string>> = { b: "@B", chair: "@CT" };
  const toToken = (id: string): string => tokens[id] as string;

  test("a sign is a word of its own", () => {
    expect(hasMentionToken("xem lại @B, nhé", "@B")).toBe(true);
    expect(hasMentionToken("@BT xem, rồi @B", "@B")).toBe(true);
    expect(hasMentionToken("@BT xem", "@B")).toBe(false);
    expect(hasMentionToken("@Bằng xem", "@B")).toBe(false);
  });

  test("whose sign is taken out is not called any more, the others stay", () => {
    const texts = { before: "@B và @CT xem", after: "@CT xem" };
    expect(keepMentioned(["b", "chair"], texts, toToken)).toEqual(["chair"]);
  });

  test("who has no sign in the text stays: it was written in another language", () => {
    expect(keepMentioned(["chair"], { before: "@Ch, see this", after: "@Ch, see" }, toToken)).toEqual(["chair"]);
  });
});
