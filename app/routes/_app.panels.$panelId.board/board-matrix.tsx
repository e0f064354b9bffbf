import { useNavigate } from "@remix-run/react";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { toItemPath, toTracePath } from "#app/ui/places.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { BoardRow, BoardView } from "../../../server/services/board/read-board.ts";
import { BoardCell } from "./board-cell.tsx";
import type { Measure } from "./board-tools.tsx";

export interface BoardMatrixProps {
  board: BoardView;
  rows: readonly BoardRow[];
  measure: Measure;
  peers: readonly PeerPresence[];
}

interface Place {
  row: number;
  column: number;
}

/** Entities × indicators. One tab stop: arrows move between cells, Enter opens the item, T its trace. */
export function BoardMatrix({ board, rows, measure, peers }: BoardMatrixProps) {
  const { t } = useTranslation("board");
  const { locale } = useFormat();
  const navigate = useNavigate();
  const tableRef = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const { columns } = board;
  const active = clampPlace(place, rows.length, columns.length);
  const activeItem = rows[active.row]?.items[active.column] ?? null;

  const move = (event: KeyboardEvent): void => {
    const next = toNextPlace(active, event, { rows: rows.length, columns: columns.length });
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
    const cell = `[data-cell="${next.row}:${next.column}"]`;
    tableRef.current?.querySelector<HTMLElement>(cell)?.focus();
  };
  useShortcuts([
    {
      id: "board.trace",
      code: "KeyT",
      keys: ["T"],
      label: t("keys.trace"),
      hint: t("keys.trace"),
      run: () => {
        if (activeItem !== null && activeItem.state !== "recused") navigate(toTracePath(activeItem.itemId));
      },
    },
  ]);

  return (
    <div className="scroll">
      <table ref={tableRef} className="mx" role="grid" aria-label={t("matrix")} onKeyDown={move}>
        <MatrixHead board={board} />
        <tbody>
          {rows.map((row, rowAt) => (
            <tr key={row.entityId} data-selected={rowAt === active.row ? "" : undefined}>
              <th scope="row">{row.name[locale]}</th>
              {row.items.map((item, at) => (
                <td key={columns[at]?.code} role="gridcell" className={startsGroup(board, at) ? "gap" : undefined}>
                  {item !== null && (
                    <BoardCell
                      item={item}
                      entity={row.name[locale]}
                      column={columns[at]!}
                      measure={measure}
                      to={toItemPath(item.itemId)}
                      peers={peers.filter((peer) => peer.item === item.itemId)}
                      cell={`${rowAt}:${at}`}
                      isTabStop={rowAt === active.row && at === active.column}
                      onFocus={() => setPlace({ row: rowAt, column: at })}
                    />
                  )}
                </td>
              ))}
              <td className="sec">{t("finalOf", countFinal(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MatrixHead({ board }: { board: BoardView }) {
  const { t } = useTranslation("board");
  const { locale } = useFormat();
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="sr">{t("entity")}</span>
        </th>
        {board.columns.map((column, at) => (
          <th key={column.code} scope="col" className={startsGroup(board, at) ? "gap" : undefined}>
            <b>
              {column.code}
              {column.isSample && <em className="sample-mark"> {t("sample")}</em>}
            </b>
            <span title={column.name[locale]}>{column.shortName[locale]}</span>
          </th>
        ))}
        <th scope="col">{t("finalCount")}</th>
      </tr>
    </thead>
  );
}

/** Whether a column is the first of its main index, and not the first of all. */
function startsGroup({ columns }: BoardView, at: number): boolean {
  return at > 0 && columns[at]?.mainIndex !== columns[at - 1]?.mainIndex;
}

function countFinal({ items }: BoardRow): { final: number; total: number } {
  const all = items.filter((item) => item !== null);
  return { final: all.filter(({ state }) => state === "final" || state === "disputed").length, total: all.length };
}

function clampPlace({ row, column }: Place, rows: number, columns: number): Place {
  return { row: Math.max(0, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
}

function toNextPlace(
  { row, column }: Place,
  { key, ctrlKey }: KeyboardEvent,
  { rows, columns }: { rows: number; columns: number },
): Place | null {
  const steps: Record<string, Place> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const next = steps[key];
  return next === undefined ? null : clampPlace(next, rows, columns);
}
