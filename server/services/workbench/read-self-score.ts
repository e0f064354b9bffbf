import { hasFirstChoice } from "../../../db/queries/first-choices.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { findReportedValue } from "../../../db/queries/reported-values.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { PageServices } from "../page-services.ts";

/** The agency's own score of an item, as one person may have it. */
export interface SelfScore {
  /** Whether the person has recorded a first choice, or a seal, on the item. */
  readonly hasChosen: boolean;
  /** Blank where the agency gave none; null for those who may not have it. */
  readonly score: ScoreValue | null;
}

/** Looks the value up only for those who may have it: it anchors whoever scores before their first choice. */
export async function readSelfScore(
  services: Pick<PageServices, "database">,
  { actor, item, now }: { actor: Actor; item: ItemRow; now: string },
): Promise<SelfScore> {
  const db = services.database.reader;
  const hasChosen = await hasFirstChoice(db, item.itemId, listActorIds(actor));
  const thing = { kind: "self-score", item, hasChosen } as const;
  if (can(actor, "self-score.read", thing, now) !== "yes") return { hasChosen, score: null };
  const { roundId, entityId, indicator } = item;
  const given = await findReportedValue(db, { roundId, entityId, indicator, kind: "self-score" });
  return { hasChosen, score: given ?? { state: "blank" } };
}
