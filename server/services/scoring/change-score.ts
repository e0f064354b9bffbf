import { findScore, type ScoreRow, toDetailColumns, toScoreValue, toValueColumns } from "../../../db/queries/scores.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { REASON_LENGTH_MIN } from "../../domain/event/text-rules.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { checkScore } from "../../domain/scoring/check-score.ts";
import { isSameScoreValue, type ScoreValue } from "../../domain/scoring/value.ts";
import { Refusal } from "../../domain/refusal.ts";
import { checkCites } from "../annotation/check-cites.ts";
import { type DecideContext, defineHandler } from "../commands/handler.ts";
import { demandItem, getComponent, itemFacts } from "../commands/item-context.ts";

/**
 * An expert changes an opened score. The old value stays beside the new one, with the reason; a stale version is
 * refused with both values, never overwritten.
 */
export const changeScore = defineHandler({
  type: "score.changed",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "score.change");
    const { standing, old } = await demandStanding(context, item, { expects: act.head.expects, wanted: act.value.new });
    const { new: value, level, parts, ratio } = act.value;
    if (value.state === "blank") throw new Refusal("score.blank");
    if (isSameScoreValue(old, value)) throw new Refusal("score.unchanged");
    const indicator = await getComponent(context, item);
    const [problem] = checkScore({ indicator, value, level, parts, ratio });
    if (problem !== undefined) throw new Refusal(problem.code, problem.detail);
    const cites = await checkCites(context, item, act.head.cites ?? []);
    if (act.text.reason.trim().length < REASON_LENGTH_MIN && cites.length === 0) {
      throw new Refusal("score.reason-missing", { lengthMin: REASON_LENGTH_MIN });
    }
    return {
      facts: { ...itemFacts(item), expects: standing.version, cites },
      value: { old, new: value, level, parts, ratio },
    };
  },
  project: async ({ trx, seq, at }, act) => {
    const { old, new: value } = act.value;
    await trx
      .updateTable("score")
      .set({ state: "changed", version: (act.head.expects ?? 0) + 1, seq, ...toValueColumns(value) })
      .set(toDetailColumns(act.value))
      .where("item_id", "=", act.head.item as string)
      .where("actor_id", "=", act.head.actor)
      .where("case_id", "=", "")
      .execute();
    await insertChange(trx, { seq, at, act, kind: "changed", old, value, reason: act.text.reason });
  },
});

/** An expert keeps an opened score after the discussion: a command too, so that *ready* can be told from *silent*. */
export const keepScore = defineHandler({
  type: "score.kept",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "score.change");
    const { standing, old } = await demandStanding(context, item, {
      expects: act.head.expects,
      wanted: act.value.value,
    });
    const cites = await checkCites(context, item, act.head.cites ?? []);
    // Without any, the head is the one that a kept score had before it could cite: one that waited is not refused.
    const cited = cites.length === 0 ? {} : { cites };
    return { facts: { ...itemFacts(item), expects: standing.version, ...cited }, value: { value: old } };
  },
  project: async ({ trx, seq, at }, act) => {
    await trx
      .updateTable("score")
      .set({ state: "kept", version: (act.head.expects ?? 0) + 1, seq })
      .where("item_id", "=", act.head.item as string)
      .where("actor_id", "=", act.head.actor)
      .where("case_id", "=", "")
      .execute();
    const { value } = act.value;
    await insertChange(trx, { seq, at, act, kind: "kept", old: value, value, reason: act.text.reason });
  },
});

/** @throws Refusal `score.version-conflict` with both values when the score has moved since the page was made. */
async function demandStanding(
  context: DecideContext,
  item: ItemRow,
  sent: { expects: number | undefined; wanted: ScoreValue },
): Promise<{ standing: ScoreRow; old: ScoreValue }> {
  const standing = await findScore(context.trx, { itemId: item.itemId, actorId: context.actingAs });
  const old = standing === null ? null : toScoreValue(standing.value_state, standing.milli_points);
  if (standing === null || old === null) throw new Refusal("score.not-opened");
  if (sent.expects !== standing.version) {
    throw new Refusal("score.version-conflict", {
      expected: sent.expects ?? 0,
      actual: standing.version,
      standing: old as unknown as JsonValue,
      wanted: sent.wanted as unknown as JsonValue,
    });
  }
  return { standing, old };
}

async function insertChange(
  trx: DecideContext["trx"],
  change: {
    seq: number;
    at: string;
    act: { head: { item?: string | undefined; actor: string; cites?: unknown } };
    kind: "changed" | "kept";
    old: ScoreValue;
    value: ScoreValue;
    reason: string;
  },
): Promise<void> {
  const { seq, at, act, kind, old, value, reason } = change;
  await trx
    .insertInto("score_change")
    .values({
      seq,
      item_id: act.head.item as string,
      actor_id: act.head.actor,
      at,
      kind,
      old_value_state: old.state,
      old_milli_points: toValueColumns(old).milli_points,
      new_value_state: value.state,
      new_milli_points: toValueColumns(value).milli_points,
      reason,
      cites: canonicalJson((act.head.cites ?? []) as JsonValue),
    })
    .execute();
}
