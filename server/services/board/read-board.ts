import type { Selectable } from "kysely";
import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { listBatches } from "../../../db/queries/items.ts";
import { findPanel, listPanels, type PanelRow } from "../../../db/queries/panels.ts";
import type { BatchTable } from "../../../db/schema/round-table.ts";
import { computeAlpha } from "../../domain/agreement/krippendorff-alpha.ts";
import { listRatedItems } from "../../domain/agreement/opened-panel.ts";
import { tabulateRatings } from "../../domain/agreement/rating-table.ts";
import { mapStatistic, type Statistic } from "../../domain/agreement/statistic.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import { type Actor, hasRole } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { readOpenedPanel } from "../agreement/read-opened-panel.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { type BatchView, readBatch } from "../process/read-batch.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { type BoardItem, readBoardItems } from "./read-board-items.ts";
import { readPanelRows } from "./read-panel-rows.ts";

export interface BoardColumn {
  readonly code: string;
  readonly mainIndex: string;
  readonly name: LocalText;
  readonly shortName: LocalText;
  readonly maxMilliPoints: number;
  readonly isSample: boolean;
}

export interface BoardRow {
  readonly entityId: string;
  readonly name: LocalText;
  /** In the order of the columns; null where the entity has no such item. */
  readonly items: readonly (BoardItem | null)[];
}

/** A panel's work at a glance: entities × expert indicators, its batches, and who belongs to it. */
export interface BoardView {
  /** UTC instant, ISO 8601: what deadlines are counted from. */
  readonly now: string;
  readonly round: { readonly id: string; readonly phase: RoundPhase };
  readonly panel: { readonly panelId: string; readonly number: number };
  /** Boards that the person may open, in order. */
  readonly panels: readonly { readonly panelId: string; readonly number: number }[];
  readonly columns: readonly BoardColumn[];
  readonly rows: readonly BoardRow[];
  readonly batches: readonly BatchView[];
  /** The panel's members by pseudonym, the chair last. */
  readonly members: readonly { readonly actorId: string; readonly letter: string; readonly duty: "expert" | "chair" }[];
  /**
   * Whether the person joins the panel's room, whether members see each other there yet, and how many are at work: the
   * count is for all who may know the panel, whatever the phase.
   */
  readonly presence: { readonly canJoin: boolean; readonly isOpen: boolean; readonly present: number };
  /** Krippendorff's alpha by points of what the experts sealed, 1 at most; null until a batch is open. */
  readonly alpha: Statistic<number> | null;
  /** Own seat without a declaration that holds: items stay closed until it is given. */
  readonly isDeclarationMissing: boolean;
}

/** @throws Refusal `thing.absent` when the person may not know of the panel. */
export async function readBoard(services: PageServices, asking: Asking, panelId: string): Promise<BoardView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const [panel, actor] = [await findPanel(db, panelId), await findActor(db, asking.id)];
  if (panel === null || actor === null || !canRead(actor, panel, now)) throw new Refusal("thing.absent");
  const { framework, round } = await getRoundFramework(db, panel.round_id);
  const components = framework.components.filter((component) => component.source === "expert");
  const rows = await readPanelRows(services, { panelId, roundId: round.id });
  const items = await readBoardItems(services, actor, { panelId, roundId: round.id, rows, components });
  const names = await listEntityNames(
    db,
    rows.items.map((row) => row.entityId),
  );
  const batches = (await listBatches(db, round.id)).filter((batch) => batch.panel_id === panelId);
  const members = (await listMembers(db, round.id)).filter((member) => member.panelId === panelId);
  const seat = actor.seats.find((one) => one.panelId === panelId);
  return {
    now,
    round: { id: round.id, phase: round.phase as RoundPhase },
    panel: { panelId, number: panel.number },
    panels: await listReadablePanels(services, actor, round.id),
    columns: components.map(toColumn),
    rows: [...names].map(([entityId, name]) => ({
      entityId,
      name,
      items: components.map(({ code }) => items.get(`${entityId}\n${code}`) ?? null),
    })),
    batches: await readBatches(services, actor, batches),
    members: members.map(({ actorId, letter, duty }) => ({ actorId, letter, duty })),
    presence: {
      canJoin: can(actor, "board.join", { kind: "panel", panelId, roundId: round.id }, now) === "yes",
      isOpen: batches.some((batch) => batch.phase !== "independent"),
      present: services.present.count(panelId),
    },
    alpha: readAlpha(actor, rows, { components, now }),
    isDeclarationMissing: seat !== undefined && (seat.interestExpiresAt === null || seat.interestExpiresAt <= now),
  };
}

function readAlpha(...asked: Parameters<typeof readOpenedPanel>): BoardView["alpha"] {
  const { opened } = readOpenedPanel(...asked);
  if (opened.items.length === 0) return null;
  const units = listRatedItems(opened).map(({ ratings }) => ratings);
  return mapStatistic(computeAlpha(tabulateRatings(units), "interval"), ({ alpha }) => alpha);
}

/**
 * The board that a person without a choice begins with: their own panel's, else the first.
 *
 * @returns null when there is none that they may read.
 */
export async function findFirstBoard(services: PageServices, asking: Asking): Promise<string | null> {
  const actor = await findActor(services.database.reader, asking.id);
  const round = await findCurrentRound(services);
  if (actor === null || round === null) return null;
  const own = actor.seats.find((seat) => seat.roundId === round.id);
  if (own !== undefined) return own.panelId;
  if (!hasRole(actor, "secretariat", "council", "delegate", "auditor")) throw new Refusal("thing.absent");
  return (await listReadablePanels(services, actor, round.id))[0]?.panelId ?? null;
}

async function listReadablePanels(services: PageServices, actor: Actor, roundId: string) {
  const now = services.now().toISOString();
  const panels = await listPanels(services.database.reader, roundId);
  return panels
    .filter((panel) => canRead(actor, panel, now))
    .map((panel) => ({ panelId: panel.id, number: panel.number }));
}

const canRead = (actor: Actor, panel: PanelRow, now: string): boolean =>
  can(actor, "panel.read", { kind: "panel", roundId: panel.round_id, panelId: panel.id }, now) === "yes";

async function readBatches(
  services: PageServices,
  actor: Actor,
  batches: readonly Selectable<BatchTable>[],
): Promise<BatchView[]> {
  const views: BatchView[] = [];
  for (const batch of batches) views.push(await readBatch(services, actor, batch));
  return views.sort((a, b) => a.mainIndex.code.localeCompare(b.mainIndex.code, "en", { numeric: true }));
}

function toColumn(component: FrameworkComponent): BoardColumn {
  const { code, mainIndex, name, shortName, maxMilliPoints, sample } = component;
  return { code, mainIndex, name, shortName, maxMilliPoints, isSample: sample };
}
