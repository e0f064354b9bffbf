import { listOpinions, listScoreChanges } from "../../../db/queries/item-scores.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { listStandingScores, toScoreDetail, toScoreValue } from "../../../db/queries/scores.ts";
import type { Cite } from "../../domain/event/head.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { readStanding } from "../scoring/finalise-item.ts";
import type { PageServices } from "../page-services.ts";
import type { NoteView, OpenedScoreView, ReconciliationView } from "./workbench-view.ts";
import { hashSeenScores } from "../../domain/process/hash-seen-scores.ts";
import { sha256 } from "../hash.ts";

/** Everything that an opening lays open. The caller has asked whether the person may read it. */
export async function readReconciliation(
  services: PageServices,
  given: { item: ItemRow; component: FrameworkComponent; notes: readonly NoteView[] },
): Promise<ReconciliationView> {
  const { item, component, notes } = given;
  const db = services.database.reader;
  const standing = await readStanding(db, item, component);
  const rows = (await listStandingScores(db, item.itemId)).filter((row) => row.value_state !== null);
  const scores = rows.map((row): OpenedScoreView => ({
    actorId: row.actor_id,
    version: row.version,
    state: row.state,
    sealed: toScoreValue(row.sealed_value_state, row.sealed_milli_points),
    value: toValue(row.value_state, row.milli_points),
    ...toScoreDetail(row),
    confidence: row.confidence,
    justification: row.justification ?? "",
    cites: JSON.parse(row.cites ?? "[]") as Cite[],
  }));
  const changes = (await listScoreChanges(db, item.itemId)).map((row) => ({
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    kind: row.kind as "changed" | "kept",
    old: toValue(row.old_value_state, row.old_milli_points),
    value: toValue(row.new_value_state, row.new_milli_points),
    reason: row.reason,
    cites: JSON.parse(row.cites) as Cite[],
  }));
  const opinions = (await listOpinions(db, item)).map(({ seq, at, actor_id: actorId, opinion, cites }) => {
    return { seq, at, actorId, opinion, cites: JSON.parse(cites) as Cite[] };
  });
  const name = `conclusion/${item.itemId}`;
  const { nodes, text } = await services.documents.readConclusion(name);
  return {
    scores,
    changes,
    opinions,
    computed: standing.aggregate.value,
    noValueReason: standing.aggregate.reason,
    seenScores: hashSeenScores(sha256, standing.scores),
    conditions: standing.conditions,
    openQuestions: notes.filter((note) => note.kind === "question" && !note.isResolved && note.hidden === null).length,
    conclusion: { nodes, text, epoch: await services.documents.getEpoch(name) },
  };
}

const toValue = (state: string | null, milliPoints: number | null): ScoreValue =>
  toScoreValue(state, milliPoints) ?? { state: "blank" };
