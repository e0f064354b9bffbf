import type { ItemRow } from "../../../db/queries/items.ts";
import { type BallotRow, toScoreValue } from "../../../db/queries/scores.ts";
import type { OpenedPanel } from "../../domain/agreement/opened-panel.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { PanelRows } from "../board/read-panel-rows.ts";

/** What a person may see of a panel's opened work. */
export interface ReadPanel {
  readonly opened: OpenedPanel;
  readonly experts: readonly { readonly actorId: string; readonly letter: string }[];
  /** Items that the person may see, opened or not. */
  readonly itemCount: number;
}

/**
 * Blind scores of a panel's opened items, as they were sealed: neither what is not open nor what was given after the
 * opening.
 */
export function readOpenedPanel(
  actor: Actor,
  rows: PanelRows,
  { components, now }: { components: readonly FrameworkComponent[]; now: string },
): ReadPanel {
  const codes = new Set(components.map(({ code }) => code));
  const items = rows.items.filter(
    (item) => codes.has(item.indicator) && can(actor, "item.read", { kind: "item", item }, now) === "yes",
  );
  const experts = rows.experts.map(({ actorId, letter }) => ({ actorId, letter }));
  const toBlind = (item: ItemRow, actorId: string): ScoreValue | null => {
    const thing = { kind: "contribution", item, authorId: actorId } as const;
    if (can(actor, "contribution.read", thing, now) !== "yes") return null;
    return toSealedValue(rows.scores.get(item.itemId)?.find((score) => score.actor_id === actorId));
  };
  const opened = items.filter((item) => item.batchPhase !== "independent");
  return {
    opened: {
      experts: experts.map(({ actorId }) => actorId),
      indicators: components.map(({ code, rubric, maxMilliPoints, stepMilliPoints }) => ({
        code,
        rubric,
        maxMilliPoints,
        stepMilliPoints,
      })),
      items: opened.map((item) => ({
        itemId: item.itemId,
        indicator: item.indicator,
        blindScores: experts.map(({ actorId }) => toBlind(item, actorId)),
      })),
    },
    experts,
    itemCount: items.length,
  };
}

/** Null for a score that was not given blind, and for one that could not be read at the opening. */
function toSealedValue(score: BallotRow | undefined): ScoreValue | null {
  if (score === undefined || score.is_blind !== 1) return null;
  return toScoreValue(score.sealed_value_state, score.sealed_milli_points);
}
