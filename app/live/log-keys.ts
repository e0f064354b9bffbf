import { followKeyChain, type KeyRotation } from "#domain/ledger/key-chain.ts";
import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";
import type { LogIdentity } from "./public-log.ts";
import type { KeptReceipt } from "./receipt-store.ts";

/** Gives all changes of the log's key, in order. */
export type ReadRotations = () => Promise<readonly KeyRotation[]>;

/** @throws TypeError when the network fails, Error when the server has no answer. */
async function fetchRotations(): Promise<readonly KeyRotation[]> {
  const response = await fetch("/log/keys", { cache: "no-store" });
  if (!response.ok) throw new Error(`fetch keys: status ${response.status}`);
  return ((await response.json()) as { rotations: readonly KeyRotation[] }).rotations;
}

/**
 * The log under its newest key, for somebody who trusts an older one: each change must be signed by the key before.
 *
 * A change that the recovery key signed is not followed: that a key was lost is for people to look into.
 *
 * @returns the log as it was given when nothing leads on from its key.
 * @throws TypeError when the network fails, Error when the server has no answer.
 */
export async function followLog(
  crypto: LedgerCrypto,
  { origin, verifierKey }: LogIdentity,
  readRotations: ReadRotations = fetchRotations,
): Promise<LogIdentity> {
  const chain = { log: origin, trustedKey: verifierKey, rotations: await readRotations(), recoveryKey: null };
  return { origin, verifierKey: followKeyChain(crypto, chain) ?? verifierKey };
}

/** What a browser was told of a log, and what it has kept of it. */
interface KeptLog {
  readonly kept: KeptReceipt | null;
  readonly log: LogIdentity;
}

/**
 * Whether the key that a page was given is the one that this browser has kept, or follows from it.
 *
 * @throws as `followLog`, which is asked only when the key is another.
 */
export async function isKeptLog(
  crypto: LedgerCrypto,
  { kept, log }: KeptLog,
  readRotations: ReadRotations = fetchRotations,
): Promise<boolean> {
  const trusted = kept?.log ?? log;
  if (trusted.origin !== log.origin) return false;
  if (trusted.verifierKey === log.verifierKey) return true;
  return (await followLog(crypto, trusted, readRotations)).verifierKey === log.verifierKey;
}
