import { expect, test } from "vitest";
import { spreadMarks } from "../../../app/routes/_app.items.$itemId/spread-marks.ts";

const spread = (...xs: number[]) => {
  const places = spreadMarks(
    xs.map((x, at) => ({ id: String(at), x })),
    100,
  );
  return xs.map((_x, at) => places.get(String(at)));
};

test("who is alone stands on the line, two who are near above and below it", () => {
  expect(spread(60, 120)).toEqual([
    { x: 60, y: 100 },
    { x: 120, y: 100 },
  ]);
  expect(spread(66, 60)).toEqual([
    { x: 66, y: 109 },
    { x: 60, y: 91 },
  ]);
});

test("five of one value stand over each other at it, and so do those who are near", () => {
  const ys = [78, 89, 100, 111, 122];
  expect(spread(50, 50, 50, 50, 50)).toEqual(ys.map((y) => ({ x: 50, y })));
  expect(spread(50, 60, 70, 80, 90)).toEqual(ys.map((y, at) => ({ x: 50 + 10 * at, y })));
});

test("a pile of seven is no higher than one of five, and nobody in it shows another value", () => {
  const places = spread(...Array.from({ length: 7 }, () => 350));
  expect(places.map((place) => place?.x)).toEqual(Array.from({ length: 7 }, () => 350));
  expect([places[0]?.y, places[6]?.y]).toEqual([78, 122]);
  expect(new Set(places.map((place) => place?.y)).size).toBe(7);
});
