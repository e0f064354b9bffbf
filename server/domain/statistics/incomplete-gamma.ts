const STEPS_MAX = 100_000;
const PRECISION = 1e-16;
/** Instead of 0 in a continued fraction, where a zero would stop it. */
const TINY = 1e-300;

/** Bernoulli terms B_2k / (2k(2k − 1)) of Stirling's series, k = 1 … 7. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** From here on seven terms of the series are exact to the last bits. */
const STIRLING_FROM = 15;

/**
 * Natural logarithm of the gamma function: Stirling's series, after a shift upwards for small arguments.
 *
 * @param x - > 0.
 * @throws RangeError when x is not above 0.
 * @see NIST Digital Library of Mathematical Functions, 5.5.1 and 5.11.1.
 */
export function computeLogGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`log gamma: ${x} is not above 0`);
  let product = 1;
  let shifted = x;
  for (; shifted < STIRLING_FROM; shifted += 1) product *= shifted;
  const inverse = 1 / shifted;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k -= 1) series = series * inverse * inverse + (STIRLING[k] as number);
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series * inverse - Math.log(product)
  );
}

/**
 * Regularised upper incomplete gamma function Q(a, x), the share of a gamma distribution of shape a above x.
 *
 * @param a - > 0.
 * @param x - ≥ 0.
 * @returns 0–1.
 * @see NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued fraction).
 */
export function computeUpperGamma(a: number, x: number): number {
  if (!(x >= 0)) throw new RangeError(`upper gamma: ${x} is below 0`);
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - computeLogGamma(a));
  return x < a + 1 ? 1 - front * sumSeries(a, x) : front * evaluateFraction(a, x);
}

function sumSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * PRECISION; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Modified Lentz: 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)). */
function evaluateFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < STEPS_MAX; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < 4 * PRECISION) return value;
  }
  throw new RangeError(`upper gamma: no convergence for a = ${a}, x = ${x}`);
}
