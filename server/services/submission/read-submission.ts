import { findActor } from "../../../db/queries/actors.ts";
import { listEvidence } from "../../../db/queries/annotations.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import * as evidence from "../../../db/queries/evidence.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { listItemUploads, type UploadRow } from "../../../db/queries/uploads.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { CompletenessResult } from "../../domain/event/evidence-events.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import { splitSignatures } from "../../domain/evidence/split-signatures.ts";
import { findSubmissionState } from "../../domain/evidence/submission-state.ts";
import { groupVersions } from "../../domain/evidence/versions.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { can, type Action } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { itemFacts } from "../commands/item-context.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { hashEvidenceSet } from "../process/evidence-set.ts";
import { nameItem } from "../queue/name-item.ts";
import { UPLOAD_LIMITS } from "../uploads/upload-limits.ts";
import { toEvidenceView } from "../workbench/read-item-evidence.ts";
import { toViewer } from "./read-submissions.ts";
import type { SubmissionView, SupplementView, UploadView } from "./submission-view.ts";

/** One item's documents. @throws Refusal `thing.absent` for those who may not follow its submission. */
export async function readSubmission(
  services: PageServices,
  asking: Asking,
  asked: { itemId: string },
): Promise<SubmissionView> {
  const db = services.database.reader;
  const actor = await findActor(db, asking.id);
  const item = await findItem(db, asked.itemId);
  const viewer = actor === null ? null : toViewer(actor);
  if (actor === null || item === null || viewer === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const may = (action: Action): boolean => can(actor, action, { kind: "item", item }, now) === "yes";
  if (!may("completeness.read")) throw new Refusal("thing.absent");
  const { framework, round } = await getRoundFramework(db, item.roundId);
  const { indicator, name, isSample } = nameItem(framework, item.indicator);
  const names = await listEntityNames(db, [item.entityId]);
  const rights = { canJudge: may("completeness.judge"), canFreeze: may("evidence.freeze") };
  return {
    now,
    round: { id: item.roundId, year: round.year, phase: round.phase as RoundPhase, batchPhases: [item.batchPhase] },
    viewer,
    itemId: item.itemId,
    entityId: item.entityId,
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    indicator,
    name,
    isSample,
    facts: itemFacts(item),
    ...(await readHandedIn(db, item, now)),
    add: may("evidence.add") ? await readAdding(db, item) : null,
    set: rights.canJudge || rights.canFreeze ? await hashEvidenceSet(db, item.itemId) : null,
    rights,
  };
}

type HandedIn = Pick<SubmissionView, "state" | "documents" | "explanations" | "supplements" | "mark" | "frozen">;

async function readHandedIn(db: Transaction, item: ItemRow, now: string): Promise<HandedIn> {
  const rows = await listEvidence(db, item.itemId);
  const explanations = (await evidence.listExplanations(db, item.itemId)).reverse();
  const supplements = (await evidence.listSupplements(db, item.itemId)).reverse();
  const mark = await evidence.findCompleteness(db, item.itemId);
  const seqs = [...rows, ...explanations].map((row) => row.seq);
  const newestSeq = seqs.length === 0 ? null : Math.max(...seqs);
  const request = supplements.find((one) => one.state === "open") ?? null;
  const found = mark === null ? null : { seq: mark.seq, result: mark.result as CompletenessResult };
  return {
    state: findSubmissionState({ newestSeq, mark: found, request }, now),
    documents: groupVersions(rows).map(({ newest, earlier }) => ({
      newest: toEvidenceView(newest),
      earlier: earlier.map(toEvidenceView),
      isFrozen: newest.is_frozen === 1,
    })),
    explanations: explanations.map(({ id, reason, at }) => ({ id, reason, at })),
    supplements: supplements.map((row) => toSupplementView(row, now)),
    mark:
      mark === null || found === null
        ? null
        : { result: found.result, at: mark.at, isCurrent: newestSeq === null || mark.seq > newestSeq },
    frozen:
      item.evidenceSet === null || item.evidenceSetSeq === null
        ? null
        : { hash: item.evidenceSet, seq: item.evidenceSetSeq },
  };
}

function toSupplementView(row: evidence.SupplementRow, now: string): SupplementView {
  const state = row.state === "closed" ? "closed" : row.until > now ? "open" : "lapsed";
  return { id: row.id, reason: row.reason, askedAt: row.at, until: row.until, state };
}

async function readAdding(db: Transaction, item: ItemRow): Promise<NonNullable<SubmissionView["add"]>> {
  const uploads = await listItemUploads(db, item.itemId);
  return {
    uploads: await Promise.all(uploads.map((row) => toUploadView(db, row))),
    nextPosition: (await listEvidence(db, item.itemId)).length + 1,
    supplement: item.roundPhase === "submission" ? null : item.supplementId,
    fileBytesMax: UPLOAD_LIMITS.fileBytesMax,
  };
}

async function toUploadView(db: Transaction, row: UploadRow): Promise<UploadView> {
  const file = row.sha256 === null ? null : await evidence.findStoredFile(db, row.sha256);
  return {
    id: row.id,
    fileName: row.file_name,
    byteCount: row.byte_count,
    state: row.state as UploadView["state"],
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as UploadView["refusal"]),
    expiresAt: row.expires_at,
    stored: file === null ? null : toStored(file),
  };
}

function toStored(file: evidence.StoredFileRow): NonNullable<UploadView["stored"]> {
  const signatures =
    file.signatures === null
      ? { signatures: null, signers: "" }
      : splitSignatures(JSON.parse(file.signatures) as DocumentSignature[]);
  return {
    sha256: file.sha256,
    extraction: file.extraction_hash,
    format: file.format as EvidenceFormat,
    byteCount: file.byte_count,
    pageCount: file.page_count ?? 1,
    ...signatures,
  };
}
