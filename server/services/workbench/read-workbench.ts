import { findEvidence } from "../../../db/queries/annotations.ts";
import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findBatch, findItem, type ItemRow } from "../../../db/queries/items.ts";
import type { Framework, FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { type Action, can, type Verdict } from "../../domain/policy/can.ts";
import { computeTolerance } from "../../domain/process/finalise-conditions.ts";
import { veilItem } from "../../domain/policy/veil-item.ts";
import { isOnItem, seatFor } from "../../domain/policy/seat-of.ts";
import { Refusal } from "../../domain/refusal.ts";
import { itemFacts } from "../commands/item-context.ts";
import { countSeals } from "../process/count-seals.ts";
import { readBallots } from "../process/open-batch.ts";
import { readBatch } from "../process/read-batch.ts";
import type { PageServices } from "../page-services.ts";
import { explainBarred } from "./explain-barred.ts";
import { listNotes } from "./list-notes.ts";
import { readDecision } from "./read-decision.ts";
import { type ItemEvidence, NO_EVIDENCE, readItemEvidence } from "./read-item-evidence.ts";
import { readItemList } from "./read-item-list.ts";
import { readDraft, readOwnScore } from "./read-own-score.ts";
import { readReconciliation } from "./read-reconciliation.ts";
import { readSelfScore } from "./read-self-score.ts";
import type { BarredView, CaseTaskView, ItemView, NoteView, WorkbenchView } from "./workbench-view.ts";
import type { WorkbenchQuery } from "./workbench-query.ts";

/** What every part of the page is made from. */
interface Desk {
  readonly services: PageServices;
  readonly accountId: string;
  readonly actor: Actor;
  readonly item: ItemRow;
  readonly framework: Framework;
  readonly component: FrameworkComponent;
  readonly now: string;
  readonly asks: (action: Action) => Verdict;
}

/**
 * The workbench of one item for one person: the evidence, their own work, and after the opening the panel's.
 *
 * Before the opening nothing of another member is read here but the count of seals.
 *
 * @throws Refusal `thing.absent` for those who may not know of the item.
 */
export async function readWorkbench(
  services: PageServices,
  account: { id: string },
  query: WorkbenchQuery,
): Promise<WorkbenchView | BarredView> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const found = await findItem(db, query.itemId);
  if (actor === null || found === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const item = veilItem(actor, found, now);
  const asks = (action: Action): Verdict => can(actor, action, { kind: "item", item }, now);
  const verdict = asks("item.read");
  if (verdict === "absent") throw new Refusal("thing.absent");
  const { framework } = await getRoundFramework(db, item.roundId);
  const component = framework.components.find((one) => one.code === item.indicator);
  if (component === undefined) throw new RangeError(`read workbench: the framework has no ${item.indicator}`);
  const desk = { services, accountId: account.id, actor, item, framework, component, now, asks };
  if (verdict === "explain") return explainBarred(services, desk);
  return query.caseId === null ? readPanelDesk(desk, query) : readReviewDesk(desk, query.caseId, query);
}

async function readPanelDesk(desk: Desk, query: WorkbenchQuery): Promise<WorkbenchView> {
  const { services, actor, item, framework, component, now, asks } = desk;
  const may = (action: Action): boolean => asks(action) === "yes";
  const seat = seatFor(actor, item) ?? null;
  const actorId = seat?.actorId ?? null;
  const notes = await listNotes({ services, actor, item, now });
  const isOpened = may("conclusion.read");
  const isExpert = seat?.duty === "expert";
  const own = actorId !== null && isExpert ? await readOwnScore(services, { item, actorId, caseId: "" }) : null;
  const isDrafting = isExpert && item.state === "independent";
  const self = await readSelfScore(services, { actor, item, now });
  const drafting = actorId !== null && isDrafting ? { itemId: item.itemId, actorId } : null;
  const draft = drafting === null ? null : await readDraft(services, drafting);
  const isMemberOrOverseer = can(actor, "panel.read", panelOf(item), now) === "yes";
  const row = await findBatch(services.database.reader, item.batchId);
  const batch = isMemberOrOverseer && row !== null ? await readBatch(services, actor, row) : null;
  const reconciliation = isOpened ? await readReconciliation(services, { item, component, notes }) : null;
  const list = isMemberOrOverseer
    ? await readItemList({ services, actor, actorId, framework, item, draft, now })
    : null;
  const ballots = may("seal.count") && row !== null ? await readBallots(services.database.reader, row) : null;
  const evidence = await readEvidence(desk, query.evidence ?? (await findNotePosition(desk, notes, query)));
  return {
    kind: "item",
    now,
    seat: seat?.duty ?? "viewer",
    stage: item.state === "independent" ? "blind" : item.state === "opened" ? "reconcile" : "final",
    item: await readItemView(desk),
    actorId,
    members: isOpened ? await readMembers(desk) : [],
    list,
    seals: ballots === null ? null : countSeals({ ...ballots, items: [item] }),
    ...evidence,
    notes,
    selfScore: self.score,
    own: own?.score ?? null,
    ownVersion: own?.version ?? 0,
    draft: draft?.ballot ?? null,
    draftEpoch: draft?.epoch ?? null,
    reconciliation,
    decision: may("decision.read") ? await readDecision(services, item) : null,
    batch,
    case: null,
    rights: {
      canChoose: may("score.seal") && !self.hasChosen,
      canSeal: may("score.seal"),
      canChange: may("score.change") && own?.score !== null,
      canAnnotate: may("contribution.write"),
      canHide: can(actor, "contribution.hide", { kind: "contribution", item, authorId: "" }, now) === "yes",
      canFinalise: may("item.finalise"),
      canDissent: may("opinion.record") && !reconciliation?.opinions.some((one) => one.actorId === actorId),
      canWriteConclusion: may("conclusion.write"),
    },
  };
}

/** A fresh reviewer sees claim, rubric and evidence; nothing of the panel, nor of the final score's making. */
async function readReviewDesk(desk: Desk, caseId: string, query: WorkbenchQuery): Promise<WorkbenchView> {
  const { services, actor, item, now } = desk;
  const db = services.database.reader;
  const row = await findCase(db, caseId);
  const seat = actor.seats.find((one) => one.actorId === row?.reviewer_id);
  if (row === null || row.item_id !== item.itemId || seat === undefined) throw new Refusal("thing.absent");
  const facts = await toCaseFacts(db, { row, item, accountId: desk.accountId });
  const thing = { kind: "case", case: facts } as const;
  if (can(actor, "case.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  const own = await readOwnScore(services, { item, actorId: seat.actorId, caseId });
  const task: CaseTaskView = {
    id: row.id,
    number: row.number,
    state: facts.state,
    ground: row.ground,
    claim: row.claim,
    dueAt: row.due_at,
  };
  const evidence = await readEvidence(desk, query.evidence);
  const view = await readItemView(desk);
  return {
    kind: "item",
    now,
    seat: "reviewer",
    stage: "re-review",
    item: { ...view, facts: { ...view.facts, case: row.id } },
    actorId: seat.actorId,
    members: [],
    list: null,
    seals: null,
    ...evidence,
    notes: [],
    selfScore: null,
    own: own.score,
    ownVersion: own.version,
    draft: null,
    draftEpoch: null,
    reconciliation: null,
    decision: null,
    batch: null,
    case: task,
    rights: {
      canChoose: false,
      canSeal: can(actor, "case.re-score", thing, now) === "yes",
      canChange: false,
      canAnnotate: false,
      canHide: false,
      canFinalise: false,
      canDissent: false,
      canWriteConclusion: false,
    },
  };
}

/** Place of the document that a named note is on; null when the person has no such note. */
async function findNotePosition(desk: Desk, notes: readonly NoteView[], query: WorkbenchQuery): Promise<number | null> {
  const note = notes.find((one) => one.id === query.note);
  const row = note === undefined ? null : await findEvidence(desk.services.database.reader, note.evidenceId);
  return row?.position ?? null;
}

const panelOf = (item: ItemRow) => ({ kind: "panel", roundId: item.roundId, panelId: item.panelId }) as const;

async function readItemView({ services, item, framework, component }: Desk): Promise<ItemView> {
  const db = services.database.reader;
  const batch = await findBatch(db, item.batchId);
  const names = await listEntityNames(db);
  const { maxMilliPoints, toleranceShareBasisPoints, stepMilliPoints, rubric, criteria } = component;
  const panelNumber = (await listMembers(db, item.roundId)).find((one) => one.panelId === item.panelId)?.panelNumber;
  return {
    id: item.itemId,
    roundId: item.roundId,
    panelId: item.panelId,
    panelNumber: panelNumber ?? 0,
    state: item.state,
    batchPhase: item.batchPhase,
    dueAt: batch?.due_at ?? "",
    openedAt: item.batchPhase === "independent" ? null : (batch?.opened_at ?? null),
    entityId: item.entityId,
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    code: component.code,
    name: component.name,
    shortName: component.shortName,
    isSample: component.sample,
    maxMilliPoints,
    stepMilliPoints,
    weight: maxMilliPoints / framework.scaleMilliPoints,
    rubric,
    criteria,
    rule: component.aggregation ?? "median",
    toleranceMilliPoints: computeTolerance(maxMilliPoints, toleranceShareBasisPoints),
    facts: itemFacts(item),
    rubricHash: item.rubricHash,
    evidenceSet: item.evidenceSet,
    decisionVersion: item.decisionVersion,
  };
}

async function readMembers({ services, item }: Desk) {
  const members = await listMembers(services.database.reader, item.roundId);
  return (
    members
      .filter((one) => isOnItem(one, item))
      // Letters are a panel's own: a guest's has the number of theirs.
      .map(({ actorId, letter, duty, panelId, panelNumber }) => ({
        actorId,
        letter: panelId === item.panelId ? letter : `${letter}${panelNumber}`,
        duty,
      }))
  );
}

async function readEvidence({ services, item, asks }: Desk, place: number | null): Promise<ItemEvidence> {
  if (asks("evidence.read") !== "yes") return NO_EVIDENCE;
  return readItemEvidence(services.database.reader, item, place);
}
