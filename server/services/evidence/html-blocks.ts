import type { DraftBlock } from "./join-blocks.ts";
import { ListNumbers } from "./list-numbers.ts";
import type { LinePiece } from "./page-text.ts";

type Attributes = Readonly<Record<string, string>>;
type Place = NonNullable<DraftBlock["cell"]>;

const BLOCKS = new Set(
  (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table " +
    "tbody td tfoot th thead tr ul"
  ).split(" "),
);
const STYLES: Readonly<Record<string, keyof Omit<LinePiece, "text">>> = {
  b: "bold",
  strong: "bold",
  th: "bold",
  i: "italic",
  em: "italic",
  cite: "italic",
  u: "underline",
  ins: "underline",
};

interface Table {
  readonly number: number;
  row: number;
  column: number;
  /** For each column the last row that a cell above reaches. */
  readonly taken: Map<number, number>;
}

/** Collects the blocks of a page while its tags go by; a table inside a cell is read as paragraphs of that cell. */
export class HtmlBlocks {
  readonly #drafts: DraftBlock[] = [];
  readonly #numbers = new ListNumbers();
  readonly #styles = { bold: 0, italic: 0, underline: 0 };
  readonly #aligns: DraftBlock["align"][] = ["left"];
  readonly #lists: { isOrdered: boolean }[] = [];
  readonly #headings: number[] = [];
  #item: { level: number; marker: string } | null = null;
  #pieces: LinePiece[] = [];
  #table: Table | null = null;
  #tableDepth = 0;
  #tables = 0;
  #cell: Place | null = null;

  open(name: string, attributes: Attributes): void {
    if (BLOCKS.has(name)) this.#flush();
    if (Object.hasOwn(STYLES, name)) this.#styles[STYLES[name]!] += 1;
    const heading = /^h([1-6])$/.exec(name);
    if (heading) this.#headings.push(Number(heading[1]));
    if (BLOCKS.has(name) && name !== "br" && name !== "hr") {
      this.#aligns.push(toAlign(name, attributes) ?? this.#aligns.at(-1)!);
    }
    if (name === "ul" || name === "ol") this.#openList(name === "ol", attributes);
    else if (name === "li") this.#openItem();
    else if (name === "table") this.#openTable();
    else if (this.#tableDepth === 1) this.#openInTable(name, attributes);
  }

  addText(text: string): void {
    const { bold, italic, underline } = this.#styles;
    this.#pieces.push({ text, bold: bold > 0, italic: italic > 0, underline: underline > 0 });
  }

  close(name: string): void {
    if (BLOCKS.has(name)) this.#flush();
    if (Object.hasOwn(STYLES, name)) this.#styles[STYLES[name]!] -= 1;
    if (/^h[1-6]$/.test(name)) this.#headings.pop();
    if (BLOCKS.has(name) && name !== "br" && name !== "hr") this.#aligns.pop();
    if (name === "ul" || name === "ol") this.#lists.pop();
    else if (name === "li") this.#item = null;
    else if (name === "table") this.#closeTable();
    else if (this.#tableDepth === 1 && (name === "td" || name === "th")) this.#cell = null;
  }

  /** All blocks; what was still open ends here. */
  end(): readonly DraftBlock[] {
    this.#flush();
    return this.#drafts;
  }

  #openList(isOrdered: boolean, attributes: Attributes): void {
    this.#lists.push({ isOrdered });
    const start = Number(attributes["start"] ?? 1);
    this.#numbers.startAt(this.#lists.length, Number.isSafeInteger(start) && Math.abs(start) < 1e9 ? start : 1);
  }

  #openItem(): void {
    const depth = Math.max(this.#lists.length, 1);
    const marker = this.#numbers.next(depth, this.#lists.at(-1)?.isOrdered ?? false);
    this.#item = { level: Math.min(depth, 9), marker };
  }

  #openTable(): void {
    this.#tableDepth += 1;
    if (this.#tableDepth > 1) return;
    this.#tables += 1;
    this.#table = { number: this.#tables, row: 0, column: 1, taken: new Map() };
  }

  #openInTable(name: string, attributes: Attributes): void {
    const table = this.#table!;
    if (name === "tr") {
      table.row += 1;
      table.column = 1;
    }
    if (name !== "td" && name !== "th") return;
    table.row = Math.max(table.row, 1);
    while ((table.taken.get(table.column) ?? 0) >= table.row) table.column += 1;
    const [columnSpan, rowSpan] = [toSpan(attributes["colspan"]), toSpan(attributes["rowspan"])];
    this.#cell = {
      table: table.number,
      row: table.row,
      column: table.column,
      ...(columnSpan > 1 && { columnSpan }),
      ...(rowSpan > 1 && { rowSpan }),
      ...(name === "th" && { header: true }),
    };
    for (let one = 0; one < columnSpan; one += 1) table.taken.set(table.column + one, table.row + rowSpan - 1);
    table.column += columnSpan;
  }

  #closeTable(): void {
    this.#tableDepth -= 1;
    if (this.#tableDepth > 0) return;
    this.#table = null;
    this.#cell = null;
  }

  #flush(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.every((piece) => piece.text.trim() === "")) return;
    const base = { page: 1, align: this.#aligns.at(-1) ?? "left", indent: false, pieces };
    const heading = this.#headings.at(-1);
    if (this.#cell !== null) this.#drafts.push({ ...base, kind: "cell", cell: this.#cell });
    else if (heading !== undefined) this.#drafts.push({ ...base, kind: "heading", level: heading });
    else if (this.#item === null) this.#drafts.push({ ...base, kind: "paragraph" });
    else this.#drafts.push({ ...base, kind: "list-item", ...this.#item });
    // A second paragraph of an item has no marker of its own.
    if (this.#cell === null && heading === undefined) this.#item = null;
  }
}

function toAlign(name: string, attributes: Attributes): DraftBlock["align"] | null {
  if (name === "center") return "center";
  const style = /text-align\s*:\s*(left|center|right|justify)/i.exec(attributes["style"] ?? "")?.[1];
  const align = (style ?? attributes["align"] ?? "").toLowerCase();
  return align === "left" || align === "center" || align === "right" || align === "justify" ? align : null;
}

/** As browsers do: no cell is wider or higher than a thousand. */
const toSpan = (span: string | undefined): number => Math.min(Math.max(Math.trunc(Number(span ?? 1)) || 1, 1), 1_000);
