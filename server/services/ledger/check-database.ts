import { type CheckResult, runChecks } from "../../../db/checks/run-checks.ts";
import type { Database } from "../../../db/dialects/database.ts";
import { sha256 } from "../hash.ts";
import type { Vault } from "../vault.ts";
import { openParts } from "./parts-box.ts";

export type { CheckResult } from "../../../db/checks/run-checks.ts";

/** Checks every invariant of a database, sealed parts included; only reads. */
export async function checkDatabase(database: Pick<Database, "reader">, vault: Vault): Promise<CheckResult[]> {
  return runChecks({ db: database.reader, sha256, openParts: (row) => openParts(vault, row) });
}
