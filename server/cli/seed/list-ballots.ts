import type { BatchFate, Letter } from "../../../db/seeds/round/panels.ts";
import { type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Person } from "../person.ts";
import { listConflicts, type SeedContext } from "./seed-context.ts";

/** An item of the round with what the seed knows of it. */
export interface SeedItem {
  readonly item: ItemRow;
  readonly component: FrameworkComponent;
  readonly fate: BatchFate;
  readonly chair: Person;
  /** Those who score it: experts of its panel without a declared conflict. */
  readonly experts: readonly (readonly [letter: Letter, expert: Person])[];
}

/** Items as they stand now, ordered by entity, then indicator. */
export async function listSeedItems(context: SeedContext): Promise<SeedItem[]> {
  const { services, roundId, panels, people, framework } = context;
  const items = await listRoundItems(services.database.reader, roundId);
  return items.map((item) => {
    const panel = panels.find(({ entities }) => entities.includes(item.entityId))!;
    const { chair, experts } = people.panels.get(panel.number)!;
    const component = framework.components.find(({ code }) => code === item.indicator)!;
    return {
      item,
      component,
      fate: panel.batches[item.mainIndex]!,
      chair,
      experts: [...experts].filter(
        ([letter]) => !listConflicts(panel, letter).some(({ entity }) => entity === item.entityId),
      ),
    };
  });
}
