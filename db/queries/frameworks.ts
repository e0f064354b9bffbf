import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { RoundTable } from "../schema/round-table.ts";
import type { Framework } from "../../server/domain/framework/framework.ts";
import { parseFramework } from "../../server/domain/framework/parse-framework.ts";

// Parsing a framework is slow beside everything else a command does, and a document of one hash never changes.
const parsed = new Map<string, Framework>();

/** The framework that a round runs on. */
export async function getRoundFramework(
  db: Transaction,
  roundId: string,
): Promise<{ round: Selectable<RoundTable>; framework: Framework }> {
  const round = await db.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirst();
  if (round === undefined) throw new RangeError(`get round framework: no round ${roundId}`);
  return { round, framework: await getFramework(db, { id: round.framework_id, version: round.framework_version }) };
}

/** @throws RangeError when it was never imported. */
export async function getFramework(db: Transaction, key: { id: string; version: string }): Promise<Framework> {
  const row = await db
    .selectFrom("framework")
    .select(["hash", "document"])
    .where("id", "=", key.id)
    .where("version", "=", key.version)
    .executeTakeFirst();
  if (row === undefined) throw new RangeError(`get framework: no ${key.id} ${key.version}`);
  const known = parsed.get(row.hash);
  if (known !== undefined) return known;
  const result = parseFramework(JSON.parse(row.document));
  if (!result.ok) throw new Error(`framework ${key.id} ${key.version} in the database does not parse`);
  parsed.set(row.hash, result.framework);
  return result.framework;
}
