import type { Act } from "../../domain/event/act.ts";
import type { EventType, ValuePart } from "../../domain/event/catalogue.ts";
import type { RoundChange } from "../../domain/event/round-events.ts";
import { isErasedText } from "../../domain/event/erased-text.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import { describeAct } from "../trace/describe-act.ts";
import type { LogAct, LogSubject, LogSummary } from "./log-view.ts";
import type { LogContext } from "./open-log-context.ts";

/** A line of the stream has no room for more. */
const REASON_CHARS_MAX = 160;

/** What one line of the stream says of an act, as far as its parts are disclosed. */
export function summariseAct(
  context: LogContext,
  given: { act: Act; mayRead: ReadonlySet<PartName>; entry: string },
): LogAct {
  const { act, mayRead } = given;
  const { change, effect, reason } = describeAct(act, mayRead);
  const isErased = reason !== null && isErasedText(reason);
  return {
    type: act.head.type,
    actor: context.faceOf(act.head.actor),
    subject: toSubject(context, act),
    summary: toSummary(given, { change, effect }),
    reason: reason === null || isErased ? null : cut(reason),
    isErased,
  };
}

function toSubject({ entities, caseNumbers, panelNumbers, faceOf }: LogContext, { head }: Act): LogSubject {
  const { entity, indicator, panel, subject } = head;
  return {
    entityId: entity ?? null,
    entityName: entities.get(entity ?? "") ?? null,
    indicator: indicator ?? null,
    caseNumber: caseNumbers.get(head.case ?? "") ?? null,
    person: subject === undefined ? null : faceOf(subject),
    panelNumber: entity === undefined ? (panelNumbers.get(panel ?? "") ?? null) : null,
  };
}

function toSummary(
  { act, mayRead, entry }: { act: Act; mayRead: ReadonlySet<PartName>; entry: string },
  { change, effect }: Pick<ReturnType<typeof describeAct>, "change" | "effect">,
): LogSummary | null {
  if (!mayRead.has("value")) {
    return { kind: "withheld", commitment: (JSON.parse(entry) as Record<PartName, string>).value };
  }
  if (change !== null) return { kind: "change", ...change };
  if (effect !== null) return { kind: "effect", ...effect };
  const summarise = SUMMARIES[act.head.type] as ((value: unknown) => LogSummary) | undefined;
  return summarise === undefined ? null : summarise(act.value);
}

const count = (list: readonly unknown[]): LogSummary => ({ kind: "count", count: list.length });
const name = (text: string): LogSummary => ({ kind: "name", name: text });

function summariseChange(change: RoundChange): LogSummary {
  const isMove = change.kind === "round-move" || change.kind === "batch-move";
  return isMove ? { kind: "phase", from: change.from, to: change.to } : name(change.kind);
}

/** Of the events whose value says something short; the detail shows the others. */
const SUMMARIES: { readonly [T in EventType]?: (value: ValuePart<T>) => LogSummary } = {
  "round.phase-moved": ({ from, to }) => ({ kind: "phase", from, to }),
  "round.change-proposed": ({ change }) => summariseChange(change),
  "round.change-confirmed": ({ change }) => summariseChange(change),
  "batch.phase-moved": ({ from, to }) => ({ kind: "phase", from, to }),
  "batch.opening-proposed": ({ missing }) => count(missing),
  "batch.opened": ({ seals }) => count(seals),
  "values.imported": ({ rows }) => count(rows),
  "entities.imported": ({ entities }) => count(entities),
  "edition.imported": ({ rows }) => count(rows),
  "panel.created": ({ members }) => count(members),
  "interest.declared": ({ conflicts }) => count(conflicts),
  "assignment.accepted": ({ blocks }) => count(blocks),
  "access.rooted": ({ count: records }) => ({ kind: "count", count: records }),
  "erasure.proposed": ({ ground }) => ({ kind: "ground", ground }),
  "erasure.confirmed": ({ ground }) => ({ kind: "ground", ground }),
  "framework.imported": ({ framework, version }) => name(`${framework} ${version}`),
  "round.created": ({ framework, version }) => name(`${framework} ${version}`),
  "attempt.refused": ({ attempted }) => name(attempted),
  "parts-key.rotated": ({ oldKey, newKey }) => name(`${oldKey} → ${newKey}`),
};

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= REASON_CHARS_MAX ? line : `${line.slice(0, REASON_CHARS_MAX - 1)}…`;
}
