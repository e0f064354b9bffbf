import { findActor } from "../../../db/queries/actors.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { hasSealed, listAffiliations, listOpenProposals, listRoundConflicts } from "../../../db/queries/conflicts.ts";
import { listMemberItems } from "../../../db/queries/items.ts";
import { listPanelEntities } from "../../../db/queries/item-scores.ts";
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
  /** Under which the person declares. */
  readonly actorId: string;
  /** After it a new conflict takes a second person. */
  readonly hasSealed: boolean;
  /** Own conflicts that wait for that person. */
  readonly waiting: number;
  /** What the panel scores, and on what the person is a guest, by Vietnamese name. */
  readonly entities: readonly DeclarableEntity[];
}

export interface DeclarableEntity {
  readonly id: string;
  readonly name: LocalText;
  /** Kind of the conflict that stands, or that the person's affiliation suggests before the first declaration. */
  readonly conflict: string | null;
  /** Pinned by the secretariat: no declaration takes it back. */
  readonly isPinned: boolean;
  /** The person works there, or for what became part of it. */
  readonly isAffiliated: boolean;
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
  const place = { roundId: round.id, actorId: seat.actorId };
  const conflicts = (await listRoundConflicts(db, round.id)).filter((row) => row.actor_id === seat.actorId);
  const own = new Map(conflicts.map((row) => [row.entity_id, row]));
  const affiliated = new Set(await listAffiliations(db, { roundId: round.id, accountId: account.id }));
  const suggested = seat.interestExpiresAt === null ? affiliated : new Set<string>();
  const proposals = await listOpenProposals(db, round.id);
  const dates = Object.values(JSON.parse(round.calendar) as Record<string, string>);
  const lastDate = dates.sort().at(-1) ?? "";
  // A round that outlives its calendar still needs declarations that hold.
  const nextMonth = new Date(now.getTime() + 30 * DAY_MS).toISOString();
  const guestOn = (await listMemberItems(db, seat)).map((item) => item.entityId);
  const scored = new Set([...(await listPanelEntities(db, seat.panelId)), ...guestOn]);
  const entities = [...scored].map((id) => ({
    id,
    name: names.get(id) ?? { vi: id, en: id },
    conflict: own.get(id)?.kind ?? (suggested.has(id) ? "employment" : null),
    isPinned: own.get(id)?.source === "pinned",
    isAffiliated: affiliated.has(id),
  }));
  return {
    now: now.toISOString(),
    panelNumber: seat.panelNumber,
    actorId: seat.actorId,
    hasSealed: await hasSealed(db, place),
    waiting: proposals.filter((row) => row.actor_id === seat.actorId && !own.has(row.entity_id)).length,
    facts: { round: round.id, panel: seat.panelId },
    expiresAt: seat.interestExpiresAt,
    nextExpiresAt: lastDate > nextMonth ? lastDate : nextMonth,
    entities: entities.sort((a, b) => a.name.vi.localeCompare(b.name.vi, "vi")),
  };
}
