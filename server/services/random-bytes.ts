import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

/** Where ids, salts and pseudonyms come from: the system's randomness, or in tests a sequence that can be repeated. */
export type RandomBytes = (length: number) => Uint8Array;

export const systemRandomBytes: RandomBytes = randomBytes;

/** ULID of a UTC instant in milliseconds. */
export function makeUlid(timeMs: number, random: RandomBytes): string {
  return ulid(timeMs, () => (random(1)[0] as number) / 256);
}
