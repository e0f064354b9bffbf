import type { Selectable } from "kysely";
import { findAccountId } from "../../../db/queries/actors.ts";
import type { AssignmentMoveTable } from "../../../db/schema/assignment-table.ts";
import type { Act } from "../../domain/event/act.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import type { PageServices } from "../page-services.ts";
import { readActs } from "../process/open-batch.ts";
import type { MoveProposalView } from "./assignment-view.ts";
import type { AssignmentRows } from "./read-assignment.ts";

/** Moves that wait for a second person; who proposed one cannot confirm it. */
export async function readMoves(
  services: PageServices,
  moves: readonly Selectable<AssignmentMoveTable>[],
  { actor, rows, canManage }: { actor: Actor; rows: AssignmentRows; canManage: boolean },
): Promise<MoveProposalView[]> {
  const db = services.database.reader;
  const readParts = makePartsReader(db, services.vault);
  const acts = await readActs(
    { readParts },
    moves.map(({ seq }) => seq),
  );
  const views: MoveProposalView[] = [];
  for (const [at, move] of moves.entries()) {
    const { value, text, head } = acts[at] as Act<"assignment.move-proposed">;
    const isOwn = (await findAccountId(db, move.proposed_by)) === actor.accountId;
    const toLabel = (actorId: string | null) => (actorId === null ? null : (rows.labels.get(actorId) ?? actorId));
    const { entity } = value;
    views.push({
      seq: move.seq,
      entityName: rows.names.get(entity) ?? { vi: entity, en: entity },
      mainIndex: value.mainIndex,
      from: toLabel(value.from),
      to: toLabel(value.to),
      reason: text.reason,
      facts: { round: move.round_id, entity, ...(head.subject === undefined ? {} : { subject: head.subject }) },
      confirm: canManage && !isOwn ? { ...value, proposal: move.seq } : null,
    });
  }
  return views;
}
