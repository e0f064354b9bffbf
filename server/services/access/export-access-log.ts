import { findActor } from "../../../db/queries/actors.ts";
import { listRootedRecords } from "../../../db/queries/access.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { toCsvCell } from "../audit-log/to-csv.ts";
import type { PageServices } from "../page-services.ts";

const COLUMNS = ["hour", "at", "kind", "actor", "door", "thing", "outcome", "source", "times"] as const;

/** The newest records; older ones are read from the database. */
const RECORDS_MAX = 50_000;

/**
 * The access log as CSV, newest first, for auditors and data protection: the hours whose root is in the ledger. What
 * people are at this very moment is nobody's to see; they stand in it under their accounts' pseudonyms.
 *
 * @throws Refusal `thing.absent` for everybody else.
 */
export async function exportAccessLog(services: PageServices, account: { id: string }): Promise<string> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const now = services.now().toISOString();
  if (actor === null || can(actor, "access-log.read", { kind: "installation" }, now) !== "yes") {
    throw new Refusal("thing.absent");
  }
  const records = await listRootedRecords(db, RECORDS_MAX);
  const lines = records.map((record) => COLUMNS.map((column) => toCsvCell(String(record[column] ?? ""))).join(","));
  return [COLUMNS.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}
