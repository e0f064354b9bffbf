import { computeIncompleteBeta, findBetaQuantile } from "./incomplete-beta.ts";
import { computeUpperGamma } from "./incomplete-gamma.ts";

/** Degrees of freedom of an F distribution, both > 0, not always whole. */
export interface FDegrees {
  readonly numerator: number;
  readonly denominator: number;
}

/** Share of the standard normal distribution below z. */
export function computeNormalBelow(z: number): number {
  const half = computeUpperGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? half : 1 - half;
}

/** Share of a chi-square distribution above a value ≥ 0. */
export function computeChiSquareAbove(value: number, degrees: number): number {
  return computeUpperGamma(degrees / 2, value / 2);
}

/** Share of Student's t distribution further from 0 than t, both sides: the p of a two-sided test. */
export function computeStudentBeyond(t: number, degrees: number): number {
  return computeIncompleteBeta(degrees / (degrees + t * t), { a: degrees / 2, b: 0.5 });
}

/**
 * The t ≥ 0 that a share of Student's t distribution, both sides together, lies beyond: 0.05 for an interval of 95 %.
 */
export function findStudentBeyond(share: number, degrees: number): number {
  const x = findBetaQuantile(share, { a: degrees / 2, b: 0.5 });
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** Share of an F distribution above a value ≥ 0. */
export function computeFAbove(value: number, { numerator, denominator }: FDegrees): number {
  const x = denominator / (denominator + numerator * value);
  return computeIncompleteBeta(x, { a: denominator / 2, b: numerator / 2 });
}

/** The value that a share of an F distribution lies above: 0.025 for the ends of an interval of 95 %. */
export function findFAbove(share: number, { numerator, denominator }: FDegrees): number {
  const x = findBetaQuantile(share, { a: denominator / 2, b: numerator / 2 });
  return (denominator * (1 - x)) / (numerator * x);
}
