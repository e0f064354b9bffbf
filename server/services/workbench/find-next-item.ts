import { findActor } from "../../../db/queries/actors.ts";
import { type ItemRow, listMemberItems } from "../../../db/queries/items.ts";
import { findScore } from "../../../db/queries/scores.ts";
import { can } from "../../domain/policy/can.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";

/**
 * The item that a member works on next: the first that waits for their own act, else the first that they may read.
 *
 * @returns null for those without a seat in the current round, and for a panel without items.
 */
export async function findNextItem(services: PageServices, account: { id: string }): Promise<string | null> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  const seat = actor?.seats.find((one) => one.roundId === round?.id);
  if (actor === null || seat === undefined) return null;
  const now = services.now().toISOString();
  const asks = (item: ItemRow, action: "item.read" | "score.seal" | "score.change" | "item.finalise"): boolean =>
    can(actor, action, { kind: "item", item }, now) === "yes";
  const items = (await listMemberItems(db, seat)).filter((item) => asks(item, "item.read"));
  for (const item of items) {
    if (asks(item, "item.finalise")) return item.itemId;
    if (!asks(item, "score.seal") && !asks(item, "score.change")) continue;
    const score = await findScore(db, { itemId: item.itemId, actorId: seat.actorId });
    const isWaiting = item.state === "opened" ? score?.state === "opened" : score?.state !== "sealed";
    if (isWaiting) return item.itemId;
  }
  return items[0]?.itemId ?? null;
}
