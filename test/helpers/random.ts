/** Numbers that are the same in every run with the same seed. */
export interface Random {
  /** A whole number, `low ≤ n ≤ high`. */
  between(low: number, high: number): number;
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  /** True with the given probability, 0–1. */
  chance(probability: number): boolean;
}

/** mulberry32: small, and good enough to choose test steps with. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    between,
    pick: (from) => {
      if (from.length === 0) throw new RangeError("pick: nothing to pick from");
      return from[between(0, from.length - 1)]!;
    },
    chance: (probability) => next() < probability,
  };
}
