import { findActor } from "../../../db/queries/actors.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findPanel, listPanels, type PanelRow } from "../../../db/queries/panels.ts";
import type { ExpertSeverity } from "../../domain/agreement/expert-severity.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { type Action, can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { readPanelRows } from "../board/read-panel-rows.ts";
import type { Asking, PageServices } from "../page-services.ts";
import type { AgreementView } from "./agreement-view.ts";
import { readOpenedPanel } from "./read-opened-panel.ts";

/** @throws Refusal `thing.absent` when the person may not know of the panel. */
export async function readAgreement(services: PageServices, asking: Asking, panelId: string): Promise<AgreementView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const [panel, actor] = [await findPanel(db, panelId), await findActor(db, asking.id)];
  const may = (action: Action, one: PanelRow): boolean =>
    actor !== null && can(actor, action, { kind: "panel", roundId: one.round_id, panelId: one.id }, now) === "yes";
  if (panel === null || actor === null || !may("agreement.read", panel)) throw new Refusal("thing.absent");
  const { framework, round } = await getRoundFramework(db, panel.round_id);
  const components = framework.components.filter((component) => component.source === "expert");
  const rows = await readPanelRows(services, { panelId, roundId: round.id });
  const { opened, experts, itemCount } = readOpenedPanel(actor, rows, { components, now });
  const { agreement, severity, plan } = await services.agreement.compute(opened);
  const panels = (await listPanels(db, round.id)).filter((one) => may("agreement.read", one));
  return {
    round: { id: round.id, phase: round.phase as RoundPhase },
    panel: { panelId, number: panel.number },
    panels: panels.map(({ id, number }) => ({ panelId: id, number })),
    experts,
    indicators: components.map(({ code, name, shortName }) => ({ code, name, shortName })),
    items: { total: itemCount, opened: opened.items.length },
    agreement,
    severity: may("severity.read", panel) ? severity : severity.filter((one) => isOwn(actor, one)),
    plan,
  };
}

const isOwn = (actor: Actor, { expert }: ExpertSeverity): boolean =>
  actor.seats.some((seat) => seat.actorId === expert);
