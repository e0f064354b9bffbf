import { expect, test } from "vitest";
import { toInstant } from "../../../server/services/audit-log/to-instant.ts";

test.each([
  ["2026-05-15", "2026-05-14T17:00:00.000Z"],
  ["2026-05-15T07", "2026-05-15T00:00:00.000Z"],
  ["2026-05-15T07:30", "2026-05-15T00:30:00.000Z"],
  ["2026-05-15T07:30:10.5Z", "2026-05-15T07:30:10.500Z"],
  ["2026-05-15T07:30+00:00", "2026-05-15T07:30:00.000Z"],
  ["2026-13-01", null],
  ["15/05/2026", null],
  ["", null],
])("%s is %s", (text, instant) => {
  expect(toInstant(text)).toBe(instant);
});
