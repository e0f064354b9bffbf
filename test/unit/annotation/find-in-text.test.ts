import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInText, foldText, matchesMax } from "../../../server/domain/annotation/find-in-text.ts";

const TEXT = "Điều 1. Mục tiêu của Huế\nđến  năm 2030: kinh phí HUẾ, đường số";
const find = (text: string, query: string): string[] =>
  findInText(foldText(text), query).map(({ start, end }) => text.slice(start, end));

describe("a search in a document", () => {
  test.each([
    ["hue", ["Huế", "HUẾ"]],
    ["HUẾ", ["Huế", "HUẾ"]],
    ["dieu 1", ["Điều 1"]],
    ["ĐIỀU", ["Điều"]],
    ["huế đến", ["Huế\nđến"]],
    ["den nam", ["đến  năm"]],
    [" kinh phi ", ["kinh phí"]],
    ["duong so", ["đường số"]],
    ["không có", []],
    ["", []],
    ["  ", []],
    ["\u0301", []],
  ])("finds %j", (query, expected) => {
    expect(find(TEXT, query)).toEqual(expected);
    expect(find(TEXT, query.normalize("NFD"))).toEqual(expected);
    const decomposed = TEXT.normalize("NFD");
    expect(find(decomposed, query).map((one) => one.normalize("NFC"))).toEqual(expected);
  });

  test("places do not overlap, and letters that fold to several are whole", () => {
    expect(find("aaaa", "aa")).toEqual(["aa", "aa"]);
    expect(find("vốn đầu tư: ﬁnance", "fin")).toEqual(["ﬁn"]);
    expect(find("vốn đầu tư: ﬁnance", "i")).toEqual(["ﬁ"]);
  });

  test("lists a bounded number", () => {
    expect(find("a ".repeat(matchesMax + 10), "a")).toHaveLength(matchesMax);
  });

  test("whatever the text, what is found folds to what was asked, in order", () => {
    const words = fc.array(fc.constantFrom("Huế", "đ", "Đ", " ", "\n", "ậ", "a", "ﬃ", "İ", "\u0301", "🙂"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.constantFrom("hue", "đ", "a", "d a", "🙂", "i"), (parts, query) => {
        const text = parts.join("");
        let from = 0;
        for (const { start, end } of findInText(foldText(text), query)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(foldText(text.slice(start, end)).folded).toContain(foldText(query).folded);
          from = end;
        }
      }),
    );
  });
});
