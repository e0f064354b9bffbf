import { compareVietnamese } from "#app/i18n/vietnamese-text.ts";
import type { BoardRow, BoardView } from "../../../server/services/board/read-board.ts";
import type { RowOrder } from "./board-tools.tsx";

/**
 * Rows by name, or those first that need the panel: the wider and the more ranges under reconciliation, the sooner;
 * then the rows with more still to finalise.
 */
export function sortRows({ rows, columns }: Pick<BoardView, "rows" | "columns">, order: RowOrder): BoardRow[] {
  const byName = (a: BoardRow, b: BoardRow): number => compareVietnamese(a.name.vi, b.name.vi);
  if (order === "name") return [...rows].sort(byName);
  const needs = new Map(rows.map((row) => [row.entityId, computeNeed(row, columns)]));
  return [...rows].sort((a, b) => (needs.get(b.entityId) ?? 0) - (needs.get(a.entityId) ?? 0) || byName(a, b));
}

function computeNeed(row: BoardRow, columns: BoardView["columns"]): number {
  return row.items.reduce((sum, item, at) => {
    if (item === null) return sum;
    // A blind item weighs less than any disagreement: it cannot be settled now.
    if (item.state === "blind") return sum + 0.001;
    const maximum = columns[at]?.maxMilliPoints ?? 1;
    return item.state === "open" ? sum + 0.01 + (item.spread ?? 0) / maximum : sum;
  }, 0);
}
