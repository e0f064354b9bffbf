import { listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import { type ItemRow, listPanelItems } from "../../../db/queries/items.ts";
import { listPanelScores } from "../../../db/queries/panels.ts";
import type { BallotRow } from "../../../db/queries/scores.ts";
import type { PageServices } from "../page-services.ts";

/** What several readers of one panel begin with. Who may see which of it is theirs to ask. */
export interface PanelRows {
  readonly items: readonly ItemRow[];
  /** Standing scores by item; those that are sealed have no value here. */
  readonly scores: ReadonlyMap<string, BallotRow[]>;
  /** In the order of their letters. */
  readonly experts: readonly MemberFace[];
}

export async function readPanelRows(
  { database }: PageServices,
  { panelId, roundId }: { panelId: string; roundId: string },
): Promise<PanelRows> {
  const db = database.reader;
  const members = await listMembers(db, roundId);
  return {
    items: await listPanelItems(db, panelId),
    scores: await listPanelScores(db, panelId),
    experts: members.filter((member) => member.panelId === panelId && member.duty === "expert"),
  };
}
