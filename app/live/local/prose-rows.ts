import type { LocalStores } from "./local-stores.ts";

/** A row of prose as it is sealed. */
export interface KeptProse {
  /** Life of the document that it builds upon; null when its page had not met the document yet. */
  readonly epoch: string | null;
  /** Update, Base64. */
  readonly update: string;
  /** What it said, for a document that was replaced: nothing can be merged into another one. */
  readonly text: string;
}

export interface ProsePlace {
  /** The room's name as text. */
  readonly path: string;
  readonly epoch: string | null;
  /** Root that holds the prose. */
  readonly root: string;
}

/** Text that was written in a document which has been replaced since. */
export interface StrandedProse {
  readonly id: number;
  readonly text: string;
}

/** Kept texts of a room that fit no document any more. */
export async function listStranded(stores: LocalStores, { path, epoch }: ProsePlace): Promise<StrandedProse[]> {
  const rows = await listProseRows(stores, path);
  return rows.flatMap(({ id, kept }) =>
    isMergeable(kept, epoch) || kept.text === "" ? [] : [{ id, text: kept.text }],
  );
}

export async function discardStranded({ database }: LocalStores, id: number): Promise<void> {
  await database.delete("prose", id);
}

/** Every row of a room that opens, oldest first. */
export async function listProseRows(
  { vault, database }: LocalStores,
  path: string,
): Promise<{ id: number; kept: KeptProse }[]> {
  const rows = await database.getAllFromIndex("prose", "room", await vault.toTag(path));
  const opened = await Promise.all(
    rows.map(async ({ id = 0, box }) => {
      const kept = (await vault.open(box, toProseContext(path)).catch(() => null)) as KeptProse | null;
      return kept === null ? [] : [{ id, kept }];
    }),
  );
  return opened.flat();
}

export const toProseContext = (path: string): string => `prose/${path}`;

/**
 * Whether what was kept builds upon the document of this life; what builds upon none fits each.
 *
 * @param epoch - null where there is no document: one that was kept of is gone then, and nothing can build upon it.
 */
export const isMergeable = (kept: Pick<KeptProse, "epoch">, epoch: string | null): boolean =>
  kept.epoch === null || kept.epoch === epoch;
