import type { Schema } from "./schema.ts";

/**
 * What a table claims.
 *
 * - `projection`: made from entries and their decrypted parts and from nothing else; a rebuild gives every row again.
 * - `content`: not made from entries, and checked against hashes: the entries themselves, sealed parts, files, signed
 *   notes, records.
 * - `local`: accounts, sessions, drafts, queues: no claim.
 */
export type TableKind = "projection" | "content" | "local";

/** A table's claim, and the columns that tell its rows apart, in the order of the primary key. */
export interface TableMark<Column extends string = string> {
  readonly kind: TableKind;
  readonly key: readonly Column[];
}

type TableMarks = { readonly [Table in keyof Schema]: TableMark<keyof Schema[Table] & string> };

/** Every table, marked. A table of the database that is not here fails a test, one without a mark does not compile. */
export const TABLE_KINDS = {
  ledger_entry: { kind: "content", key: ["seq"] },
  ledger_part: { kind: "content", key: ["seq"] },
  ledger_head: { kind: "projection", key: ["seq"] },
  ledger_tile: { kind: "projection", key: ["level", "tile_index"] },
  ledger_state: { kind: "projection", key: ["id"] },
  checkpoint: { kind: "content", key: ["size"] },
  cosignature: { kind: "content", key: ["size", "name", "key_id"] },
  framework: { kind: "projection", key: ["id", "version"] },
  entity: { kind: "projection", key: ["id"] },
  merger: { kind: "projection", key: ["entity_id", "predecessor_id"] },
  published_result: { kind: "projection", key: ["year", "tier", "entity_set", "entity_id"] },
  round: { kind: "projection", key: ["id"] },
  round_entity: { kind: "projection", key: ["round_id", "entity_id"] },
  round_change: { kind: "projection", key: ["seq"] },
  panel: { kind: "projection", key: ["id"] },
  panel_member: { kind: "projection", key: ["panel_id", "actor_id"] },
  batch: { kind: "projection", key: ["id"] },
  item: { kind: "projection", key: ["id"] },
  interest: { kind: "projection", key: ["round_id", "actor_id"] },
  conflict: { kind: "projection", key: ["round_id", "actor_id", "entity_id"] },
  assignment_plan: { kind: "projection", key: ["round_id"] },
  assignment_move: { kind: "projection", key: ["seq"] },
  conflict_proposal: { kind: "projection", key: ["seq"] },
  reported_value: { kind: "projection", key: ["round_id", "entity_id", "indicator", "kind"] },
  evidence: { kind: "projection", key: ["id"] },
  extraction: { kind: "content", key: ["sha256"] },
  explanation: { kind: "projection", key: ["id"] },
  supplement: { kind: "projection", key: ["id"] },
  completeness: { kind: "projection", key: ["item_id"] },
  first_choice: { kind: "projection", key: ["item_id", "actor_id"] },
  score: { kind: "projection", key: ["item_id", "actor_id", "case_id"] },
  reaffirmation: { kind: "projection", key: ["item_id", "actor_id"] },
  score_change: { kind: "projection", key: ["seq"] },
  annotation: { kind: "projection", key: ["id"] },
  message: { kind: "projection", key: ["id"] },
  mention: { kind: "projection", key: ["annotation_id", "message_id", "actor_id"] },
  decision: { kind: "projection", key: ["item_id", "version"] },
  minority_opinion: { kind: "projection", key: ["item_id", "decision_version", "actor_id"] },
  review_case: { kind: "projection", key: ["id"] },
  index_result: { kind: "projection", key: ["round_id", "seq"] },
  erasure: { kind: "projection", key: ["seq"] },
  erased_text: { kind: "projection", key: ["seq"] },
  document: { kind: "content", key: ["name"] },
  document_update: { kind: "content", key: ["id"] },
  document_version: { kind: "content", key: ["id"] },
  access_record: { kind: "content", key: ["id"] },
  access_hour: { kind: "local", key: ["hour"] },
  account: { kind: "local", key: ["id"] },
  account_role: { kind: "local", key: ["account_id", "role"] },
  credential: { kind: "local", key: ["account_id"] },
  // Which person is behind a pseudonym: no entry says it, so that destroying the row erases the identity.
  pseudonym: { kind: "local", key: ["actor_id"] },
  session: { kind: "local", key: ["id_hash"] },
  upload: { kind: "local", key: ["id"] },
  file_sender: { kind: "local", key: ["sha256", "entity_id"] },
  sign_in_failure: { kind: "local", key: ["key"] },
  // What somebody has read is nobody's business but theirs, and no matter of the log.
  thread_read: { kind: "local", key: ["account_id", "annotation_id"] },
  local_key: { kind: "local", key: ["account_id"] },
  saved_view: { kind: "local", key: ["account_id", "name"] },
  document_client: { kind: "local", key: ["name", "client_id"] },
  document_version_writer: { kind: "local", key: ["version_id", "account_id"] },
} as const satisfies TableMarks;

export type TableName = keyof Schema;

/** Names of the tables of a kind, in the order above: a row comes after those that it names. */
export function listTables(kind: TableKind): TableName[] {
  return (Object.keys(TABLE_KINDS) as TableName[]).filter((table) => TABLE_KINDS[table].kind === kind);
}
