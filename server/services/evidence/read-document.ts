import type { EvidenceRow } from "../../../db/queries/annotations.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can, type Verdict } from "../../domain/policy/can.ts";

/**
 * Whether something was handed in after an item's evidence set was closed, and is in no set yet.
 *
 * @param seq - the entry that handed it in.
 */
export function isOutsideSet(item: Pick<ItemRow, "evidenceSetSeq"> | null, seq: number): boolean {
  const { evidenceSetSeq = null } = item ?? {};
  return evidenceSetSeq !== null && seq > evidenceSetSeq;
}

/**
 * Whether a person may read a document of an item.
 *
 * What came after the set was closed is for those who follow the submission: for everybody else it is not there until
 * the set is closed anew.
 *
 * @param now - UTC instant, ISO 8601.
 */
export function canReadDocument(
  { actor, now }: { readonly actor: Actor; readonly now: string },
  item: ItemRow,
  document: Pick<EvidenceRow, "seq">,
): Verdict {
  const thing = { kind: "item", item } as const;
  const verdict = can(actor, "evidence.read", thing, now);
  if (verdict !== "yes" || !isOutsideSet(item, document.seq)) return verdict;
  return can(actor, "completeness.read", thing, now) === "yes" ? "yes" : "absent";
}
