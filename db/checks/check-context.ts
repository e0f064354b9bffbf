import type { Selectable } from "kysely";
import type { PartName } from "../../server/domain/ledger/commitment.ts";
import type { Sha256 } from "../../server/domain/ledger/merkle-tree.ts";
import type { Transaction } from "../dialects/write-queue.ts";
import type { LedgerPartTable } from "../schema/ledger-table.ts";

/** What invariants are checked with. */
export interface CheckContext {
  readonly db: Transaction;
  readonly sha256: Sha256;
  /** Decrypts salt and text of the three parts. @throws Error when a box was changed or moved. */
  readonly openParts: (row: Selectable<LedgerPartTable>) => Readonly<Record<Exclude<PartName, "text">, CheckedPart>> & {
    readonly text: CheckedPart | "erased";
  };
}

interface CheckedPart {
  readonly salt: string;
  readonly bytes: string;
}

/** One sentence for each thing that is not as it must be; empty when all is well. */
export type Problems = string[];
