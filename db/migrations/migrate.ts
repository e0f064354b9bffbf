import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { identityAndLedger } from "./0001_identity_and_ledger.ts";
import { rounds } from "./0002_rounds.ts";
import { itemsAndScores } from "./0003_items_and_scores.ts";
import { reviewsAndDocuments } from "./0004_reviews_and_documents.ts";
import { witnesses } from "./0005_witnesses.ts";
import { accessAndErasure } from "./0006_access_and_erasure.ts";
import { headWithoutRequestHash } from "./0007_head_without_request_hash.ts";
import { evidenceVersions } from "./0008_evidence_versions.ts";
import { notes } from "./0009_notes.ts";
import { firstChoices } from "./0010_first_choices.ts";
import { documentVersions } from "./0011_document_versions.ts";
import { localKeys } from "./0012_local_keys.ts";
import { savedViews } from "./0013_saved_views.ts";
import { sentFiles } from "./0014_sent_files.ts";
import { minorityOpinions } from "./0015_minority_opinions.ts";
import { machines } from "./0016_machines.ts";
import { assignment } from "./0017_assignment.ts";
import type { Schema } from "../schema/schema.ts";
import type { MigrationDialect } from "./table-builder.ts";

function listMigrations(dialect: MigrationDialect): Record<string, Migration> {
  return {
    "0001_identity_and_ledger": identityAndLedger(dialect),
    "0002_rounds": rounds(dialect),
    "0003_items_and_scores": itemsAndScores(dialect),
    "0004_reviews_and_documents": reviewsAndDocuments(dialect),
    "0005_witnesses": witnesses(dialect),
    "0006_access_and_erasure": accessAndErasure(dialect),
    "0007_head_without_request_hash": headWithoutRequestHash(),
    "0008_evidence_versions": evidenceVersions(dialect),
    "0009_notes": notes(dialect),
    "0010_first_choices": firstChoices(dialect),
    "0011_document_versions": documentVersions(dialect),
    "0012_local_keys": localKeys(dialect),
    "0013_saved_views": savedViews(dialect),
    "0014_sent_files": sentFiles(dialect),
    "0015_minority_opinions": minorityOpinions(dialect),
    "0016_machines": machines(dialect),
    "0017_assignment": assignment(dialect),
  };
}

/**
 * Brings the database forward to this version of the code.
 *
 * @returns names of the migrations that ran, in order; empty when the database was current.
 * @throws Error when the database knows a migration that this code does not: it was written by a newer version.
 */
export async function migrate(db: Kysely<Schema>, dialect: MigrationDialect): Promise<string[]> {
  const provider = { getMigrations: () => Promise.resolve(listMigrations(dialect)) };
  // Numbers are given out before the work: one may come after a later one.
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error, results } = await migrator.migrateToLatest();
  const missing = /previously executed migration (\S+) is missing/.exec(String(error))?.[1];
  if (missing !== undefined) {
    throw new Error(
      `the database is newer than this code: it has migration ${missing}; start a newer version of assay`,
    );
  }
  if (error !== undefined) throw new Error("migrate the database", { cause: error });
  return (results ?? []).filter((one) => one.status === "Success").map((one) => one.migrationName);
}

/** @throws Error when a database that is only to be read is not of this version of the code. */
export async function assertCurrent(db: Kysely<Schema>, dialect: MigrationDialect): Promise<void> {
  const known = Object.keys(listMigrations(dialect));
  const query = db.withTables<{ kysely_migration: { name: string } }>().selectFrom("kysely_migration").select("name");
  const applied = (await query.execute()).map(({ name }) => name);
  const missing = known.find((name) => !applied.includes(name));
  if (missing !== undefined) throw new Error(`the database lacks migration ${missing}; start the server once`);
  const newer = applied.find((name) => !known.includes(name));
  if (newer !== undefined) throw new Error(`the database is newer than this code: it has migration ${newer}`);
}
