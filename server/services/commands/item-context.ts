import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Action } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, demand, demandField } from "./handler.ts";

/** Head fields that every act on an item has. */
export function itemFacts(item: ItemRow): HeadFacts {
  return {
    round: item.roundId,
    panel: item.panelId,
    entity: item.entityId,
    indicator: item.indicator,
    item: item.itemId,
  };
}

/** The item that a head names, after asking whether the person may act on it. Unknown and hidden are alike. */
export async function demandItem(context: DecideContext, itemId: string | undefined, action: Action): Promise<ItemRow> {
  const item = await findItem(context.trx, demandField(itemId, "head.item"));
  if (item === null) throw new Refusal("thing.absent");
  demand(context, action, { kind: "item", item });
  return item;
}

/** The component indicator of an item in the framework of its round. */
export async function getComponent(context: Pick<DecideContext, "trx">, item: ItemRow): Promise<FrameworkComponent> {
  const { framework } = await getRoundFramework(context.trx, item.roundId);
  const component = framework.components.find((one) => one.code === item.indicator);
  if (component === undefined) throw new RangeError(`get component: ${item.roundId} has no ${item.indicator}`);
  return component;
}
