import { findActor } from "../../../db/queries/actors.ts";
import { type EvidenceRow, findEvidence } from "../../../db/queries/annotations.ts";
import { findItem } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import { canReadDocument } from "../evidence/read-document.ts";
import type { PageServices } from "../page-services.ts";

/**
 * A document, for those who may read it.
 *
 * @throws Refusal `thing.absent` for those who may not know of it and for an unknown id alike, and to those who score
 *   for what came after the set that they score on; `action.forbidden` for
 *   those who may know of it.
 */
export async function findReadableEvidence(
  services: PageServices,
  account: { id: string },
  evidenceId: string,
): Promise<EvidenceRow> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const evidence = await findEvidence(db, evidenceId);
  const item = evidence === null ? null : await findItem(db, evidence.item_id);
  if (actor === null || evidence === null || item === null) throw new Refusal("thing.absent");
  const verdict = canReadDocument({ actor, now: services.now().toISOString() }, item, evidence);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action: "evidence.read" });
  return evidence;
}
