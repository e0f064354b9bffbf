import { findActor } from "../../../db/queries/actors.ts";
import { findEvidence } from "../../../db/queries/annotations.ts";
import { findItem } from "../../../db/queries/items.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";

/**
 * The original of a document, hashed again on the way out.
 *
 * @returns the bytes and a file name from the document's number, without characters that a header cannot carry.
 * @throws Refusal `thing.absent` for those who may not read it and for an unknown id alike.
 */
export async function readEvidenceFile(
  services: PageServices,
  account: { id: string },
  evidenceId: string,
): Promise<{ bytes: Uint8Array; fileName: string; sha256: string }> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const evidence = await findEvidence(db, evidenceId);
  const item = evidence === null ? null : await findItem(db, evidence.item_id);
  if (actor === null || evidence === null || item === null) throw new Refusal("thing.absent");
  const verdict = can(actor, "evidence.read", { kind: "item", item }, services.now().toISOString());
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action: "evidence.read" });
  const bytes = await services.content.get(evidence.sha256);
  if (bytes === null) throw new Refusal("thing.absent");
  const name = evidence.number
    .normalize("NFD")
    .replace(/đ/gi, "d")
    .replace(/[^A-Za-z0-9-]+/g, "-");
  return { bytes, fileName: `${name.replace(/^-+|-+$/g, "") || "evidence"}.pdf`, sha256: evidence.sha256 };
}
