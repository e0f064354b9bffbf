import { describe, expect, test } from "vitest";
import { placeNear } from "#app/ui/place-near.ts";

const box = (top: number, left: number, width: number, height: number) => ({ top, left, width, height });
const LIST = { width: 300, height: 168 };

describe("placeNear", () => {
  test("a list opens below its line where it has room", () => {
    expect(placeNear(box(300, 1040, 2, 20), LIST, box(0, 0, 1440, 900))).toEqual({
      side: "below",
      top: 324,
      left: 1040,
      height: 168,
    });
  });

  test("it flips above a line near the foot, and touches neither it nor the edge", () => {
    expect(placeNear(box(800, 1200, 2, 20), LIST, box(0, 0, 1440, 900))).toEqual({
      side: "above",
      top: 628,
      left: 1136,
      height: 168,
    });
  });

  test("with half of a phone under the keyboard it is as high as there is room for", () => {
    // Seen from 0 to 400: 248 above the line, 124 below it.
    expect(placeNear(box(252, 12, 2, 20), LIST, box(0, 0, 390, 400))).toMatchObject({ side: "above", height: 168 });
    expect(placeNear(box(150, 12, 2, 20), LIST, box(0, 0, 390, 300))).toEqual({
      side: "above",
      top: 4,
      left: 12,
      height: 142,
    });
  });

  test.each([
    ["below", box(1200, 40, 2, 20)],
    ["above", box(-400, 40, 2, 20)],
    ["beside", box(100, -900, 2, 20)],
  ])("a line out of sight %s leaves the whole list in sight", (_where, anchor) => {
    const { top, left, height } = placeNear(anchor, LIST, box(100, 50, 600, 300));
    expect(top).toBeGreaterThanOrEqual(100);
    expect(top + height).toBeLessThanOrEqual(400);
    expect(left).toBeGreaterThanOrEqual(50);
    expect(height).toBe(168);
  });
});
