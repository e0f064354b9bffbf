/** An exact number ≥ 0 while the index is computed: numerator / denominator, denominator > 0. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** @throws RangeError when the denominator is not above 0. */
export function makeFraction(numerator: number, denominator: number): Fraction {
  if (denominator <= 0) throw new RangeError(`fraction: denominator ${denominator} is not above 0`);
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function scaleFraction(fraction: Fraction, by: number): Fraction {
  return { numerator: fraction.numerator * BigInt(by), denominator: fraction.denominator };
}

/**
 * Weighted mean Σ w·x / Σ w, exactly.
 *
 * @param terms - weights are integers ≥ 0.
 * @returns null when there is no term or all weights are 0: nothing is known, which is not 0.
 */
export function computeMean(terms: readonly { value: Fraction; weight: number }[]): Fraction | null {
  let sum = ZERO;
  let weights = 0n;
  for (const { value, weight } of terms) {
    sum = addFractions(sum, scaleFraction(value, weight));
    weights += BigInt(weight);
  }
  return weights === 0n ? null : { numerator: sum.numerator, denominator: sum.denominator * weights };
}

/** Nearest integer of fraction × by; a half goes up. */
export function roundHalfUp(fraction: Fraction, by = 1): number {
  const numerator = fraction.numerator * BigInt(by);
  return Number((2n * numerator + fraction.denominator) / (2n * fraction.denominator));
}

/** Largest integer that is not above fraction × by. */
export function roundDown(fraction: Fraction, by = 1): number {
  return Number((fraction.numerator * BigInt(by)) / fraction.denominator);
}
