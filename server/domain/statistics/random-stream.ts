const HEX_SEED = /^[0-9a-f]{64}$/;
const TWO_TO_32 = 2 ** 32;
/** Up to here a draw times the bound is exact in a double. */
const BOUND_MAX = 2 ** 21;

/** Whole numbers that follow from a seed alone, the same on every engine. One stream has one reader. */
export interface RandomStream {
  /** The next of the 2^32 integers from 0. */
  next(): number;
  /**
   * A whole number below `bound`, each equally likely.
   *
   * @param bound - integer, 1–2^21.
   * @throws RangeError for another bound.
   */
  below(bound: number): number;
}

/**
 * The stream of xoshiro128** that a recorded seed starts.
 *
 * For resampling only: it is no source of secrets.
 *
 * @param seed - 64 lower-case hexadecimal digits, as a SHA-256 is written. Its two halves are combined by exclusive or,
 *   so that all of it counts.
 * @throws RangeError when it is spelled otherwise, or both halves are the same: the generator has no state of zeros.
 * @see Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators (2021); Lemire: Fast Random Integer Generation
 *   in an Interval (2019) for `below`.
 */
export function makeRandomStream(seed: string): RandomStream {
  if (!HEX_SEED.test(seed)) throw new RangeError("random stream: the seed is not 64 hexadecimal digits");
  const word = (at: number): number => Number.parseInt(seed.slice(8 * at, 8 * at + 8), 16);
  let [a, b, c, d] = [word(0) ^ word(4), word(1) ^ word(5), word(2) ^ word(6), word(3) ^ word(7)];
  if ((a | b | c | d) === 0) throw new RangeError("random stream: both halves of the seed are the same");
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const below = (bound: number): number => {
    if (!(bound >= 1 && bound <= BOUND_MAX)) throw new RangeError(`random stream: ${bound} is no bound`);
    for (;;) {
      const product = next() * bound;
      const drawn = Math.floor(product / TWO_TO_32);
      const rest = product - drawn * TWO_TO_32;
      // 2^32 is rarely a multiple of the bound: the draws that would make some numbers likelier are thrown away.
      if (rest >= bound || rest >= TWO_TO_32 % bound) return drawn;
    }
  };
  return { next, below };
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
