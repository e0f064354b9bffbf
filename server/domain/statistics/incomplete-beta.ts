import { computeLogGamma } from "./incomplete-gamma.ts";

const STEPS_MAX = 100_000;
const PRECISION = 4e-16;
/** Instead of 0 in a continued fraction, where a zero would stop it. */
const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), the share of a beta distribution below x.
 *
 * @param x - 0–1.
 * @param shape - a and b, both > 0.
 * @returns 0–1. About √max(a, b) steps.
 * @throws RangeError when an argument is out of its range.
 * @see NIST Digital Library of Mathematical Functions, 8.17.4 (symmetry) and 8.17.22 (continued fraction).
 */
export function computeIncompleteBeta(x: number, { a, b }: { a: number; b: number }): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incomplete beta: x = ${x} is outside 0–1`);
  if (!(a > 0 && b > 0)) throw new RangeError(`incomplete beta: shape ${a}, ${b} is not above 0`);
  if (x === 0 || x === 1) return x;
  const logFront =
    computeLogGamma(a + b) - computeLogGamma(a) - computeLogGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const front = Math.exp(logFront);
  // The fraction is fast on its own side of the mean only.
  if (x < (a + 1) / (a + b + 2)) return (front * evaluateFraction(x, a, b)) / a;
  return 1 - (front * evaluateFraction(1 - x, b, a)) / b;
}

/**
 * The x below which a share of a beta distribution lies, by bisection down to neighbouring numbers.
 *
 * @param share - 0–1, both ends left out.
 */
export function findBetaQuantile(share: number, shape: { a: number; b: number }): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`beta quantile: share ${share} is outside 0–1`);
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (computeIncompleteBeta(middle, shape) < share) low = middle;
    else high = middle;
  }
}

/** Modified Lentz. */
function evaluateFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let value = d;
  for (let m = 1; m < STEPS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) return value;
  }
  throw new RangeError(`incomplete beta: no convergence for x = ${x}, a = ${a}, b = ${b}`);
}
