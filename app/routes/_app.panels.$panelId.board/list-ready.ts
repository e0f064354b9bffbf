import type { LocalText } from "#domain/scoring/rubric.ts";
import type { BoardColumn, BoardView } from "../../../server/services/board/read-board.ts";
import type { BoardItem } from "../../../server/services/board/read-board-items.ts";

/** An item that the chair can finalise together with others, with the command as it would be given now. */
export interface ReadyItem {
  readonly itemId: string;
  readonly entityName: LocalText;
  readonly column: BoardColumn;
  readonly points: readonly number[];
  readonly finalise: NonNullable<BoardItem["finalise"]>;
}

/** In the order of the rows, then the columns; empty for everybody but the chair. */
export function listReady({ rows, columns }: BoardView): ReadyItem[] {
  return rows.flatMap((row) =>
    row.items.flatMap((item, at) => {
      const column = columns[at];
      if (item === null || item.finalise === null || column === undefined) return [];
      const { itemId, points, finalise } = item;
      return [{ itemId, entityName: row.name, column, points, finalise }];
    }),
  );
}
