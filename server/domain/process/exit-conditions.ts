import type { RoundPhase } from "../event/process-events.ts";
import type { RoundCalendar, RoundPolicy } from "../event/round-events.ts";
import { findPhaseEnd } from "./due-date.ts";

/** What stands between a phase and the next one. */
export type OpenExit =
  | { readonly code: "no-panel" | "no-policy" | "no-approval" | "not-witnessed" }
  /** `phases`: without a due date, or with one before that of the phase before. */
  | { readonly code: "calendar-incomplete" | "calendar-order"; readonly phases: readonly RoundPhase[] }
  | { readonly code: "few-experts"; readonly panels: number }
  /** `until`: end of the phase, its grace included. */
  | { readonly code: "before-due"; readonly until: string }
  | { readonly code: "evidence-not-frozen" | "items-not-final" | "cases-open"; readonly items: number };

export type ExitCode = OpenExit["code"];

/** Phases whose due date a round cannot be opened without. */
export const DATED_PHASES = ["submission", "completeness", "independent", "response"] as const;

/** Phases in the order in which their due dates have to stand. */
const DATED_ORDER: readonly RoundPhase[] = [
  "setup",
  "submission",
  "completeness",
  "independent",
  "reconciliation",
  "response",
  "approval",
];

/** Due dates that are missing, or that stand before an earlier phase's; empty when the calendar can be opened with. */
export function checkCalendar(calendar: RoundCalendar): OpenExit[] {
  const missing = DATED_PHASES.filter((phase) => calendar[phase] === undefined);
  const dated = DATED_ORDER.filter((phase) => calendar[phase] !== undefined);
  const early = dated.filter((phase, at) => at > 0 && calendar[phase]! < calendar[dated[at - 1]!]!);
  return [
    ...(missing.length === 0 ? [] : [{ code: "calendar-incomplete" as const, phases: missing }]),
    ...(early.length === 0 ? [] : [{ code: "calendar-order" as const, phases: early }]),
  ];
}

/** What a round's exit conditions are asked with. */
export interface RoundFacts {
  readonly phase: RoundPhase;
  readonly calendar: RoundCalendar;
  readonly policy: RoundPolicy | null;
  /** Experts seated on each panel. */
  readonly expertCounts: readonly number[];
  readonly unfrozenItems: number;
  /** Whether the newest final score waits for witnesses. */
  readonly isProvisional: boolean;
}

/**
 * What keeps a round from its next phase, in the order in which the secretariat would see to it. Empty: it can go on.
 *
 * Nobody closes a phase before its time: that would be moving its due date, which takes two persons.
 *
 * @param now - UTC instant, ISO 8601.
 */
export function listOpenExits(round: RoundFacts, now: string): OpenExit[] {
  switch (round.phase) {
    case "setup":
      return listSetupExits(round);
    case "submission":
      return waitForDue(round, now);
    case "completeness":
      return [
        ...(round.unfrozenItems > 0 ? [{ code: "evidence-not-frozen" as const, items: round.unfrozenItems }] : []),
        ...waitForDue(round, now),
      ];
    case "approval":
      // The council's vote is what publishes; until it can be taken nothing does.
      return [...(round.isProvisional ? [{ code: "not-witnessed" as const }] : []), { code: "no-approval" }];
    default:
      return [];
  }
}

function listSetupExits({ calendar, policy, expertCounts }: RoundFacts): OpenExit[] {
  const few = policy === null ? 0 : expertCounts.filter((count) => count < policy.expertsPerItem).length;
  return [
    ...(expertCounts.length === 0 ? [{ code: "no-panel" as const }] : []),
    ...(policy === null ? [{ code: "no-policy" as const }] : []),
    ...(few > 0 ? [{ code: "few-experts" as const, panels: few }] : []),
    ...checkCalendar(calendar),
  ];
}

function waitForDue({ phase, calendar, policy }: RoundFacts, now: string): OpenExit[] {
  return untilDue(calendar[phase] ?? null, { policy, now });
}

function untilDue(dueAt: string | null, { policy, now }: { policy: RoundPolicy | null; now: string }): OpenExit[] {
  if (dueAt === null) return [];
  const until = findPhaseEnd({ dueAt, graceHours: policy?.graceHours ?? 0 });
  return now < until ? [{ code: "before-due", until }] : [];
}

/** What a batch's exit conditions are asked with. */
export interface BatchStanding {
  readonly phase: string;
  readonly dueAt: string;
  readonly policy: RoundPolicy | null;
  readonly itemsNotFinal: number;
  readonly openCases: number;
  readonly isProvisional: boolean;
}

/** What keeps an opened batch from its next phase; before the opening its own two commands say what is missing. */
export function listOpenBatchExits(batch: BatchStanding, now: string): OpenExit[] {
  if (batch.phase === "reconciliation") {
    return batch.itemsNotFinal > 0 ? [{ code: "items-not-final", items: batch.itemsNotFinal }] : [];
  }
  if (batch.phase !== "response") return [];
  return [
    ...(batch.openCases > 0 ? [{ code: "cases-open" as const, items: batch.openCases }] : []),
    ...(batch.isProvisional ? [{ code: "not-witnessed" as const }] : []),
    ...untilDue(batch.dueAt, { policy: batch.policy, now }),
  ];
}
