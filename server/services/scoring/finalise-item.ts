import { type ItemRow, setItemState } from "../../../db/queries/items.ts";
import { listStandingScores, type ScoreRow, toScoreValue, toValueColumns } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { REASON_LENGTH_MIN } from "../../domain/event/text-rules.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { JsonValue } from "../../domain/ledger/canonical-json.ts";
import { hashSeenScores } from "../../domain/process/hash-seen-scores.ts";
import { listOpenConditions, type OpenCondition } from "../../domain/process/finalise-conditions.ts";
import { type Aggregate, aggregateScores } from "../../domain/scoring/aggregate-scores.ts";
import { checkScore } from "../../domain/scoring/check-score.ts";
import { isSameScoreValue, type ScoreValue } from "../../domain/scoring/value.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { sha256 } from "../hash.ts";
import { demandItem, getComponent, itemFacts } from "../commands/item-context.ts";

/**
 * The chair finalises an item by the framework's rule, on exactly the scores and the conclusion that they saw. A
 * departure from the rule needs the delegate of the council and is refused here.
 */
export const finaliseItem = defineHandler({
  type: "item.finalised",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "item.finalise");
    if (act.head.expects !== item.decisionVersion) {
      throw new Refusal("item.version-conflict", { actual: item.decisionVersion });
    }
    const component = await getComponent(context, item);
    const standing = await readStanding(context.trx, item, component);
    const scores = hashSeenScores(sha256, standing.scores);
    if (act.value.scores !== scores) throw new Refusal("item.scores-moved");
    demandReady(standing.conditions, act.text.reason);
    const value = decideValue(standing.aggregate, act.value.value, component);
    return {
      facts: {
        ...itemFacts(item),
        expects: item.decisionVersion,
        // Common to the items that one look of the chair finalised together; its name is the chair's to choose.
        ...(act.head.group === undefined ? {} : { group: act.head.group }),
      },
      value: {
        value,
        rule: standing.rule,
        computed: standing.aggregate.value,
        scores,
        conclusion: await context.conclusionHash(item.itemId),
      },
    };
  },
  project: async ({ trx, seq, at }, act) => {
    const itemId = act.head.item as string;
    const version = (act.head.expects ?? 0) + 1;
    await trx
      .insertInto("decision")
      .values({
        item_id: itemId,
        version,
        ...toValueColumns(act.value.value),
        rule: act.value.rule,
        reason: act.text.reason,
        conclusion_hash: act.value.conclusion,
        case_id: null,
        actor_id: act.head.actor,
        seq,
        at,
      })
      .execute();
    await trx.updateTable("item").set({ decision_version: version }).where("id", "=", itemId).execute();
    await setItemState(trx, itemId, "final");
  },
});

export interface ItemScores {
  readonly rule: string;
  readonly aggregate: Aggregate;
  readonly conditions: OpenCondition[];
  /** Standing scores, ascending by actor. */
  readonly scores: readonly { actor: string; version: number; state: string; value: ScoreValue }[];
}

/** Everything about an opened item that finalising looks at. */
export async function readStanding(db: Transaction, item: ItemRow, component: FrameworkComponent): Promise<ItemScores> {
  const rows = await listStandingScores(db, item.itemId);
  const { questions } = await db
    .selectFrom("annotation")
    .select((select) => select.fn.countAll().as("questions"))
    .where("item_id", "=", item.itemId)
    .where("state", "=", "panel")
    .where("kind", "=", "question")
    .where("is_resolved", "=", 0)
    .where("hidden_seq", "is", null)
    .executeTakeFirstOrThrow();
  return computeStanding(component, rows, {
    openQuestions: Number(questions),
    evidenceSetSeq: item.evidenceSetSeq,
  });
}

/**
 * The same from rows that were read before.
 *
 * @param rows - the panel's standing scores of one item, in the order of sealing; sealed ones are left out.
 * @param given.openQuestions - unresolved questions that the panel can see.
 * @param given.evidenceSetSeq - entry that froze the item's evidence set: who spoke before it is asked again.
 */
export function computeStanding(
  component: FrameworkComponent,
  rows: readonly ScoreRow[],
  { openQuestions, evidenceSetSeq }: { openQuestions: number; evidenceSetSeq: number | null },
): ItemScores {
  const opened = rows.filter((row) => row.value_state !== null);
  const rule = component.aggregation ?? "median";
  const aggregate = aggregateScores(
    rule,
    opened.map((row) => ({ value: valueOf(row), level: row.level })),
  );
  const scores = opened
    .map((row) => ({ actor: row.actor_id, version: row.version, state: row.state, value: valueOf(row) }))
    .sort((a, b) => (a.actor < b.actor ? -1 : 1));
  const { maxMilliPoints, toleranceShareBasisPoints } = component;
  const hasValue = aggregate.value !== null || aggregate.reason === "chair-decides";
  const spoken = opened.map((row) => ({
    state: row.seq > (evidenceSetSeq ?? -1) ? row.state : "opened",
    value: valueOf(row),
  }));
  const conditions = listOpenConditions({
    scores: spoken,
    openQuestions,
    maxMilliPoints,
    toleranceShareBasisPoints,
    hasValue,
  });
  return { rule, aggregate, conditions, scores };
}

const valueOf = (row: ScoreRow): ScoreValue => toScoreValue(row.value_state, row.milli_points) ?? { state: "blank" };

function demandReady(conditions: readonly OpenCondition[], reason: string): void {
  const hasReason = reason.trim().length >= REASON_LENGTH_MIN;
  const open = conditions.filter((condition) => condition !== "wide-spread" || !hasReason);
  if (open.length > 0) throw new Refusal("item.not-ready", { conditions: open as unknown as JsonValue });
}

function decideValue(aggregate: Aggregate, wanted: ScoreValue, component: FrameworkComponent): ScoreValue {
  if (aggregate.value === null) {
    if (aggregate.reason === "chair-decides") return demandPossible(wanted, component);
    throw new Refusal("item.no-value", { reason: aggregate.reason });
  }
  if (!isSameScoreValue(aggregate.value, wanted)) throw new Refusal("item.departure-needs-delegate");
  return aggregate.value;
}

/** Where the chair decides there is no rule to compare with, only the rubric. */
function demandPossible(wanted: ScoreValue, component: FrameworkComponent): ScoreValue {
  if (wanted.state === "blank") throw new Refusal("score.blank");
  const [problem] = checkScore({ indicator: component, value: wanted });
  if (problem !== undefined) throw new Refusal(problem.code, problem.detail);
  return wanted;
}
