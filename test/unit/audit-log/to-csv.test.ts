import { expect, test } from "vitest";
import type { LogAct, LogRow } from "../../../server/services/audit-log/log-view.ts";
import { CSV_COLUMNS, toCsvCell, toCsvLine } from "../../../server/services/audit-log/to-csv.ts";

test.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", '"\'\r=1"'],
  ['a "b", c', '"a ""b"", c"'],
  ["hai\ndòng", '"hai\ndòng"'],
  ["Huế 2.1", "Huế 2.1"],
  ["", ""],
])("the cell %j is written as %j", (text, written) => {
  expect(toCsvCell(text)).toBe(written);
});

const bare: LogRow = { seq: 7, at: "2026-05-04T09:00:00.000Z", leafHash: "ab", act: null, isBroken: false };
const act: LogAct = {
  type: "score.changed",
  actor: { role: "expert", letter: "A", panelNumber: 2 },
  subject: { entityId: "hue", entityName: null, indicator: "2.1", caseNumber: null, person: null, panelNumber: null },
  summary: { kind: "change", old: { state: "no-evidence" }, new: { state: "number", milliPoints: 13_500 } },
  reason: "=cmd",
  isErased: false,
};

test("a line has a cell for each column, points with a point, and no formula", () => {
  expect(toCsvLine({ ...bare, act })).toBe(
    "7,2026-05-04T09:00:00.000Z,ab,score.changed,expert A,2,hue,2.1,,no-evidence,13.5,,'=cmd",
  );
  expect(toCsvLine(bare).split(",")).toHaveLength(CSV_COLUMNS.length);
  expect(toCsvLine(bare)).toContain("commitment only");
  expect(toCsvLine({ ...bare, act: { ...act, reason: null, isErased: true } })).toMatch(/,erased$/);
});
