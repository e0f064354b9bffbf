import { describe, expect, test } from "vitest";
import { rankBest, rankMatch } from "../../../server/domain/framework/rank-match.ts";

/** The texts that fit, the best first. */
function rank(query: string, texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => {
      const place = rankMatch(query, text);
      return place === null ? [] : [{ text, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

describe("rankMatch", () => {
  test("the text itself, its beginning, a word's beginning, words in any order, and anywhere at last", () => {
    const texts = [
      "Thêm vào sổ ghi chú",
      "Chú thích ghi sau",
      "Bàn ghi chúng tôi",
      "Ghi chú kế",
      "Không có",
      "Ghi chú",
    ];
    expect(rank("ghi chú", texts)).toEqual([
      "Ghi chú",
      "Ghi chú kế",
      "Thêm vào sổ ghi chú",
      "Bàn ghi chúng tôi",
      "Chú thích ghi sau",
    ]);
    expect(rank("hi ch", texts).slice(0, 3)).toEqual(["Thêm vào sổ ghi chú", "Chú thích ghi sau", "Bàn ghi chúng tôi"]);
  });

  test("marks and case are folded, in both forms of Unicode; those that were typed count among equals", () => {
    expect(rank("hue", ["Thừa Thiên Huế", "Huế".normalize("NFD"), "Đà Nẵng"])).toEqual([
      "Huế".normalize("NFD"),
      "Thừa Thiên Huế",
    ]);
    expect(rank("bán", ["bàn", "bán", "bạn"])[0]).toBe("bán");
    expect(rankMatch("DA NANG", "Đà Nẵng")).not.toBeNull();
  });

  test("codes keep their dots, other signs are no part of a word", () => {
    expect(rank("2.1", ["12.1 Một", "Chỉ số 2.1", "2.1 Hai"])).toEqual(["2.1 Hai", "Chỉ số 2.1", "12.1 Một"]);
    expect(rankMatch("ghi chu", "Ghi, chú")).not.toBeNull();
  });

  test("an empty query fits everything alike; a text without a word of the query does not fit", () => {
    expect(rankMatch("  ", "Ghi chú")).toBe(rankMatch("", "Hàng việc"));
    expect(rankMatch("ghi x", "Ghi chú")).toBeNull();
  });

  test("of several texts the best one counts", () => {
    expect(rankBest("hue", ["Thừa Thiên Huế", "Hue"])).toBe(rankMatch("hue", "Hue"));
    expect(rankBest("x", ["a", "b"])).toBeNull();
  });
});
