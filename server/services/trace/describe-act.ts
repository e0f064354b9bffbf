import type { Selectable } from "kysely";
import type { AnnotationTable } from "../../../db/schema/annotation-table.ts";
import type { Act } from "../../domain/event/act.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import type { EntryFacts } from "../../domain/policy/can-read-part.ts";
import type { TraceCite, TraceEntry } from "./trace-view.ts";

/** What the disclosed parts of an act say, for a line of the trace. */
export function describeAct(
  act: Act,
  disclosed: ReadonlySet<PartName>,
): Pick<TraceEntry, "change" | "effect" | "reason"> {
  return {
    change: disclosed.has("value") ? findChange(act) : null,
    effect: disclosed.has("value") ? findEffect(act) : null,
    reason: disclosed.has("text") ? findReason(act) : null,
  };
}

function findChange({ head, value }: Act): TraceEntry["change"] {
  switch (head.type) {
    case "choice.recorded":
    case "score.sealed":
    case "score.kept":
    case "item.finalised":
    case "case.decision-proposed":
      return { old: null, new: (value as ValuePart<"score.kept">).value };
    case "score.changed":
    case "case.decision-approved": {
      const { old, new: now } = value as ValuePart<"score.changed">;
      return { old, new: now };
    }
    default:
      return null;
  }
}

function findEffect({ head, value }: Act): TraceEntry["effect"] {
  if (head.type !== "index.computed") return null;
  const { effect } = value as ValuePart<"index.computed">;
  return effect === null ? null : { before: effect.valueBefore, after: effect.valueAfter };
}

/** The free text of an act under whichever name its event gives it. */
function findReason({ text }: Act): string | null {
  const { reason, justification, opinion, claim, body, name } = text as Partial<Record<string, string>>;
  const found = reason ?? justification ?? opinion ?? claim ?? body ?? name ?? "";
  return found === "" ? null : found;
}

/**
 * What an act cites. A passage is quoted only while the annotation stands as cited and the person may read it.
 *
 * @param given.facts - of the citing entry: an annotation is read by the same item's rules, as its author's.
 */
export function listCites(
  act: Act,
  given: {
    annotations: ReadonlyMap<string, Selectable<AnnotationTable>>;
    mayQuote: (annotation: EntryFacts) => boolean;
    facts: EntryFacts;
  },
): TraceCite[] {
  return (act.head.cites ?? []).map(({ annotation, version, hash }) => {
    const row = given.annotations.get(annotation);
    const isSame = row !== undefined && row.hash === hash && row.anchor !== null;
    const about = {
      ...given.facts,
      type: "annotation.created",
      case: null,
      isBlindLeftover: false,
      isOutsideSet: false,
    };
    const mayQuote = isSame && given.mayQuote({ ...about, actorId: row.actor_id });
    const quote = mayQuote ? ((JSON.parse(row.anchor as string) as { exact?: string }).exact ?? null) : null;
    return { annotation, version, hash, quote };
  });
}
