import type { PageCommand } from "../../app/live/send-command.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import type { ScoreValue } from "../../server/domain/scoring/value.ts";
import { describeTextTarget } from "../../server/domain/annotation/describe-target.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import type { TestEvidence } from "./add-evidence.ts";

// Commands in the words of a page: the facts are those that a loader gives it.

export function sealOf(
  item: ItemRow,
  given: { expects: number; milliPoints: number; level: number; justification?: string },
): PageCommand<"score.sealed"> {
  const { expects, milliPoints, level, justification = "Văn bản nêu rõ mục tiêu từng năm." } = given;
  const set = item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet };
  return {
    type: "score.sealed",
    facts: { ...itemFacts(item), expects, rubric: item.rubricHash, ...set, cites: [] },
    value: { value: { state: "number", milliPoints }, ...NO_DETAIL, level, confidence: 3 },
    text: { justification },
  };
}

export function withdrawalOf(item: ItemRow, expects: number): PageCommand<"score.withdrawn"> {
  return { type: "score.withdrawn", facts: { ...itemFacts(item), expects }, value: {}, text: {} };
}

export function changeOf(
  item: ItemRow,
  given: { expects: number; old: ScoreValue; new: ScoreValue; level: number | null; reason?: string },
): PageCommand<"score.changed"> {
  const { expects, old, level, reason = "Phụ lục II có chỉ tiêu theo từng năm, đã đối chiếu." } = given;
  return {
    type: "score.changed",
    facts: { ...itemFacts(item), expects, cites: [] },
    value: { old, new: given.new, ...NO_DETAIL, level },
    text: { reason },
  };
}

export function annotationOf(
  item: ItemRow,
  evidence: TestEvidence,
  given: { annotation: string; start: number; end: number; body: string },
): PageCommand<"annotation.created"> {
  const { annotation, start, end, body } = given;
  const { target, text } = describeTextTarget(evidence, evidence.extraction, { start, end });
  return {
    type: "annotation.created",
    facts: itemFacts(item),
    value: {
      annotation,
      version: 1,
      kind: "supports",
      criterion: null,
      target,
      mentions: [],
    },
    text: { ...text, body },
  };
}
