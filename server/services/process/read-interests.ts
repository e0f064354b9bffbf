import { findActor } from "../../../db/queries/actors.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { listOwnConflicts, listPanelEntities } from "../../../db/queries/item-scores.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";

/** A member's own declaration of interests for the current round. */
export interface InterestsView {
  readonly now: string;
  readonly panelNumber: number;
  readonly facts: HeadFacts;
  /** When the standing declaration lapses; null when there is none. */
  readonly expiresAt: string | null;
  /** When one made now will lapse: the end of the round, never in the past. */
  readonly nextExpiresAt: string;
  /** What the panel scores, by Vietnamese name, with the kind of a declared conflict. */
  readonly entities: readonly { id: string; name: LocalText; conflict: string | null }[];
}

const DAY_MS = 86_400_000;

/** @throws Refusal `thing.absent` for those without a seat in the current round. */
export async function readInterests(services: PageServices, account: { id: string }): Promise<InterestsView> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  const seat = actor?.seats.find((one) => one.roundId === round?.id);
  if (round === null || seat === undefined) throw new Refusal("thing.absent");
  const now = services.now();
  const names = await listEntityNames(db);
  const own = await listOwnConflicts(db, { roundId: round.id, actorId: seat.actorId });
  const dates = Object.values(JSON.parse(round.calendar) as Record<string, string>);
  const lastDate = dates.sort().at(-1) ?? "";
  // A round that outlives its calendar still needs declarations that hold.
  const nextMonth = new Date(now.getTime() + 30 * DAY_MS).toISOString();
  const entities = (await listPanelEntities(db, seat.panelId)).map((id) => ({
    id,
    name: names.get(id) ?? { vi: id, en: id },
    conflict: own.get(id) ?? null,
  }));
  return {
    now: now.toISOString(),
    panelNumber: seat.panelNumber,
    facts: { round: round.id, panel: seat.panelId },
    expiresAt: seat.interestExpiresAt,
    nextExpiresAt: lastDate > nextMonth ? lastDate : nextMonth,
    entities: entities.sort((a, b) => a.name.vi.localeCompare(b.name.vi, "vi")),
  };
}
