import type { Selectable } from "kysely";
import { listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import type { BatchTable } from "../../../db/schema/round-table.ts";
import type { Act } from "../../domain/event/act.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { RoundPhase } from "../../domain/event/round-phase.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import { listMissingSeals, type MissingSeal } from "../../domain/process/missing-seals.ts";
import { Refusal } from "../../domain/refusal.ts";
import { isBatchPhase } from "../../domain/process/round-machine.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import type { PageServices } from "../page-services.ts";
import { countSeals, type SealCount } from "./count-seals.ts";
import { batchFacts, readActs, readBallots, toBatchFacts } from "./open-batch.ts";

/** A seal that is not given, in words that people read. */
export interface MissingSealView {
  readonly letter: string;
  readonly entityName: LocalText;
  readonly indicator: string;
}

/** What the chair proposed, for the two persons who open. */
export interface OpeningProposalView {
  readonly seq: number;
  readonly missing: readonly MissingSealView[];
  readonly reason: string;
  /** False: somebody sealed or withdrew since; it cannot be confirmed and has to be proposed again. */
  readonly isCurrent: boolean;
}

/** A batch and what the asking person may do with it. What they may not is null. */
export interface BatchView {
  readonly batchId: string;
  readonly mainIndex: { readonly code: string; readonly name: LocalText };
  readonly phase: BatchPhase;
  /** UTC instant, ISO 8601. */
  readonly dueAt: string;
  readonly items: { readonly total: number; readonly final: number };
  /** Ballots in, of those due on items where the person may count them; null for none, and after the opening. */
  readonly seals: SealCount | null;
  /** Head of every command on the batch. */
  readonly facts: HeadFacts;
  readonly proposal: OpeningProposalView | null;
  /** The chair's next command. */
  readonly propose: {
    readonly value: ValuePart<"batch.opening-proposed">;
    readonly missing: readonly MissingSealView[];
  } | null;
  /** The other person's command: it names the proposal and each seal that it opens. */
  readonly confirm: { readonly value: ValuePart<"batch.opened"> } | null;
  /** The officer's move to the agencies' response, once every item is final; its due date is theirs to say. */
  readonly respond: { readonly from: "reconciliation"; readonly to: "response" } | null;
}

/** A batch as one person sees it. @throws Refusal `thing.absent` when the person may not know of the batch. */
export async function readBatch(
  services: PageServices,
  actor: Actor,
  batch: Selectable<BatchTable>,
): Promise<BatchView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const panel = { kind: "panel", roundId: batch.round_id, panelId: batch.panel_id } as const;
  if (can(actor, "panel.read", panel, now) !== "yes") throw new Refusal("thing.absent");
  const { framework, round } = await getRoundFramework(db, batch.round_id);
  const ballots = await readBallots(db, batch);
  const faces = await listMembers(db, batch.round_id);
  const names = await listEntityNames(
    db,
    ballots.items.map((item) => item.entityId),
  );
  const missing = listMissingSeals(ballots).map((one) => ({ ...one }));
  const toViews = (some: readonly MissingSeal[]) => some.map((one) => toMissingView(one, { ...ballots, faces, names }));
  const thing = { kind: "batch", batch: await toBatchFacts(db, batch) } as const;
  const isScoring = isBatchPhase(round.phase as RoundPhase);
  const canPropose = isScoring && can(actor, "batch.propose-opening", thing, now) === "yes";
  const canConfirm = isScoring && can(actor, "batch.confirm-opening", thing, now) === "yes";
  const standing = canPropose || canConfirm ? await findProposal(services, batch) : null;
  const isCurrent = standing !== null && isSameMissing(standing.value.missing, missing);
  const isBlind = batch.phase === "independent";
  const countable = ballots.items.filter((item) => can(actor, "seal.count", { kind: "item", item }, now) === "yes");
  return {
    batchId: batch.id,
    mainIndex: toMainIndex(framework.mainIndices, batch.main_index),
    phase: batch.phase as BatchPhase,
    dueAt: batch.due_at,
    items: { total: ballots.items.length, final: ballots.items.filter(isFinal).length },
    seals: !isBlind || countable.length === 0 ? null : countSeals({ ...ballots, items: countable }),
    facts: batchFacts(batch),
    proposal:
      standing === null
        ? null
        : { seq: standing.seq, missing: toViews(standing.value.missing), reason: standing.text.reason, isCurrent },
    propose: canPropose ? { value: { missing }, missing: toViews(missing) } : null,
    confirm:
      canConfirm && standing !== null && isCurrent
        ? { value: { proposal: standing.seq, seals: ballots.sealed.map((seal) => seal.seq) } }
        : null,
    respond: canRespond(actor, { batch, items: ballots.items, now })
      ? { from: "reconciliation", to: "response" }
      : null,
  };
}

type Ballots = Awaited<ReturnType<typeof readBallots>>;

async function findProposal(services: PageServices, batch: Selectable<BatchTable>) {
  if (batch.proposal_seq === null) return null;
  const readParts = makePartsReader(services.database.reader, services.vault);
  const [act] = (await readActs({ readParts }, [batch.proposal_seq])) as [Act<"batch.opening-proposed">];
  return { seq: batch.proposal_seq, value: act.value, text: act.text };
}

function isSameMissing(a: readonly MissingSeal[], b: readonly MissingSeal[]): boolean {
  return a.length === b.length && a.every((one, at) => one.actor === b[at]?.actor && one.item === b[at]?.item);
}

/** Whether an item has its final score, whatever comes after. */
export const isFinal = ({ state }: Pick<ItemRow, "state">): boolean => state !== "independent" && state !== "opened";

function canRespond(
  actor: Actor,
  { batch, items, now }: { batch: Selectable<BatchTable>; items: readonly ItemRow[]; now: string },
): boolean {
  const round = { kind: "round", roundId: batch.round_id, phase: "independent" } as const;
  if (batch.phase !== "reconciliation" || can(actor, "round.manage", round, now) !== "yes") return false;
  return items.every((item) => item.state === "final");
}

function toMissingView(
  missing: MissingSeal,
  { items, faces, names }: { items: Ballots["items"]; faces: MemberFace[]; names: ReadonlyMap<string, LocalText> },
): MissingSealView {
  const item = items.find((one) => one.itemId === missing.item);
  const entityId = item?.entityId ?? "";
  return {
    letter: faces.find((face) => face.actorId === missing.actor)?.letter ?? "",
    entityName: names.get(entityId) ?? { vi: entityId, en: entityId },
    indicator: item?.indicator ?? "",
  };
}

function toMainIndex(all: readonly { code: string; name: LocalText }[], code: string) {
  const name = all.find((one) => one.code === code)?.name ?? { vi: code, en: code };
  return { code, name };
}
