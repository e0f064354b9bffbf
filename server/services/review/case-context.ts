import { type CaseRow, findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { Action } from "../../domain/policy/can.ts";
import type { CaseState } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, demand, demandField } from "../commands/handler.ts";
import { itemFacts } from "../commands/item-context.ts";

/** A case with its item, and the head fields that every act on it has. */
export interface DemandedCase {
  readonly row: CaseRow;
  readonly item: ItemRow;
  readonly facts: HeadFacts;
}

/**
 * The one choke point of reviews: two persons, fresh eyes, and the state that the act needs.
 *
 * @throws Refusal `two-persons.same-person` or `fresh-eyes.stake` for those who may know of the case: such attempts
 *   are recorded.
 */
export async function demandCase(
  context: DecideContext,
  caseId: string | undefined,
  need: { action: Action; states: readonly CaseState[] },
): Promise<DemandedCase> {
  const row = await findCase(context.trx, demandField(caseId, "head.case"));
  const item = row === null ? null : await findItem(context.trx, row.item_id);
  if (row === null || item === null) throw new Refusal("thing.absent");
  const facts = await toCaseFacts(context.trx, { row, item, accountId: context.actor.accountId });
  const thing = { kind: "case", case: facts } as const;
  demand(context, "case.read", thing);
  if (context.actor.roles.includes("secretariat")) {
    if (need.action === "case.decide" && facts.proposedByAccountId === context.actor.accountId) {
      throw new Refusal("two-persons.same-person", { case: row.id });
    }
    if (facts.hasStake) throw new Refusal("fresh-eyes.stake", { case: row.id });
  }
  if (!need.states.includes(facts.state)) throw new Refusal("case.other-state", { state: row.state });
  demand(context, need.action, thing);
  return { row, item, facts: { ...itemFacts(item), case: row.id } };
}
