import { describe, expect, test } from "vitest";
import { known, UNDEFINED_REASONS, unknown } from "#domain/agreement/statistic.ts";
import { en } from "../../../app/i18n/en.ts";
import { formatDecimal, formatPercent } from "../../../app/i18n/format.ts";
import { makeI18n } from "../../../app/i18n/make-i18n.ts";
import { vi } from "../../../app/i18n/vi.ts";
import { writeStatistic } from "../../../app/ui/write-statistic.ts";

const interval = known({ low: 0.71234, high: 0.9, level: 0.95 });

describe.each(["vi", "en"] as const)("a statistic in %s", (locale) => {
  const words = {
    t: makeI18n(locale, locale === "vi" ? vi : en).getFixedT(locale, "agreement"),
    format: {
      decimal: (value: number, decimals: number) => formatDecimal(value, decimals, locale),
      percent: (share: number, decimals: number) => formatPercent(share, decimals, locale),
    },
  };

  test.each(UNDEFINED_REASONS)("%s is said in words, without a number in its place", (reason) => {
    const text = writeStatistic(unknown(reason), interval, words);
    expect(text).toMatch(locale === "vi" ? /^Không tính được: .+\.$/ : /^Cannot be computed: .+\.$/);
    expect(text).not.toMatch(/NaN|null|reason|[0-9][.,][0-9]/);
    expect(writeStatistic(known(1), unknown(reason), words)).toMatch(
      locale === "vi" ? /^1,000 \(.+\)$/ : /^1\.000 \(.+\)$/,
    );
  });
});

test("a value has three decimals and its interval, in the language's own form", () => {
  const toWords = (locale: "vi" | "en") => ({
    t: makeI18n(locale, locale === "vi" ? vi : en).getFixedT(locale, "agreement"),
    format: {
      decimal: (value: number, decimals: number) => formatDecimal(value, decimals, locale),
      percent: (share: number, decimals: number) => formatPercent(share, decimals, locale),
    },
  });
  expect(writeStatistic(known(0.8153875), interval, toWords("vi"))).toBe("0,815 (khoảng tin cậy 95%: 0,712 đến 0,900)");
  expect(writeStatistic(known(-0.05), interval, toWords("en"))).toBe(
    "\u22120.050 (95% confidence interval: 0.712 to 0.900)",
  );
  expect(writeStatistic(known(0), null, toWords("en"))).toBe("0.000");
});
