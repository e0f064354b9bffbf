import { describe, expect, it } from "vitest";
import * as format from "../../../app/i18n/format.ts";
import { compareVietnamese, foldMarks, matchesFolded } from "../../../app/i18n/vietnamese-text.ts";

describe("numbers", () => {
  it("writes Vietnamese with a comma and English with a point", () => {
    expect([format.formatPoints(14, "vi"), format.formatPoints(14, "en")]).toEqual(["14,0", "14.0"]);
    expect([format.formatIndexValue(0.7955, "vi"), format.formatIndexValue(0.7955, "en")]).toEqual([
      "0,7955",
      "0.7955",
    ]);
    expect([format.formatCount(1598, "vi"), format.formatCount(48213, "en")]).toEqual(["1.598", "48,213"]);
    expect([format.formatPlain(0.5, "vi"), format.formatPlain(20, "vi")]).toEqual(["0,5", "20"]);
    expect(format.formatPercent(0.086, 1, "vi")).toBe("8,6%");
  });

  it("signs a change with U+2212 and leaves what rounds to zero without a sign", () => {
    expect(format.formatChange(-35.7, 1, "en")).toBe("\u221235.7");
    expect(format.formatChange(0.0172, 4, "vi")).toBe("+0,0172");
    expect(format.formatChange(-0.00001, 4, "vi")).toBe("0,0000");
    expect(format.formatPoints(-5, "vi")).toBe("\u22125,0");
  });
});

describe("times", () => {
  const at = "2026-03-14T10:00:05Z";

  it("dates in Hanoi's time, whatever the machine's", () => {
    expect([format.formatDate(at, "vi"), format.formatDate(at, "en")]).toEqual(["14/03/2026", "14 March 2026"]);
    expect([format.formatWeekday(at, "vi"), format.formatWeekday(at, "en")]).toEqual([
      "thứ Bảy 14/03",
      "Saturday 14 March",
    ]);
    expect(format.formatDateTimeExact(at, "vi")).toBe("14/03/2026 17:00:05");
    expect(format.formatTime("2026-03-14T17:00:00Z")).toBe("00:00");
    expect(format.formatDay("2026-03-14T17:00:00Z", "vi")).toBe("15/03");
  });

  it("says the two largest units of a duration", () => {
    const hourMs = 3_600_000;
    expect(format.formatDuration(55 * hourMs, "vi")).toBe("2 ngày 7 giờ");
    expect(format.formatDuration(7 * hourMs + 19 * 60_000, "en")).toBe("7 hours 19 minutes");
    expect(format.formatDuration(-40_000, "vi")).toBe("40 giây");
    expect(format.formatDuration(24 * hourMs, "vi")).toBe("1 ngày");
  });

  it("shortens a hash to its ends", () => {
    expect(format.formatHash("197463485e36d0cdc56d")).toBe("19746348…c56d");
    expect(format.formatHash("19746348")).toBe("19746348");
  });
});

describe("Vietnamese text", () => {
  it("folds marks, also of a decomposed text", () => {
    expect(foldMarks("Đà Nẵng".normalize("NFD"))).toBe("da nang");
    expect(matchesFolded("Huế", " hue")).toBe(true);
    expect(matchesFolded("Điện Biên", "hue")).toBe(false);
  });

  it("sorts by Vietnamese collation", () => {
    const names = ["Đắk Lắk", "Ninh Bình", "Cà Mau", "Điện Biên", "An Giang", "Đà Nẵng"];
    expect(names.sort(compareVietnamese)).toEqual([
      "An Giang",
      "Cà Mau",
      "Đà Nẵng",
      "Đắk Lắk",
      "Điện Biên",
      "Ninh Bình",
    ]);
  });
});
