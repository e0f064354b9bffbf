import type { OpenedItem, OpenedPanel, PanelIndicator } from "#domain/agreement/opened-panel.ts";
import type { Rubric } from "#domain/scoring/rubric.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";

const name = { vi: "Mức", en: "Level" };
const share = (numerator: number, denominator: number) => ({ numerator, denominator });

const GRADE: Rubric = {
  kind: "grade",
  levels: [0, 1, 2, 3].map((level) => ({ level, name, descriptor: name, share: share(level, 3) })),
};

/** Four levels of 30 points. */
export const makeIndicator = (over: Partial<PanelIndicator> = {}): PanelIndicator => ({
  code: "1.1",
  maxMilliPoints: 30_000,
  stepMilliPoints: 500,
  rubric: GRADE,
  ...over,
});

export const RANGE: Rubric = {
  kind: "range",
  levels: [
    { level: 0, name, descriptor: name, fromMilliPoints: 0, toMilliPoints: 9_500 },
    { level: 1, name, descriptor: name, fromMilliPoints: 10_000, toMilliPoints: 20_000 },
  ],
};

export const CHECKLIST: Rubric = {
  kind: "checklist",
  parts: [share(1, 4), share(1, 4), share(1, 2)].map((one, at) => ({
    code: `p${at}`,
    name,
    descriptor: name,
    share: one,
  })),
};

export const RATIO: Rubric = { kind: "ratio", numerator: name, denominator: name };

/** A score in points, a state by its letter, or null for none: `b` blank, `n` not applicable, `e` no evidence. */
export type Short = number | "b" | "n" | "e" | null;

const STATES = { b: "blank", n: "not-applicable", e: "no-evidence" } as const;

export const toScore = (short: Short): ScoreValue | null => {
  if (short === null) return null;
  return typeof short === "number" ? { state: "number", milliPoints: short * 1000 } : { state: STATES[short] };
};

/** Rows are items; their indicator is the first unless `indicators` says otherwise by row. */
export function makePanel(rows: readonly (readonly Short[])[], over: Partial<OpenedPanel> = {}): OpenedPanel {
  const indicators = over.indicators ?? [makeIndicator()];
  const items = rows.map((row, at): OpenedItem => ({
    itemId: `i${at}`,
    indicator: indicators[at % indicators.length]!.code,
    blindScores: row.map(toScore),
  }));
  return { experts: rows[0]?.map((_, place) => "ABCDEFG"[place]!) ?? [], indicators, items, ...over };
}
