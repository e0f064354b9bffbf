import { listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import type { CaseRow } from "../../../db/queries/cases.ts";
import { listDecisions } from "../../../db/queries/decisions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { findScore, listStandingScores, type ScoreRow, toScoreValue } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { AggregationRule } from "../../domain/framework/framework.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";

/** A panel member as others see them. */
export interface MemberView {
  readonly letter: string;
  readonly panelNumber: number;
}

export type DecisionRule = AggregationRule | "review";

/** A final score: what an agency is told. */
export interface FinalScore {
  readonly value: ScoreValue;
  readonly reason: string;
  /** How it came about: the framework's rule, or `review`. */
  readonly rule: DecisionRule;
  readonly seq: number;
}

/** One expert's score under their pseudonym. */
export interface NamedScore {
  readonly member: MemberView;
  readonly value: ScoreValue;
  readonly level: number | null;
  readonly justification: string;
  readonly seq: number;
}

/** The final score that a case is about, and the one that its decision gave; null while there is none. */
export async function readFinalScores(
  db: Transaction,
  row: CaseRow,
): Promise<{ before: FinalScore; after: FinalScore | null }> {
  const decisions = await listDecisions(db, row.item_id);
  const contested = decisions.findLast((one) => one.seq < row.seq);
  if (contested === undefined) throw new RangeError(`read final scores: case ${row.id} contests no final score`);
  const given = decisions.find((one) => one.case_id === row.id);
  const toFinal = (one: typeof contested): FinalScore => ({
    value: toScoreValue(one.value_state, one.milli_points) as ScoreValue,
    reason: one.reason,
    rule: one.rule as DecisionRule,
    seq: one.seq,
  });
  return { before: toFinal(contested), after: given === undefined ? null : toFinal(given) };
}

/** The panel's scores of the item, by letter; the fresh reviewer's, null before it is sealed. */
export async function readNamedScores(
  db: Transaction,
  { row, item }: { row: CaseRow; item: ItemRow },
): Promise<{ panel: NamedScore[]; review: NamedScore | null }> {
  const members = await listMembers(db, item.roundId);
  const toNamed = (score: ScoreRow): NamedScore[] => {
    const member = toMember(members, score.actor_id);
    const value = toScoreValue(score.value_state, score.milli_points);
    if (member === null || value === null) return [];
    return [{ member, value, level: score.level, justification: score.justification ?? "", seq: score.seq }];
  };
  const panel = (await listStandingScores(db, item.itemId)).flatMap(toNamed);
  const key = { itemId: item.itemId, actorId: row.reviewer_id ?? "", caseId: row.id };
  const sealed = await findScore(db, key);
  return {
    panel: panel.sort((a, b) => (a.member.letter < b.member.letter ? -1 : 1)),
    review: (sealed === null ? [] : toNamed(sealed))[0] ?? null,
  };
}

/** Null when the actor has no seat in the round. */
export function toMember(members: readonly MemberFace[], actorId: string | null): MemberView | null {
  const found = members.find((one) => one.actorId === actorId);
  return found === undefined ? null : { letter: found.letter, panelNumber: found.panelNumber };
}
