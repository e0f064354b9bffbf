import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

/** Where ids, salts and pseudonyms come from: the system's randomness, or in tests a sequence that can be repeated. */
export type RandomBytes = (length: number) => Uint8Array;

const POOL_BYTES = 8192;
let pool = new Uint8Array(0);

/** The system's; drawn in bulk, since a draw costs far more than its bytes. None is given twice, or kept once given. */
export const systemRandomBytes: RandomBytes = (length) => {
  if (length > pool.length) pool = randomBytes(Math.max(POOL_BYTES, length));
  // A copy: `slice` of a Buffer would be a view on what is blotted out below.
  const drawn = Uint8Array.from(pool.subarray(0, length));
  pool.fill(0, 0, length);
  pool = pool.subarray(length);
  return drawn;
};

/** ULID of a UTC instant in milliseconds. */
export function makeUlid(timeMs: number, random: RandomBytes): string {
  return ulid(timeMs, () => (random(1)[0] as number) / 256);
}
