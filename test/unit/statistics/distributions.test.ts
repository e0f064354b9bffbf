import { describe, expect, test } from "vitest";
import {
  computeChiSquareAbove,
  computeFAbove,
  computeNormalBelow,
  computeStudentBeyond,
  findFAbove,
  findStudentBeyond,
} from "#domain/statistics/distributions.ts";
import { computeLogGamma } from "#domain/statistics/incomplete-gamma.ts";
import { computeQuantile } from "#domain/statistics/quantile.ts";
import { makeRandomStream } from "#domain/statistics/random-stream.ts";

/** Values of SciPy 1.17, which has code of its own for each. */
const CASES: readonly [what: string, found: () => number, expected: number][] = [
  ["ln Γ(0.1)", () => computeLogGamma(0.1), 2.252712651734206],
  ["ln Γ(1.5)", () => computeLogGamma(1.5), -0.12078223763524526],
  ["ln Γ(15)", () => computeLogGamma(15), 25.191221182738683],
  ["ln Γ(6666.5)", () => computeLogGamma(6666.5), 52027.55080789457],
  ["normal below −8", () => computeNormalBelow(-8), 6.22096057427174e-16],
  ["normal below −0.5", () => computeNormalBelow(-0.5), 0.3085375387259869],
  ["normal below 3", () => computeNormalBelow(3), 0.9986501019683699],
  ["χ² of 3 above 9", () => computeChiSquareAbove(9, 3), 0.02929088653488826],
  ["χ² of 2 above 0.3", () => computeChiSquareAbove(0.3, 2), 0.8607079764250578],
  ["χ² of 33 above 250", () => computeChiSquareAbove(250, 33), 3.606399917098581e-35],
  ["χ² of 3000 above 3000", () => computeChiSquareAbove(3000, 3000), 0.49656643883965135],
  ["t of 14 beyond 2.1", () => computeStudentBeyond(2.1, 14), 0.05433314597490481],
  ["t of 2.5 beyond −1.2", () => computeStudentBeyond(-1.2, 2.5), 0.3314388376658776],
  ["t of 3331 beyond 40", () => computeStudentBeyond(40, 3331), 4.46232135160058e-286],
  ["t of 1 at 0.05", () => findStudentBeyond(0.05, 1), 12.706204736174705],
  ["t of 3331 at 0.05", () => findStudentBeyond(0.05, 3331), 1.9606764188851202],
  ["F of 33, 132 above 1.02", () => computeFAbove(1.02, { numerator: 33, denominator: 132 }), 0.4494711860112208],
  ["F of 2.7, 9.1 above 0.4", () => computeFAbove(0.4, { numerator: 2.7, denominator: 9.1 }), 0.7376941235427826],
  ["F of 2.7, 9.1 at 0.025", () => findFAbove(0.025, { numerator: 2.7, denominator: 9.1 }), 5.199585009199909],
  ["F of 3331, 13324 at 0.025", () => findFAbove(0.025, { numerator: 3331, denominator: 13324 }), 1.0547073811017573],
  ["F of 3, 2.2 at 0.975", () => findFAbove(0.975, { numerator: 3, denominator: 2.2 }), 0.0629418257379327],
];

test.each(CASES)("%s", (_what, find, expected) => {
  expect(Math.abs(find() - expected) / Math.abs(expected)).toBeLessThan(1e-10);
});

test("no distance from the middle, nothing below the end", () => {
  expect(computeStudentBeyond(0, 3)).toBe(1);
  expect(computeNormalBelow(0)).toBe(0.5);
  expect(computeChiSquareAbove(0, 4)).toBe(1);
});

test("quantiles lie between neighbours in proportion, by hand", () => {
  expect([0, 0.3, 0.5, 1].map((share) => computeQuantile([1, 2, 4, 9], share))).toEqual([1, 1.9, 3, 9]);
  expect(() => computeQuantile([], 0.5)).toThrow(RangeError);
  expect(() => computeQuantile([1], 1.5)).toThrow(RangeError);
});

describe("the stream of a seed", () => {
  const words = (...state: number[]): string =>
    state.map((word) => word.toString(16).padStart(8, "0")).join("") + "0".repeat(32);

  test("is that of the authors' program", () => {
    const { next } = makeRandomStream(words(1, 2, 3, 4));
    const first = Array.from({ length: 10 }, next);
    expect(first).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test("draws each number below a bound about as often", () => {
    const { below } = makeRandomStream(words(7, 8, 9, 10));
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw += 1) counts[below(7)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(computeChiSquareAbove(chiSquare, 6)).toBeGreaterThan(0.001);
    expect(makeRandomStream(words(7, 8, 9, 10)).below(1)).toBe(0);
    expect(() => below(0)).toThrow(RangeError);
  });

  test.each([
    ["too short", "0".repeat(63)],
    ["not hexadecimal", "g".repeat(64)],
    ["both halves the same", "1".repeat(64)],
  ])("is not started by a seed that is %s", (_why, seed) => {
    expect(() => makeRandomStream(seed)).toThrow(RangeError);
  });
});
