import type { Generated } from "kysely";
import type * as Access from "./access-table.ts";
import type * as Account from "./account-table.ts";
import type * as Document from "./document-table.ts";
import type * as Erasure from "./erasure-table.ts";
import type * as Item from "./item-table.ts";
import type * as Ledger from "./ledger-table.ts";
import type * as Review from "./review-table.ts";
import type * as Round from "./round-table.ts";
import type * as Session from "./session-table.ts";

type WithGeneratedId<T extends { id: number }> = Omit<T, "id"> & { id: Generated<number> };

/** Every table by its name in the database. What each claims is in `TABLE_KINDS`. */
export interface Schema {
  account: Account.AccountTable;
  account_role: Account.AccountRoleTable;
  credential: Account.CredentialTable;
  pseudonym: Account.PseudonymTable;
  session: Session.SessionTable;
  sign_in_failure: Session.SignInFailureTable;
  ledger_entry: Ledger.LedgerEntryTable;
  ledger_part: Ledger.LedgerPartTable;
  ledger_head: Ledger.LedgerHeadTable;
  ledger_tile: Ledger.LedgerTileTable;
  ledger_state: Ledger.LedgerStateTable;
  checkpoint: Ledger.CheckpointTable;
  cosignature: Ledger.CosignatureTable;
  framework: Round.FrameworkTable;
  entity: Round.EntityTable;
  merger: Round.MergerTable;
  published_result: Round.PublishedResultTable;
  round: Round.RoundTable;
  round_entity: Round.RoundEntityTable;
  panel: Round.PanelTable;
  panel_member: Round.PanelMemberTable;
  batch: Round.BatchTable;
  item: Round.ItemTable;
  interest: Round.InterestTable;
  conflict: Round.ConflictTable;
  reported_value: Round.ReportedValueTable;
  evidence: Item.EvidenceTable;
  extraction: Item.ExtractionTable;
  score: Item.ScoreTable;
  score_change: Item.ScoreChangeTable;
  annotation: Item.AnnotationTable;
  message: Item.MessageTable;
  decision: Item.DecisionTable;
  review_case: Review.ReviewCaseTable;
  index_result: Review.IndexResultTable;
  erasure: Erasure.ErasureTable;
  erased_text: Erasure.ErasedTextTable;
  access_record: WithGeneratedId<Access.AccessRecordTable>;
  access_hour: Access.AccessHourTable;
  document: Document.DocumentTable;
  document_update: WithGeneratedId<Document.DocumentUpdateTable>;
  document_client: Document.DocumentClientTable;
}
