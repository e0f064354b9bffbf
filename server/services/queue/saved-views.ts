import type { Database } from "../../../db/dialects/database.ts";
import { deleteSavedView, listSavedViews, upsertSavedView } from "../../../db/queries/saved-views.ts";
import { formatQueueQuery, parseQueueQuery, QUERY_LENGTH_MAX } from "../../domain/queue/queue-query.ts";
import { Refusal } from "../../domain/refusal.ts";

/** More than fit beside the list are no help. */
export const SAVED_VIEWS_MAX = 20;
const NAME_LENGTH_MAX = 60;

export interface SavedView {
  readonly name: string;
  /** Parameters of an address, see `formatQueueQuery`. */
  readonly query: string;
}

/**
 * Views of the own queue that a person keeps. They say how somebody looks at their work and nothing about the round, so
 * they leave no entry.
 */
export interface SavedViews {
  /**
   * Under a name that is taken, the new query replaces the old one.
   *
   * @throws Refusal `view.unnamed`, `view.too-long`, `view.too-many`.
   */
  save(accountId: string, view: SavedView): Promise<void>;
  /** Does nothing when there is none of that name. */
  remove(accountId: string, name: string): Promise<void>;
}

export function createSavedViews({ database, now }: { database: Database; now: () => Date }): SavedViews {
  return {
    save: async (accountId, view) => {
      const name = view.name.normalize("NFC").trim();
      if (name === "" || [...name].length > NAME_LENGTH_MAX)
        throw new Refusal("view.unnamed", { max: NAME_LENGTH_MAX });
      // As our own pages spell it: what else was in the address is left out.
      const query = formatQueueQuery(parseQueueQuery(view.query));
      if (query.length > QUERY_LENGTH_MAX) throw new Refusal("view.too-long");
      await database.writer.run(async (trx) => {
        const views = await listSavedViews(trx, accountId);
        const isNew = views.every((one) => one.name !== name);
        if (isNew && views.length >= SAVED_VIEWS_MAX) throw new Refusal("view.too-many", { max: SAVED_VIEWS_MAX });
        await upsertSavedView(trx, { accountId, name, query, savedAt: now().toISOString() });
      });
    },
    remove: (accountId, name) => database.writer.run((trx) => deleteSavedView(trx, accountId, name)),
  };
}
