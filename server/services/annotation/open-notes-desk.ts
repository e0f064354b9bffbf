import { findActor } from "../../../db/queries/actors.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Asking, PageServices } from "../page-services.ts";

/** An item for somebody who may know what its panel notes on it, be it that they read none of it yet. */
export interface NotesDesk {
  readonly actor: Actor;
  readonly item: ItemRow;
  /** UTC instant, ISO 8601. */
  readonly now: string;
}

/**
 * @throws Refusal `thing.absent` for agencies, the support team and everybody who may not know of the panel's work;
 *   `action.forbidden` for a member who may not work on the item.
 */
export async function openNotesDesk(
  services: PageServices,
  asking: Pick<Asking, "id">,
  itemId: string,
): Promise<NotesDesk> {
  const db = services.database.reader;
  const actor = await findActor(db, asking.id);
  const item = await findItem(db, itemId);
  if (actor === null || item === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const panel = { kind: "panel", roundId: item.roundId, panelId: item.panelId } as const;
  if (can(actor, "panel.read", panel, now) !== "yes") throw new Refusal("thing.absent");
  if (can(actor, "item.read", { kind: "item", item }, now) !== "yes") {
    throw new Refusal("action.forbidden", { action: "item.read" });
  }
  return { actor, item, now };
}
