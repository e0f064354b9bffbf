import { findEvidence } from "../../../db/queries/annotations.ts";
import { findExtraction } from "../../../db/queries/extractions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { quoteLengthMax } from "../../domain/annotation/anchor.ts";
import { describeTextTarget } from "../../domain/annotation/describe-target.ts";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import type { TextTarget } from "../../domain/annotation/target.ts";
import type { Act } from "../../domain/event/act.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { DecideContext } from "../commands/handler.ts";
import { isOutsideSet } from "../evidence/read-document.ts";
import { getComponent } from "../commands/item-context.ts";

type Marked = Act<"annotation.created"> | Act<"annotation.revised">;

/** @throws Refusal when the target is not in a document of the item, or the file or its text is another one. */
export async function checkTarget(context: DecideContext, act: Marked, item: ItemRow): Promise<void> {
  const { criterion, target } = act.value;
  if (criterion !== null && !(await getComponent(context, item)).criteria.some((one) => one.code === criterion)) {
    throw new Refusal("annotation.unknown-criterion", { criterion });
  }
  const evidence = await findEvidence(context.trx, target.evidence);
  const isHere = evidence?.item_id === item.itemId && !isOutsideSet(item, evidence.seq);
  if (evidence === null || !isHere) throw new Refusal("thing.absent");
  if (evidence.sha256 !== target.sha256) throw new Refusal("annotation.other-file");
  if (target.page > evidence.page_count || pagesOf(target).some((page) => page > evidence.page_count)) {
    throw new Refusal("annotation.other-page", { pages: evidence.page_count });
  }
  if (target.kind === "text") {
    const document = await findExtraction(context.trx, evidence.sha256);
    const extraction = document === null ? null : (JSON.parse(document) as Extraction);
    if (target.end <= target.start) throw new Refusal("annotation.empty-selection");
    checkQuote(extraction, { target, text: act.text, extractionHash: evidence.extraction_hash });
  } else if (act.text.exact !== "" || act.text.prefix !== "" || act.text.suffix !== "") {
    throw new Refusal("annotation.other-quote");
  } else if (act.text.body.trim() === "") {
    // A region has no words of its own: without a body nobody could tell what is meant.
    throw new Refusal("annotation.empty");
  }
}

const pagesOf = (target: Marked["value"]["target"]): number[] =>
  target.kind === "text" ? target.boxes.map((box) => box.page) : [];

function checkQuote(
  extraction: Extraction | null,
  sent: { target: TextTarget; text: Marked["text"]; extractionHash: string },
): void {
  const { target, text, extractionHash } = sent;
  const { start, end, boxes, evidence: id, sha256 } = target;
  if (extraction === null || end > extraction.text.length || end - start > quoteLengthMax) {
    throw new Refusal("annotation.other-quote");
  }
  const described = describeTextTarget({ id, sha256, extractionHash }, extraction, { start, end, boxes });
  if (toBytes(described.target) !== toBytes(target) || !isSameQuote(described.text, text)) {
    throw new Refusal("annotation.other-quote");
  }
}

const toBytes = (target: TextTarget): string => canonicalJson(target);

type Quote = Pick<Marked["text"], "exact" | "prefix" | "suffix">;

const isSameQuote = (a: Quote, b: Quote): boolean =>
  a.exact === b.exact && a.prefix === b.prefix && a.suffix === b.suffix;
