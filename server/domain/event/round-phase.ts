export const ROUND_PHASES = [
  "setup",
  "submission",
  "completeness",
  "independent",
  "reconciliation",
  "response",
  "approval",
  "published",
  "withheld",
] as const;
export type RoundPhase = (typeof ROUND_PHASES)[number];
