import { expect, test } from "vitest";
import { makeHistogram } from "../../../server/services/audit-log/make-histogram.ts";

const HOUR_MS = 3_600_000;
const hourOf = (at: string): number => Math.floor(Date.parse(at) / HOUR_MS);

test("days begin where the log is kept, and nothing is lost", () => {
  const hours = new Map(
    ["2026-05-01T16:00:00Z", "2026-05-01T17:00:00Z", "2026-05-20T03:00:00Z"].map((at) => [
      hourOf(at),
      { score: 1, other: 2, hidden: 3 },
    ]),
  );
  const { spanHours, bars, checkpoints } = makeHistogram(hours, ["2026-05-20", "2026-05-01"]);
  expect(spanHours).toBe(6);
  expect(bars.map(({ from }) => from)).toEqual([
    "2026-05-01T11:00:00.000Z",
    "2026-05-01T17:00:00.000Z",
    "2026-05-19T23:00:00.000Z",
  ]);
  expect(bars.every(({ score, other, hidden }) => score === 1 && other === 2 && hidden === 3)).toBe(true);
  expect(checkpoints).toEqual(["2026-05-01", "2026-05-20"]);
});

test("ten years still fit; an empty log has no bars", () => {
  const hours = new Map([0, 87_600].map((hour) => [hour, { score: 0, other: 1, hidden: 0 }]));
  const { spanHours, bars } = makeHistogram(hours, []);
  expect(87_600 / spanHours).toBeLessThan(96);
  expect(bars).toHaveLength(2);
  expect(makeHistogram(new Map(), []).bars).toEqual([]);
});
