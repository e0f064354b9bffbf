import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { toTracePath } from "#app/ui/places.ts";
import { NumberState, type NumberStateName } from "#app/ui/number-state.tsx";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";

/** The member's own score: what is chosen, a closed box while sealed, a number or a state once the batch is open. */
export function OwnScore({ item }: { item: Pick<QueueItem, "state" | "own" | "draft"> }) {
  if (item.state === "sealed") return <NumberState value={null} state="sealed" />;
  if (item.own !== null) return <ScoreText value={item.own} state="open" />;
  if (item.draft !== null) return <ScoreText value={item.draft} state="draft" />;
  return <span className="muted">–</span>;
}

/** The agency's own score; a dash where the member may not know it yet. */
export function SelfScore({ item: { selfScore } }: { item: Pick<QueueItem, "selfScore"> }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  if (selfScore === null) return <span className="muted">–</span>;
  if (selfScore.state !== "number") return <span className="sec state-word">{t(`value.${selfScore.state}`)}</span>;
  return format.points(selfScore.milliPoints / 1000);
}

/** The final score, a link to its trace; a dash before it is there. */
export function FinalScore({ item }: { item: Pick<QueueItem, "itemId" | "state" | "final"> }) {
  if (item.final === null) return <span className="muted">–</span>;
  const state = item.state === "disputed" ? "disputed" : "final";
  return <ScoreText value={item.final} state={state} to={toTracePath(item.itemId)} />;
}

export interface ScoreTextProps {
  value: ScoreValue;
  state: NumberStateName;
  to?: string | undefined;
}

/** A number with its state; what is no number says so in words. */
export function ScoreText({ value, state, to }: ScoreTextProps) {
  const { t } = useTranslation("queue");
  if (value.state !== "number") return <span className="sec state-word">{t(`value.${value.state}`)}</span>;
  return <NumberState value={value.milliPoints / 1000} state={state} to={to} />;
}
