import { expect, test } from "vitest";
import { spreadMarks } from "../../../app/routes/_app.items.$itemId/spread-marks.ts";

const spread = (...xs: number[]) => [
  ...spreadMarks(
    xs.map((x, at) => ({ id: String(at), x })),
    { lineY: 100, middleX: 200 },
  ).values(),
];

test("who is alone stands on the line, two who are near above and below it", () => {
  expect(spread(60, 120)).toEqual([
    { x: 60, y: 100 },
    { x: 120, y: 100 },
  ]);
  expect(spread(60, 66)).toEqual([
    { x: 60, y: 91 },
    { x: 66, y: 109 },
  ]);
});

test("seven of one value are a pile of two rows within the scale, the first at the value", () => {
  for (const [x, inwards] of [
    [350, -1],
    [50, 1],
  ] as const) {
    const places = spread(...Array.from({ length: 7 }, () => x));
    expect(places[0]).toEqual({ x, y: 91 });
    expect(new Set(places.map(({ y }) => y))).toEqual(new Set([91, 109]));
    expect(Math.max(...places.map((place) => (place.x - x) * inwards))).toBe(33);
    expect(new Set(places.map((place) => `${place.x} ${place.y}`)).size).toBe(7);
  }
});
