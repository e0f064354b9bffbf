import type { MarkPlan } from "../../../db/seeds/round/indicator-texts.ts";
import { describeTextTarget } from "../../domain/annotation/describe-target.ts";
import { hashAnnotation } from "../../domain/annotation/hash-annotation.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import type { Cite } from "../../domain/event/head.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { sha256 } from "../../services/hash.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { Person } from "../person.ts";
import { type Documents, listKinds, toDocumentKey, toEvidenceId } from "./seed-evidence.ts";

/** A mark on evidence by one person. */
export interface Mark {
  readonly item: ItemRow;
  readonly author: Person;
  readonly plan: MarkPlan;
  /** Of the item, from 1: makes the annotation's id. */
  readonly number: number;
}

export const toAnnotationId = (itemId: string, number: number): string => `${itemId}.a${number}`;

/** A mark that is ready to be made, and how others cite it. */
export interface PreparedMark {
  readonly cite: Cite;
  submit(): Promise<void>;
}

/**
 * Finds the passage of a mark in the text that the extractor read.
 *
 * @throws RangeError when the passage is not in the document, or the document not in the item.
 */
export function prepareMark(documents: Documents, { item, author, plan, number }: Mark): PreparedMark {
  const position = listKinds(item).indexOf(plan.document) + 1;
  const document = documents.get(toDocumentKey(item.entityId, plan.document));
  const found = document === undefined ? null : plan.quote.exec(document.extraction.text);
  if (document === undefined || found === null || position === 0) {
    throw new RangeError(`prepare mark: ${item.itemId} has no ${String(plan.quote)} in ${plan.document}`);
  }
  const { sha256: file, extractionHash } = document;
  const place = { id: toEvidenceId(item.itemId, position), sha256: file, extractionHash };
  const stretch = { start: found.index, end: found.index + found[0].length };
  const { target, text: quote } = describeTextTarget(place, document.extraction, stretch);
  const annotation = toAnnotationId(item.itemId, number);
  const value = { annotation, version: 1, kind: plan.kind, criterion: plan.criterion, target, mentions: [] };
  const text = { ...quote, body: plan.body };
  const hash = hashAnnotation(sha256, {
    value: canonicalJson(value),
    text: canonicalJson(text),
  });
  return {
    cite: { annotation, version: 1, hash },
    submit: async () => {
      await author.submit({ type: "annotation.created", facts: itemFacts(item), value, text });
    },
  };
}

/** Answers under an annotation. @param number - of the annotation's messages, from 1. */
export async function reply(
  item: ItemRow,
  author: Person,
  { annotation, number, body }: { annotation: string; number: number; body: string },
): Promise<void> {
  const value = { message: `${annotation}.m${number}`, annotation, mentions: [] };
  await author.submit({ type: "message.posted", facts: itemFacts(item), value, text: { body } });
}

/** Closes a thread. */
export async function resolve(item: ItemRow, person: Person, annotation: string): Promise<void> {
  const value = { annotation, resolved: true };
  await person.submit({ type: "annotation.resolved", facts: itemFacts(item), value, text: {} });
}
