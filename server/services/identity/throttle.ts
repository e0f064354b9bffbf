import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import type { SignInFailures } from "../../../db/queries/sign-in-failures.ts";

/**
 * How long a key waits after its failures: doubling, up to a limit. There is no lock-out: a longer limit by account
 * would let anybody keep somebody else out, and an address may be a whole ministry's.
 */
interface Pace {
  /** Failures without any wait. */
  readonly free: number;
  readonly waitSecondsMax: number;
}

const PACES: Readonly<Record<string, Pace>> = {
  account: { free: 5, waitSecondsMax: 60 },
  address: { free: 30, waitSecondsMax: 900 },
};

/** Failures are forgotten after a quiet time of this length. */
export const FORGET_MS = 60 * 60 * 1000;

/** @returns the key that counts failures for a name, known or not. Hashed: people type passwords into that field. */
export function toAccountKey(login: string): string {
  return `account:${createHash("sha256").update(login).digest("hex")}`;
}

/** @returns the key that counts failures from an address; of IPv6 the /64 network, which one household has whole. */
export function toAddressKey(address: string): string {
  if (!isIPv6(address) || address.startsWith("::ffff:")) return `address:${address.replace("::ffff:", "")}`;
  const [head = "", tail = ""] = address.toLowerCase().split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (address.includes("::")) {
    const rest = tail === "" ? [] : tail.split(":");
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest);
  }
  return `address:${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(":")}/64`;
}

/** @returns the count that still matters now: 0 after the quiet time. */
export function countFailures(record: SignInFailures | undefined, now: Date): number {
  if (record === undefined || now.getTime() - Date.parse(record.lastAt) >= FORGET_MS) return 0;
  return record.failures;
}

/** @returns whole seconds until the key may try again, 0 when it may now. */
export function computeWaitSeconds(record: SignInFailures | undefined, now: Date): number {
  if (record === undefined) return 0;
  const pace = PACES[record.key.split(":")[0]!];
  if (pace === undefined) throw new RangeError(`computeWaitSeconds: no pace for the key ${record.key}`);
  const beyond = countFailures(record, now) - pace.free;
  if (beyond < 0) return 0;
  const waitMs = Math.min(2 ** beyond, pace.waitSecondsMax) * 1000;
  return Math.max(0, Math.ceil((Date.parse(record.lastAt) + waitMs - now.getTime()) / 1000));
}
