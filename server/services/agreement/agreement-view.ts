import type { BootstrapPlan } from "../../domain/agreement/bootstrap.ts";
import type { ExpertSeverity } from "../../domain/agreement/expert-severity.ts";
import type { PanelAgreement } from "../../domain/agreement/panel-agreement.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";

/** How far the experts of a panel agree, from what they sealed; of opened batches only. */
export interface AgreementView {
  readonly round: { readonly id: string; readonly phase: RoundPhase };
  readonly panel: { readonly panelId: string; readonly number: number };
  /** Panels whose agreement the person may read, in order. */
  readonly panels: readonly { readonly panelId: string; readonly number: number }[];
  /** Pseudonyms in the order of their letters. */
  readonly experts: readonly { readonly actorId: string; readonly letter: string }[];
  readonly indicators: readonly { readonly code: string; readonly name: LocalText; readonly shortName: LocalText }[];
  /** Items that the person may see, and of these the ones whose batch is open. */
  readonly items: { readonly total: number; readonly opened: number };
  readonly agreement: PanelAgreement;
  /** Of all experts, or of the asking one alone; empty for whom severity is not. */
  readonly severity: readonly ExpertSeverity[];
  /** What every interval can be computed again from. */
  readonly plan: BootstrapPlan;
}
