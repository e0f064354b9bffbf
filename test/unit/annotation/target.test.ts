import fc from "fast-check";
import { expect, test } from "vitest";
import {
  annotationTargetSchema,
  PAGE_UNITS,
  regionBoxSchema,
  toPercentBox,
  toRegionBox,
} from "#domain/annotation/target.ts";

test("a region is rounded outwards, so that what was drawn is inside", () => {
  expect(toRegionBox({ x: 12.3456, y: 0, width: 20.0001, height: 100 })).toEqual({
    x: 12_345,
    y: 0,
    width: 20_001,
    height: PAGE_UNITS,
  });
});

test("what goes over the edge is cut at it; what is wholly beside the page is refused", () => {
  expect(toRegionBox({ x: -5, y: 98, width: 10, height: 10 })).toEqual({
    x: 0,
    y: 98_000,
    width: 5_000,
    height: 2_000,
  });
  for (const x of [-10, 100, Number.NaN, Infinity]) {
    expect(() => toRegionBox({ x, y: 0, width: 10, height: 10 })).toThrow(RangeError);
  }
  expect(() => toRegionBox({ x: 0, y: 0, width: -1, height: 10 })).toThrow(RangeError);
});

test("a point is one unit: no region is empty", () => {
  expect(toRegionBox({ x: 50, y: 50, width: 0, height: 0 })).toEqual({ x: 50_000, y: 50_000, width: 1, height: 1 });
});

test("law: every region that is made is one that an entry takes, and drawing it makes the same again", () => {
  const part = fc.double({ min: 0, max: 99.99, noNaN: true });
  fc.assert(
    fc.property(part, part, part, part, (x, y, width, height) => {
      const box = toRegionBox({ x, y, width, height });
      expect(regionBoxSchema.parse(box)).toEqual(box);
      expect(toRegionBox(toPercentBox(box))).toEqual(box);
    }),
  );
});

test("a region of no size, with a fraction or over the edge is no target", () => {
  const target = (box: object) => ({ kind: "region", evidence: "e", sha256: "0".repeat(64), page: 1, box });
  const box = { x: 0, y: 0, width: 1, height: 1 };
  expect(annotationTargetSchema.safeParse(target(box)).success).toBe(true);
  const wrong = [{ width: 0 }, { x: 0.5 }, { x: -1 }, { x: PAGE_UNITS }, { y: 99_999, height: 2 }, { more: 1 }];
  for (const change of wrong)
    expect(annotationTargetSchema.safeParse(target({ ...box, ...change })).success).toBe(false);
});
