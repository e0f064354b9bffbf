import type { Selectable } from "kysely";
import {
  countExperts,
  countOpenItems,
  countUnfrozen,
  findRoundRow,
  type RoundRow,
  toCalendar,
  toPolicy,
} from "../../../db/queries/rounds.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { findNewestDecision } from "../../../db/queries/decisions.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { BatchTable } from "../../../db/schema/round-table.ts";
import type { RoundPhase } from "../../domain/event/round-phase.ts";
import { markArrival } from "../../domain/process/due-date.ts";
import { listOpenBatchExits, listOpenExits, type OpenExit } from "../../domain/process/exit-conditions.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { DecideContext } from "../commands/handler.ts";

/** What conditions are read with: rows, the clock, and whether witnesses have seen an entry. */
export type Standing = { readonly trx: Transaction } & Pick<DecideContext, "now" | "isProvisional">;

/** What keeps a round from its next phase. */
export async function readOpenExits({ trx, now, isProvisional }: Standing, round: RoundRow): Promise<OpenExit[]> {
  const newest = await findNewestDecision(trx, round.id);
  const facts = {
    phase: round.phase as RoundPhase,
    calendar: toCalendar(round),
    policy: toPolicy(round),
    expertCounts: await countExperts(trx, round.id),
    unfrozenItems: await countUnfrozen(trx, round.id),
    isProvisional: newest !== null && isProvisional(newest),
  };
  return listOpenExits(facts, now);
}

/** What keeps each batch of a round from its next phase, by batch. */
export async function readOpenBatchExits(
  { trx, now, isProvisional }: Standing,
  round: RoundRow,
  batches: readonly Selectable<BatchTable>[],
): Promise<ReadonlyMap<string, OpenExit[]>> {
  const counts = await countOpenItems(trx, round.id);
  const newest = await findNewestDecision(trx, round.id);
  const isWaiting = newest !== null && isProvisional(newest);
  return new Map(
    batches.map((batch) => {
      const { notFinal = 0, cases = 0 } = counts.get(batch.id) ?? {};
      const standing = { phase: batch.phase, dueAt: batch.due_at, policy: toPolicy(round) };
      const facts = { ...standing, itemsNotFinal: notFinal, openCases: cases, isProvisional: isWaiting };
      return [batch.id, listOpenBatchExits(facts, now)];
    }),
  );
}

/** @throws Refusal `round.…` with the first condition that is not met. */
export async function demandExits(context: Standing, round: RoundRow): Promise<void> {
  demandNone("round", await readOpenExits(context, round));
}

/** @throws Refusal `batch.…` with the first condition that is not met. */
export async function demandBatchExits(context: Standing, batch: Selectable<BatchTable>): Promise<void> {
  const round = await findRoundRow(context.trx, batch.round_id);
  if (round === null) throw new Refusal("thing.absent");
  demandNone("batch", (await readOpenBatchExits(context, round, [batch])).get(batch.id) ?? []);
}

/** Conditions that are not met, as refusals. */
type ExitRefusal =
  | "round.before-due"
  | "round.calendar-incomplete"
  | "round.calendar-order"
  | "round.evidence-not-frozen"
  | "round.few-experts"
  | "round.no-approval"
  | "round.no-panel"
  | "round.no-policy"
  | "round.not-witnessed"
  | "batch.before-due"
  | "batch.cases-open"
  | "batch.items-not-final"
  | "batch.not-witnessed";

function demandNone(noun: "round" | "batch", [first]: readonly OpenExit[]): void {
  if (first === undefined) return;
  const { code, ...details } = first;
  throw new Refusal(`${noun}.${code}` as ExitRefusal, {
    ...details,
    ...("phases" in details ? { phases: [...details.phases] } : {}),
  });
}

/** @throws Refusal `round.past-grace` for a ballot that comes after its batch's due date and the grace for all. */
export function demandBallotInTime(now: string, { batchDueAt: dueAt, graceHours }: ItemRow): void {
  if (markArrival(now, { dueAt, graceHours }) === "late") throw new Refusal("round.past-grace", { dueAt, graceHours });
}

/**
 * @throws Refusal `round.past-grace` for what comes after the due date and the grace: one for all, so a phase that
 *   nobody has closed yet is no favour to anybody.
 */
export async function demandInTime(
  { trx, now }: Pick<DecideContext, "trx" | "now">,
  { roundId, dueAt }: { roundId: string; dueAt: (round: RoundRow) => string | null | undefined },
): Promise<void> {
  const round = await findRoundRow(trx, roundId);
  if (round === null) throw new Refusal("thing.absent");
  const due = dueAt(round) ?? null;
  const graceHours = toPolicy(round)?.graceHours ?? 0;
  if (markArrival(now, due === null ? null : { dueAt: due, graceHours }) !== "late") return;
  throw new Refusal("round.past-grace", { dueAt: due, graceHours });
}
