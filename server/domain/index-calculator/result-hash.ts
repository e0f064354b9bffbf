import { toHex, utf8 } from "../ledger/bytes.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";

/** Changes whenever the same input could give another number. */
export const CALCULATOR_VERSION = "1";

export interface HashedEntity {
  readonly entity: string;
  /** By code, in 1/10000; null has no value. */
  readonly mainIndices: Readonly<Record<string, number | null>>;
  readonly rank: number | null;
  readonly status: string;
  readonly value: number | null;
}

/**
 * Hash that a result is known by: SHA-256 over the RFC 8785 bytes of
 * `{calculatorVersion, entities: [{entity, mainIndices, rank, status, value}], frameworkHash}`, entities in the order
 * of their ids as UTF-16 code units.
 *
 * @returns 64 lower-case hexadecimal digits, the same for any order of `entities`.
 */
export function computeResultHash(sha256: Sha256, frameworkHash: string, entities: readonly HashedEntity[]): string {
  const hashed = entities
    .map(({ entity, mainIndices, rank, status, value }) => ({ entity, mainIndices, rank, status, value }))
    .sort((a, b) => (a.entity < b.entity ? -1 : 1));
  return toHex(sha256(utf8(canonicalJson({ calculatorVersion: CALCULATOR_VERSION, entities: hashed, frameworkHash }))));
}
