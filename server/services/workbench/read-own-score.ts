import { findEntryTime } from "../../../db/queries/item-scores.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { findReaffirmation, findScore, toScoreDetail, toScoreValue } from "../../../db/queries/scores.ts";
import type { Act } from "../../domain/event/act.ts";
import type { Cite } from "../../domain/event/head.ts";
import { type DraftBallot, readDraftBallot } from "../../domain/live/draft-ballot.ts";
import { toRoomPath } from "../../domain/live/room-name.ts";
import { isOnEvidenceSet } from "../../domain/process/on-evidence-set.ts";
import { buildDocument } from "../documents/merge-document.ts";
import type { PageServices } from "../page-services.ts";
import { openAct } from "./list-notes.ts";
import type { OwnScoreView } from "./workbench-view.ts";

/** The person's own score of an item; a sealed one is opened for them alone. */
export interface OwnScore {
  /** Null when none stands. */
  readonly score: OwnScoreView | null;
  /** What the next seal expects: also counts withdrawn ones. */
  readonly version: number;
}

/** @param key.caseId - empty for the panel's score. */
export async function readOwnScore(
  services: PageServices,
  key: { item: ItemRow; actorId: string; caseId: string },
): Promise<OwnScore> {
  const db = services.database.reader;
  const { item, actorId, caseId } = key;
  const row = await findScore(db, { itemId: item.itemId, actorId, caseId });
  if (row === null || row.state === "withdrawn") return { score: null, version: row?.version ?? 0 };
  const at = (await findEntryTime(db, row.seq)) ?? "";
  const place = { seq: row.seq, reaffirmedSeq: await findReaffirmation(db, { itemId: item.itemId, actorId }) };
  const base = {
    version: row.version,
    state: row.state as OwnScoreView["state"],
    isOnEvidenceSet: caseId !== "" || isOnEvidenceSet(place, item.evidenceSetSeq),
    seq: row.seq,
    at,
  };
  const value = toScoreValue(row.value_state, row.milli_points);
  if (value === null) {
    const act = (await openAct(services, row.seq)) as Act<"score.sealed">;
    const cites = act.head.cites ?? [];
    const score = { ...base, ...act.value, justification: act.text.justification, cites };
    return { score, version: row.version };
  }
  const cites = JSON.parse(row.cites ?? "[]") as Cite[];
  const { confidence } = row;
  const score = { ...base, value, ...toScoreDetail(row), confidence, justification: row.justification ?? "", cites };
  return { score, version: row.version };
}

/** Whose draft, and on what. */
export interface DraftKey {
  readonly itemId: string;
  readonly actorId: string;
}

/** A draft as its author's page begins with it. */
export interface DraftView {
  /** What the person has chosen and not sealed; null when nothing. */
  readonly ballot: DraftBallot | null;
  /** For the address of its room. */
  readonly epoch: string;
}

/** The person's draft, at one look. Makes no document. */
export async function readDraft(services: PageServices, key: DraftKey): Promise<DraftView> {
  const name = toRoomPath({ kind: "draft", ...key });
  const { epoch, updates } = await services.documents.look(name);
  if (updates.length === 0) return { ballot: null, epoch };
  const document = buildDocument(updates);
  const ballot = readDraftBallot(document);
  document.destroy();
  return { ballot, epoch };
}
