import fc from "fast-check";
import { expect, test } from "vitest";
import { type KeptVersion, listSuperfluous, VERSION_LIMITS } from "#domain/live/version-limits.ts";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const makeVersion = (id: number, ageMs: number, over: Partial<KeptVersion> = {}): KeptVersion => ({
  id,
  at: NOW - ageMs,
  byteCount: 1_000,
  isNamed: false,
  ...over,
});

test("of the last day all stay, then the last of each hour, then the last of each day", () => {
  const versions = [
    makeVersion(1, 40 * DAY + 3 * HOUR),
    makeVersion(2, 40 * DAY + 2 * HOUR),
    makeVersion(3, 2 * DAY + 40 * MINUTE),
    makeVersion(4, 2 * DAY + 30 * MINUTE),
    makeVersion(5, 2 * DAY - 30 * MINUTE),
    makeVersion(6, 2 * MINUTE),
    makeVersion(7, MINUTE),
  ];
  expect(listSuperfluous(versions, NOW)).toEqual([1, 3]);
  const named = versions.map((one) => ({ ...one, isNamed: one.id === 1 }));
  expect(listSuperfluous(named, NOW)).toEqual([3]);
});

test("the newest stays however old it is, and nothing is superfluous among none", () => {
  expect(listSuperfluous([makeVersion(1, 400 * DAY)], NOW)).toEqual([]);
  expect(listSuperfluous([], NOW)).toEqual([]);
});

test("above the limits those go that stand closest to the one before them", () => {
  const half = VERSION_LIMITS.bytesMax / 2;
  const large = [
    makeVersion(1, 9 * MINUTE, { byteCount: half }),
    makeVersion(2, 5 * MINUTE, { byteCount: half / 2 }),
    makeVersion(3, 4 * MINUTE, { byteCount: half / 2 }),
    makeVersion(4, MINUTE, { byteCount: half / 4 }),
  ];
  expect(listSuperfluous(large, NOW)).toEqual([3]);
});

test("any history is bounded, the newest and the named ones stay, and thinning twice is thinning once", () => {
  const one = fc.record({
    gapMs: fc.integer({ min: 1, max: 3 * HOUR }),
    byteCount: fc.integer({ min: 1, max: 400_000 }),
    isNamed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 400 }), (given) => {
      let at = NOW - given.reduce((sum, { gapMs }) => sum + gapMs, 0);
      const versions = given.map(({ gapMs, byteCount, isNamed }, place): KeptVersion => {
        at += gapMs;
        return { id: place + 1, at, byteCount, isNamed: isNamed && place % 10 === 0 };
      });
      const gone = new Set(listSuperfluous(versions, NOW));
      const kept = versions.filter(({ id }) => !gone.has(id));
      expect(kept.at(-1)).toBe(versions.at(-1));
      expect(versions.filter((version) => version.isNamed && gone.has(version.id))).toEqual([]);
      const free = kept.slice(0, -1).filter((version) => !version.isNamed);
      const bytes = kept.reduce((sum, { byteCount }) => sum + byteCount, 0);
      const isBounded = kept.length <= VERSION_LIMITS.countMax && bytes <= VERSION_LIMITS.bytesMax;
      expect(isBounded || free.length === 0).toBe(true);
      expect(listSuperfluous(kept, NOW)).toEqual([]);
    }),
  );
});
