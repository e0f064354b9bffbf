import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import { writeNumber } from "./cell-format.ts";
import type { CheckedPackage } from "./check-package.ts";
import type { FileLimits } from "./evidence-limits.ts";
import { type DraftBlock, joinBlocks } from "./join-blocks.ts";
import { type CellStyle, getPart, readWorkbook, type Workbook } from "./read-workbook.ts";
import { getAttribute, readXml } from "./read-xml.ts";

const plain: CellStyle = { format: "plain", bold: false, italic: false };
const rowsMax = 1_048_576;
const columnsMax = 16_384;

/**
 * Reads a workbook: each visible sheet is a page and a table, each cell with something in it is a block.
 *
 * A formula is never computed: the value that the program kept beside it is read, as a reader sees it.
 *
 * @throws Refusal `evidence.unreadable`, `evidence.too-many-pages`, `evidence.too-many-cells`.
 */
export function readXlsx(unpacked: CheckedPackage, limits: FileLimits): Extraction {
  const workbook = readWorkbook(unpacked, limits);
  const drafts: DraftBlock[] = [];
  for (const [position, { part }] of workbook.sheets.entries()) {
    const sheet = new SheetReader(workbook, { page: position + 1, cellsMax: limits.cellsMax - drafts.length });
    readXml(getPart(unpacked.parts, part), limits.depthMax, sheet);
    for (const draft of sheet.listDrafts()) drafts.push(draft);
  }
  return {
    extractor: "assay-xlsx-text",
    version: "1",
    format: "xlsx",
    pageCount: workbook.sheets.length,
    pages: workbook.sheets.map(({ name }) => {
      const shown = name.normalize("NFC").slice(0, 100);
      return shown === "" ? { kind: "text" } : { kind: "text", name: shown };
    }),
    ...joinBlocks(drafts),
  };
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly style: CellStyle;
  readonly type: string;
  value: string;
}

/** Handlers for the part of one sheet. */
class SheetReader {
  readonly #workbook: Workbook;
  readonly #page: number;
  readonly #cellsMax: number;
  readonly #cells: Cell[] = [];
  readonly #spans = new Map<string, { columns: number; rows: number }>();
  #row = 0;
  #column = 0;
  #cell: Cell | null = null;
  #isValue = false;

  constructor(workbook: Workbook, { page, cellsMax }: { page: number; cellsMax: number }) {
    this.#workbook = workbook;
    this.#page = page;
    this.#cellsMax = cellsMax;
  }

  open(name: string, attributes: Parameters<typeof getAttribute>[0]): void {
    this.#isValue = this.#cell !== null && (name === "v" || name === "t");
    if (name === "row") {
      this.#row = toPlace(getAttribute(attributes, "r"), this.#row + 1, rowsMax);
      this.#column = 0;
    } else if (name === "c") {
      const place = toCellPlace(getAttribute(attributes, "r"));
      this.#column = place?.column ?? this.#column + 1;
      const style = this.#workbook.styles[Number(getAttribute(attributes, "s") ?? -1)] ?? plain;
      const type = getAttribute(attributes, "t") ?? "n";
      this.#cell = { row: place?.row ?? this.#row, column: this.#column, style, type, value: "" };
    } else if (name === "mergeCell") {
      this.#addSpan(getAttribute(attributes, "ref") ?? "");
    }
  }

  text(text: string): void {
    if (this.#isValue && this.#cell !== null) this.#cell.value += text;
  }

  close(name: string): void {
    this.#isValue = false;
    if (name !== "c" || this.#cell === null) return;
    if (this.#cell.value !== "") this.#cells.push(this.#cell);
    if (this.#cells.length > this.#cellsMax) throw new Refusal("evidence.too-many-cells", { cellsMax: this.#cellsMax });
    this.#cell = null;
  }

  /** Cells row by row, whatever order the file has them in. */
  *listDrafts(): Generator<DraftBlock> {
    const ordered = this.#cells.sort((a, b) => a.row - b.row || a.column - b.column);
    let last: Cell | null = null;
    for (const cell of ordered) {
      if (last !== null && last.row === cell.row && last.column === cell.column) {
        throw new Refusal("evidence.unreadable", { problem: "a cell appears twice" });
      }
      last = cell;
      const span = this.#spans.get(`${cell.row}/${cell.column}`);
      const { bold, italic } = cell.style;
      const isNumber = cell.type === "n";
      yield {
        page: this.#page,
        align: isNumber ? "right" : "left",
        indent: false,
        kind: "cell",
        cell: {
          table: this.#page,
          row: cell.row,
          column: cell.column,
          ...(span !== undefined && span.columns > 1 && { columnSpan: span.columns }),
          ...(span !== undefined && span.rows > 1 && { rowSpan: span.rows }),
        },
        pieces: [{ text: this.#write(cell), bold, italic, underline: false }],
      };
    }
  }

  #write({ type, value, style }: Cell): string {
    if (type === "s") return this.#workbook.strings[Number(value)] ?? "";
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    return type === "n" ? writeNumber(value, style.format, this.#workbook.is1904) : value;
  }

  #addSpan(reference: string): void {
    const [from, to] = reference.split(":").map(toCellPlace);
    if (!from || !to || to.row < from.row || to.column < from.column) return;
    this.#spans.set(`${from.row}/${from.column}`, {
      columns: to.column - from.column + 1,
      rows: to.row - from.row + 1,
    });
  }
}

function toPlace(text: string | null, otherwise: number, max: number): number {
  const place = text === null ? otherwise : Number(text);
  if (Number.isInteger(place) && place >= 1 && place <= max) return place;
  throw new Refusal("evidence.unreadable", { problem: "a cell outside of the sheet" });
}

/** `B12` is row 12, column 2; null when the cell does not say. */
function toCellPlace(reference: string | null): { row: number; column: number } | null {
  if (reference === null) return null;
  const [, letters = "", digits = ""] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: toPlace(digits, 0, rowsMax), column: toPlace(String(column), 0, columnsMax) };
}
