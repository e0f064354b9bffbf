import type { Database } from "../../db/dialects/database.ts";
import type { AgreementCalculator } from "./agreement/agreement-calculator.ts";
import type { AnchorFinder } from "./annotation/anchor-finder.ts";
import type { AssignmentSolver } from "./assignment/assignment-solver.ts";
import type { CommandExecutor, Recorded } from "./commands/execute-command.ts";
import type { Witnesses } from "./cosigning/witnesses.ts";
import type { DocumentStore } from "./documents/document-store.ts";
import type { ContentStore } from "./evidence/content-store.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { PresentCounts } from "./live/present-counts.ts";
import type { Vault } from "./vault.ts";

/** Who asks for a page: a signed-in account. */
export interface Asking {
  readonly id: string;
  readonly displayName: string;
}

/** What readers of pages work with: all services but the pages themselves. */
export interface PageServices {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly commands: CommandExecutor;
  readonly documents: DocumentStore;
  readonly content: ContentStore;
  readonly anchors: AnchorFinder;
  readonly agreement: AgreementCalculator;
  readonly assignment: AssignmentSolver;
  readonly witnesses: Witnesses;
  readonly present: PresentCounts;
  readonly now: () => Date;
  /** Hears of every accepted command after its commit. @returns what ends the listening. */
  onRecorded(listener: (recorded: Recorded) => void): () => void;
}
