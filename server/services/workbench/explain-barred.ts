import { listEntityNames } from "../../../db/queries/entities.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { seatFor } from "../../domain/policy/seat-of.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import type { BarredView } from "./workbench-view.ts";

/**
 * Why a panel member may not work on an item of their panel.
 *
 * @throws Refusal `action.forbidden` for those who know of the item without a seat.
 */
export async function explainBarred(
  services: PageServices,
  given: { actor: Actor; item: ItemRow; component: FrameworkComponent; now: string },
): Promise<BarredView> {
  const { actor, item, component, now } = given;
  const seat = seatFor(actor, item);
  if (seat === undefined) throw new Refusal("action.forbidden", { action: "item.read" });
  const names = await listEntityNames(services.database.reader);
  const isConflicted = seat.conflictEntityIds.includes(item.entityId);
  const hasLapsed = seat.interestExpiresAt !== null && seat.interestExpiresAt <= now;
  return {
    kind: "barred",
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    code: component.code,
    name: component.name,
    panelNumber: seat.panelNumber,
    reason: seat.interestExpiresAt === null ? "no-declaration" : hasLapsed || !isConflicted ? "expired" : "conflict",
  };
}
