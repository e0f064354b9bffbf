import type { ActorFace, TraceEntry } from "../../../server/services/trace/trace-view.ts";

/** One standing value from one moment on. */
export interface ScoreStep {
  readonly seq: number;
  /** UTC instant. */
  readonly at: string;
  readonly milliPoints: number;
}

/** One expert's scores of the item, ascending. */
export interface ScoreLine {
  readonly key: string;
  readonly actor: ActorFace;
  readonly steps: readonly ScoreStep[];
}

export interface ScoreLines {
  readonly experts: readonly ScoreLine[];
  /** Final scores. */
  readonly finals: readonly ScoreStep[];
}

const FINAL_TYPES: readonly string[] = ["item.finalised", "case.decision-approved"];
const EXPERT_TYPES: readonly string[] = ["score.sealed", "score.changed"];

/** What the chart draws, from the entries that the person may read; values that are no numbers leave a gap. */
export function listScoreLines(entries: readonly TraceEntry[]): ScoreLines {
  const experts = new Map<string, { key: string; actor: ActorFace; steps: ScoreStep[] }>();
  const finals: ScoreStep[] = [];
  for (const { type, change, actor, isReview, seq, at } of entries) {
    if (change?.new.state !== "number") continue;
    const step = { seq, at, milliPoints: change.new.milliPoints };
    if (FINAL_TYPES.includes(type)) finals.push(step);
    if (!EXPERT_TYPES.includes(type) || isReview) continue;
    const key = `${actor.role}/${actor.panelNumber ?? 0}/${actor.letter}`;
    const line = experts.get(key) ?? { key, actor, steps: [] };
    line.steps.push(step);
    experts.set(key, line);
  }
  return { experts: [...experts.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), finals };
}

/**
 * Median and range of the experts' scores as they stood after an entry.
 *
 * @returns milli-points; null before the first score.
 */
export function summariseAt(lines: ScoreLines, seq: number): { median: number; range: number } | null {
  const standing = lines.experts
    .flatMap(({ steps }) => steps.findLast((step) => step.seq <= seq)?.milliPoints ?? [])
    .sort((a, b) => a - b);
  const [first] = standing;
  const last = standing.at(-1);
  if (first === undefined || last === undefined) return null;
  const below = standing[Math.floor((standing.length - 1) / 2)] as number;
  const above = standing[Math.ceil((standing.length - 1) / 2)] as number;
  return { median: (below + above) / 2, range: last - first };
}
