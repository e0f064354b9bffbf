import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { checkScore } from "#domain/scoring/check-score.ts";
import { NO_DETAIL, type ScoreChoice } from "#domain/scoring/choice.ts";
import { findLevel } from "#domain/scoring/rubric.ts";
import { isSameScoreValue } from "#domain/scoring/value.ts";
import { useAwaited } from "#app/live/outbox/outbox-context.ts";
import type { ItemView, OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import type { RichContent } from "./rich-content.ts";
import type { RichTextApi } from "./rich-text.tsx";
import { toCites } from "./to-cites.ts";
import { useDesk } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";
import { useResumed, useWhenResumed } from "./use-resumed.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

const EMPTY: RichContent = { text: "", citeIds: [] };

/** A change of the own score while it is written: what is wanted, why, and what still stands in its way. */
export function useChange(own: OwnScoreView) {
  const { view, unsent } = useDesk();
  const [wanted, setWanted] = useState<ScoreChoice | null>(null);
  const [reason, setReason] = useState<RichContent>(EMPTY);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const { item } = view;
  const { resumed, given } = useResumedChange(reason, setWanted);
  const chosen = toChoice(item, wanted ?? own);
  const bound = toCites(reason, view.notes);
  const waiting = useWaiting(own);
  const obstacle = useObstacle({ own, chosen, bound, waiting });
  const isWritten = wanted !== null || reason.text !== "";
  useEffect(() => {
    unsent.current = isWritten ? { from: own.value, to: wanted?.value ?? null, reason } : null;
  }, [unsent, isWritten, own.value, wanted, reason]);
  const facts = { ...item.facts, expects: own.version };
  const change = async (): Promise<void> => {
    if (obstacle !== null || command.status.state === "sending") return;
    const { value, level, parts, ratio } = chosen;
    const upon = { ...facts, cites: bound.cites };
    const changed = { old: own.value, new: value, level, parts, ratio };
    await command.submit({ type: "score.changed", facts: upon, value: changed, text: { reason: bound.text } }, resumed);
  };
  const keep = async (): Promise<void> => {
    if (waiting !== null || command.status.state === "sending") return;
    await command.submit({
      type: "score.kept",
      facts: bound.cites.length === 0 ? facts : { ...facts, cites: bound.cites },
      value: { value: own.value },
      text: { reason: bound.text },
    });
  };
  const clear = (): void => {
    setWanted(null);
    editor.current?.clear();
  };
  useWhenRecorded(command.status, clear);
  const onReason = useCallback((content: RichContent) => setReason(content), []);
  return { wanted, chosen, setWanted, onReason, given, editor, command, obstacle, waiting, change, keep, clear };
}

/** A refused change that is taken up again: its points, and its reason unless another one is being written. */
function useResumedChange(reason: RichContent, setWanted: (wanted: ScoreChoice) => void) {
  const { item } = useDesk().view;
  const [given, setGiven] = useState<RichContent | null>(null);
  const refused = useResumed("score.changed", ({ head }) => head.item === item.id);
  const isTaken = given !== null;
  useWhenResumed(refused, ({ head, value, text }) => {
    if (reason.text !== "" && reason.text !== text.reason) return;
    const { new: next, level, parts, ratio } = value;
    setWanted({ value: next, level, parts, ratio });
    setGiven({ text: text.reason, citeIds: (head.cites ?? []).map(({ annotation }) => annotation) });
  });
  return { given, resumed: isTaken ? (refused?.command ?? null) : null };
}

/** The choice with the level that its points fall in, where the rubric has levels. */
function toChoice({ rubric, maxMilliPoints }: ItemView, { value, level, parts, ratio }: ScoreChoice): ScoreChoice {
  if (value.state !== "number") return { ...NO_DETAIL, value };
  if (rubric?.kind !== "range" && rubric?.kind !== "grade") return { value, level, parts, ratio };
  return { ...NO_DETAIL, value, level: findLevel(rubric, value.milliPoints, maxMilliPoints) };
}

interface Written {
  readonly own: OwnScoreView;
  readonly chosen: ScoreChoice;
  /** The reason as its entry would hold it. */
  readonly bound: ReturnType<typeof toCites>;
  /** Why nothing more can be done about the score yet; null when it can. */
  readonly waiting: string | null;
}

/** One act at a time: the next is upon the version that this one makes. */
function useWaiting(own: OwnScoreView): string | null {
  const { t } = useTranslation("outbox");
  const { item } = useDesk().view;
  const changed = useAwaited(item.id, "score.changed", own.version);
  const kept = useAwaited(item.id, "score.kept", own.version);
  return changed === null && kept === null ? null : t("waiting");
}

/** Why the change cannot be recorded yet, as a sentence; null when it can. */
function useObstacle({ own, chosen, bound, waiting }: Written): string | null {
  const { t } = useTranslation("workbench");
  const { item } = useDesk().view;
  if (waiting !== null) return waiting;
  const { value } = chosen;
  if (isSameScoreValue(value, own.value) || value.state === "blank") return t("change.same");
  if (checkScore({ indicator: item, ...chosen }).length > 0) return t("cannotSeal.outside");
  const hasReason = bound.text.length >= REASON_LENGTH_MIN || bound.cites.length > 0;
  return hasReason ? null : t("change.reasonMissing", { count: REASON_LENGTH_MIN });
}
