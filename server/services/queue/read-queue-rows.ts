import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { listChosenItems } from "../../../db/queries/first-choices.ts";
import { countOwnNotes, listOwnItemActs, type OwnActRow } from "../../../db/queries/own-work.ts";
import {
  countPanelQuestions,
  listBatchDates,
  listConflicts,
  listPanelDecisions,
  listPanelEvidence,
  listPanelScores,
  listWrittenDocuments,
} from "../../../db/queries/panels.ts";
import { listReportedValues } from "../../../db/queries/reported-values.ts";
import type { Seat } from "../../domain/policy/actor.ts";
import type { PageServices } from "../page-services.ts";
import type { Asked } from "./read-queue-items.ts";

/** Entries that are looked through for the last acts and the pace. */
const OWN_ACTS_MAX = 2_000;

export type QueueRows = Awaited<ReturnType<typeof readQueueRows>>;

/** Everything that a member's queue is made from, of each panel with an item of theirs. */
export async function readQueueRows(services: PageServices, { seat, rows, members }: Asked) {
  const db = services.database.reader;
  const panelIds = [...new Set(rows.map((row) => row.panelId))];
  const ofPanels = async <T>(read: (db: Transaction, panelId: string) => Promise<ReadonlyMap<string, T>>) => {
    const all = new Map<string, T>();
    for (const panelId of panelIds) for (const [itemId, one] of await read(db, panelId)) all.set(itemId, one);
    return all;
  };
  const experts = members.filter((member) => member.duty === "expert");
  return {
    names: await listEntityNames(
      db,
      rows.map((row) => row.entityId),
    ),
    batches: await listBatchDates(db, seat.roundId),
    scores: await ofPanels(listPanelScores),
    questions: await ofPanels(countPanelQuestions),
    decisions: await ofPanels(listPanelDecisions),
    evidence: await ofPanels(listPanelEvidence),
    drafts: await listWrittenDocuments(
      db,
      rows.map((row) => toDraftName(row.itemId, seat)),
    ),
    actorIds: experts.map((expert) => expert.actorId),
    recused: await listConflicts(db, seat.roundId),
    chosen: new Set(await listChosenItems(db, seat.actorId)),
    selfScores: await listReportedValues(db, {
      roundId: seat.roundId,
      entityIds: [...new Set(rows.map((row) => row.entityId))],
      kind: "self-score",
    }),
    notes: await countOwnNotes(db, seat.actorId),
    acts: groupActs(await listOwnItemActs(db, seat.actorId, OWN_ACTS_MAX)),
  };
}

/** By item, newest first. */
function groupActs(rows: readonly OwnActRow[]): ReadonlyMap<string, OwnActRow[]> {
  return Map.groupBy(rows, ({ itemId }) => itemId);
}

export const toDraftName = (itemId: string, seat: Seat): string => `draft/${itemId}/${seat.actorId}`;
