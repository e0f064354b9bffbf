import type { BootstrapPlan } from "../../domain/agreement/bootstrap.ts";
import { computeExpertSeverity, type ExpertSeverity } from "../../domain/agreement/expert-severity.ts";
import type { OpenedPanel } from "../../domain/agreement/opened-panel.ts";
import { computePanelAgreement, type PanelAgreement } from "../../domain/agreement/panel-agreement.ts";
import { answerCalls } from "../answer-calls.ts";

export interface AgreementAsked {
  readonly panel: OpenedPanel;
  readonly plan: BootstrapPlan;
}

/** Everything that is computed of a panel; who may read what of it is decided where it is read. */
export interface ComputedAgreement {
  readonly agreement: PanelAgreement;
  readonly severity: readonly ExpertSeverity[];
}

answerCalls(({ panel, plan }: AgreementAsked): ComputedAgreement => ({
  agreement: computePanelAgreement(panel, plan),
  severity: computeExpertSeverity(panel, plan),
}));
