import type { Buffer } from "node:buffer";
import mammoth from "mammoth";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { CheckedPackage } from "./check-package.ts";
import { type DraftBlock, joinBlocks } from "./join-blocks.ts";
import { ListNumbers } from "./list-numbers.ts";
import { readPackageVersion } from "./package-version.ts";
import type { LinePiece } from "./page-text.ts";

/** What mammoth makes of a document before it writes HTML; its own types leave this out. */
interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly alignment?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string } | null;
  readonly indent?: { readonly firstLine: string | null };
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderline?: boolean;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly isHeader?: boolean;
  readonly checked?: boolean;
  readonly body?: readonly Node[];
  readonly notes?: { resolve(reference: Node): Node | null };
}

const version = readPackageVersion("mammoth");

/**
 * Reads the text of a Word file: body, tables, lists, headings, then foot- and endnotes.
 *
 * mammoth is given the parts that were unpacked and counted here, so it never opens a zip, a file or an address; of
 * what it makes, only the tree is used. Headers, footers, comments and deleted text are not part of the text.
 *
 * @throws Refusal `evidence.unreadable`.
 */
export async function readDocx(unpacked: CheckedPackage): Promise<Extraction> {
  const document = await readTree(unpacked.parts);
  const reader = new TreeReader(document);
  return {
    extractor: "assay-docx-text",
    version: `1+mammoth-${version}`,
    format: "docx",
    pageCount: 1,
    pages: [{ kind: "text" }],
    ...joinBlocks(reader.listBlocks()),
  };
}

async function readTree(parts: ReadonlyMap<string, Buffer>): Promise<Node> {
  // The shape that mammoth gives its own readers of zip files.
  const file = {
    exists: (name: string) => parts.has(name),
    read: async (name: string, encoding?: string) => {
      const part = parts.get(name);
      if (part === undefined) throw new Error(`the part ${name} is missing`);
      return encoding === undefined ? part : new TextDecoder(encoding).decode(part);
    },
  };
  let document: Node | null = null;
  const transformDocument = (tree: Node): object => {
    document = tree;
    return { ...tree, children: [] };
  };
  try {
    await mammoth.convertToHtml({ file } as never, {
      transformDocument,
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
    });
  } catch (error) {
    throw new Refusal("evidence.unreadable", { problem: String(error).slice(0, 200) });
  }
  if (document === null) throw new Refusal("evidence.unreadable");
  return document;
}

type Place = NonNullable<DraftBlock["cell"]>;

class TreeReader {
  readonly #document: Node;
  readonly #numbers = new ListNumbers();
  readonly #references: Node[] = [];
  #tables = 0;

  constructor(document: Node) {
    this.#document = document;
  }

  *listBlocks(): Generator<DraftBlock> {
    yield* this.#listAll(this.#document.children ?? []);
    for (const [position, reference] of this.#references.entries()) {
      const note = this.#document.notes?.resolve(reference);
      const marker = `[${position + 1}]`;
      for (const block of this.#listAll(note?.body ?? [])) yield { ...block, kind: "list-item", level: 1, marker };
    }
  }

  *#listAll(nodes: readonly Node[], place: Place | null = null): Generator<DraftBlock> {
    for (const node of nodes) {
      if (node.type === "paragraph") yield this.#toBlock(node, place);
      else if (node.type === "table") yield* this.#listTable(node, place);
      else yield* this.#listAll(node.children ?? [], place);
    }
  }

  /** A table inside a cell is read as paragraphs of that cell. */
  *#listTable(table: Node, outer: Place | null): Generator<DraftBlock> {
    const number = outer?.table ?? (this.#tables += 1);
    const taken = new Map<number, number>();
    for (const [index, row] of (table.children ?? []).entries()) {
      let column = 1;
      for (const cell of row.children ?? []) {
        // A cell above reaches down to here.
        while ((taken.get(column) ?? 0) > index) column += 1;
        const [columnSpan, rowSpan] = [toSpan(cell.colSpan), toSpan(cell.rowSpan)];
        const place: Place = {
          table: number,
          row: index + 1,
          column,
          ...(columnSpan > 1 && { columnSpan }),
          ...(rowSpan > 1 && { rowSpan }),
          ...(row.isHeader === true && { header: true }),
        };
        yield* this.#listAll(cell.children ?? [], outer ?? place);
        for (let one = column; one < column + columnSpan; one += 1) taken.set(one, index + rowSpan);
        column += columnSpan;
      }
    }
  }

  #toBlock(paragraph: Node, cell: Place | null): DraftBlock {
    const pieces = this.#listPieces(paragraph.children ?? [], { bold: false, italic: false, underline: false });
    const align = toAlign(paragraph.alignment);
    const base = { page: 1, align, indent: Number(paragraph.indent?.firstLine ?? 0) > 0, pieces };
    const marker = this.#toMarker(paragraph);
    if (cell !== null) {
      const space = { text: " ", bold: false, italic: false, underline: false };
      const marked = marker === null ? pieces : [{ ...space, text: marker.marker }, space, ...pieces];
      return { ...base, kind: "cell", cell, pieces: marked };
    }
    if (marker !== null) return { ...base, kind: "list-item", ...marker };
    const heading = /^heading (\d)$/i.exec(paragraph.styleName ?? "")?.[1];
    if (heading !== undefined) return { ...base, kind: "heading", level: Math.min(Math.max(Number(heading), 1), 6) };
    const written = pieces.filter((piece) => piece.text.trim() !== "");
    const isHeading = /^title$/i.test(paragraph.styleName ?? "") || written.every((piece) => piece.bold);
    return { ...base, kind: written.length > 0 && isHeading ? "heading" : "paragraph" };
  }

  #toMarker({ numbering, children }: Node): { level: number; marker: string } | null {
    if (!numbering || (children ?? []).length === 0) return null;
    const level = Math.min(Number(numbering.level) + 1 || 1, 9);
    return { level, marker: this.#numbers.next(level, numbering.isOrdered) };
  }

  #listPieces(nodes: readonly Node[], style: Omit<LinePiece, "text">): LinePiece[] {
    return nodes.flatMap((node): LinePiece[] => {
      if (node.type === "text") return [{ ...style, text: node.value ?? "" }];
      if (node.type === "tab" || node.type === "break") return [{ ...style, text: " " }];
      if (node.type === "checkbox") return [{ ...style, text: node.checked === true ? "☒" : "☐" }];
      if (node.type === "noteReference") {
        this.#references.push(node);
        return [{ ...style, text: `[${this.#references.length}]` }];
      }
      const isRun = node.type === "run";
      const inner = isRun
        ? { bold: node.isBold === true, italic: node.isItalic === true, underline: node.isUnderline === true }
        : style;
      return this.#listPieces(node.children ?? [], inner);
    });
  }
}

function toAlign(alignment: string | null | undefined): DraftBlock["align"] {
  if (alignment === "center") return "center";
  if (alignment === "right" || alignment === "end") return "right";
  return alignment === "both" || alignment === "distribute" ? "justify" : "left";
}

/** A table that claims a cell over a million columns is drawn with one over a thousand. */
const toSpan = (span: number | undefined): number => Math.min(Math.max(Math.trunc(Number(span)) || 1, 1), 1_000);
