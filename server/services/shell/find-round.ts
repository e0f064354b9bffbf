import type { Selectable } from "kysely";
import { findActor } from "../../../db/queries/actors.ts";
import type { RoundTable } from "../../../db/schema/round-table.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { type Actor, PUBLIC } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { PageServices } from "../page-services.ts";

/** The round, when the person may read it; null alike when it is not there. */
export async function findRoundForReader(
  services: PageServices,
  accountId: string | null,
  roundId: string,
): Promise<Selectable<RoundTable> | null> {
  const db = services.database.reader;
  const actor: Actor = (accountId === null ? null : await findActor(db, accountId)) ?? PUBLIC;
  const round = await db.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirst();
  if (round === undefined) return null;
  const thing = { kind: "round", roundId, phase: round.phase as RoundPhase } as const;
  return can(actor, "round.read", thing, services.now().toISOString()) === "yes" ? round : null;
}

/** The newest round: the one that pages without a round in their address are about. Null before the first. */
export async function findCurrentRound(services: PageServices): Promise<Selectable<RoundTable> | null> {
  const row = await services.database.reader.selectFrom("round").selectAll().orderBy("seq", "desc").executeTakeFirst();
  return row ?? null;
}
