const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** From when to when a stage of the demo round lasts, as shares of the time from its start to now. */
export type Share = readonly [from: number, to: number];

/** Stages in the order of the log. What is left after the last one, `live` fills: see `findLiveStart`. */
export const SCHEDULE = {
  people: [0, 0.02],
  imports: [0.02, 0.03],
  panels: [0.03, 0.04],
  declarations: [0.04, 0.08],
  evidence: [0.1, 0.26],
  selfScores: [0.26, 0.27],
  completeness: [0.28, 0.34],
  marks: [0.341, 0.35],
  freeze: [0.35, 0.4],
  appraisal: [0.41, 0.44],
  earlySeals: [0.45, 0.62],
  earlyOpening: [0.63, 0.64],
  earlyDiscussion: [0.64, 0.72],
  earlyDecisions: [0.73, 0.77],
  response: [0.77, 0.78],
  closedCase: [0.79, 0.9],
  lateSeals: [0.9, 0.96],
  openCase: [0.965, 0.967],
  supplement: [0.967, 0.968],
  lateOpening: [0.968, 0.97],
  lateDiscussion: [0.97, 0.985],
} as const satisfies Record<string, Share>;

export type Stage = keyof typeof SCHEDULE;

/** The demo ends with a discussion that has just happened: it begins so long before now. */
const LIVE_MS = 45 * MINUTE_MS;

/** When the live discussion begins. */
export const findLiveStart = (now: Date): Date => new Date(now.getTime() - LIVE_MS);

/** A round is made over 200 days, or over less where it would begin before the year that assesses. */
export function findRoundStart(now: Date): Date {
  const newYear = Date.UTC(now.getUTCFullYear(), 0, 8);
  const start = Math.max(now.getTime() - 200 * DAY_MS, newYear);
  return new Date(Math.min(start, now.getTime() - 20 * DAY_MS));
}

/** Blind batches are due two days and seven hours after now. */
export const findScoringDue = (now: Date): Date => new Date(now.getTime() + 55 * 60 * MINUTE_MS);

/** Agencies may ask for a review for twelve more days. */
export const findResponseDue = (now: Date): Date => new Date(now.getTime() + 12 * DAY_MS);

/** What the support team still asks for may be handed in for six more days. */
export const findSupplementEnd = (now: Date): Date => new Date(now.getTime() + 6 * DAY_MS);

/** Declarations of interest hold for the rest of the round. */
export const findInterestEnd = (now: Date): Date => new Date(now.getTime() + 180 * DAY_MS);
