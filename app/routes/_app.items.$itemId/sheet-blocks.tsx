import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ExtractedBlock } from "#domain/annotation/extraction.ts";
import type { Stretch } from "./viewer/stretches.ts";
import type { TableShape } from "./table-shape.ts";
import { useTogether } from "./viewer/use-together.ts";
import { type BlockGroup, groupBlocks, type ListTree, type TableCell, type TableRow } from "./group-blocks.ts";

export interface SheetBlocksProps {
  readonly stretch: Stretch;
  readonly blocks: readonly ExtractedBlock[];
  /** Name of the sheet that the page is; null where pages have none. */
  readonly name: string | null;
  readonly draw: (block: ExtractedBlock) => ReactNode;
  readonly read: (block: ExtractedBlock) => string;
}

type Draw = SheetBlocksProps["draw"];

/** The blocks of a page as what they are: headings, lists, tables, a letterhead in two columns, paragraphs. */
export function SheetBlocks({ stretch, blocks, ...rest }: SheetBlocksProps) {
  return groupBlocks(blocks, stretch.tables).map((group, place) => (
    <Group key={place} {...rest} group={group} stretch={stretch} />
  ));
}

type GroupProps = Omit<SheetBlocksProps, "blocks"> & { readonly group: BlockGroup };

function Group({ group, stretch, name, draw, read }: GroupProps) {
  switch (group.kind) {
    case "text":
      return <Paragraph block={group.block} content={draw(group.block)} />;
    case "letterhead":
      return <Letterhead blocks={group.blocks} draw={draw} />;
    case "list":
      return <List list={group.list} draw={draw} />;
    case "table":
      return <Table number={group.number} rows={group.rows} {...{ stretch, name, draw, read }} />;
  }
}

const classesOf = (block: ExtractedBlock): string =>
  [`to-${block.align}`, block.indent && "indent"].filter(Boolean).join(" ");

/** The page around the sheet has the first two levels; a heading whose depth nobody knows is as the fourth. */
const HEADINGS = ["h3", "h4", "h5", "h6"] as const;

function Paragraph({ block, content }: { block: ExtractedBlock; content: ReactNode }) {
  if (block.kind !== "heading") return <p className={classesOf(block)}>{content}</p>;
  const Heading = HEADINGS[Math.min(block.level ?? 2, HEADINGS.length) - 1] ?? "h4";
  return <Heading className={classesOf(block)}>{content}</Heading>;
}

function Letterhead({ blocks, draw }: { blocks: readonly ExtractedBlock[]; draw: Draw }) {
  return (
    <div className="letterhead">
      {[0, 1].map((column) => (
        <div key={column}>
          {blocks
            .filter((block) => (block.column ?? 0) === column)
            .map((block) => (
              <div key={block.start}>{draw(block)}</div>
            ))}
        </div>
      ))}
    </div>
  );
}

function List({ list, draw }: { list: ListTree; draw: Draw }) {
  const Element = list.isOrdered ? "ol" : "ul";
  return (
    <Element className="sheet-list">
      {list.items.map(({ block, lists }) => (
        // The marker is no part of the text: generated, it cannot be selected either.
        <li key={block.start} data-marker={block.marker ?? "•"}>
          <div>
            {draw(block)}
            {lists.map((inner, place) => (
              <List key={place} list={inner} draw={draw} />
            ))}
          </div>
        </li>
      ))}
    </Element>
  );
}

interface TableProps extends Omit<GroupProps, "group"> {
  readonly number: number;
  readonly rows: readonly TableRow[];
}

/** A table that is wider than the sheet is moved inside it, by keys too; all parts of one move together. */
function Table({ number, rows, stretch, name, draw, read }: TableProps) {
  const { t } = useTranslation("sheet");
  const { part, parts, tables } = stretch;
  const ref = useTogether(`${stretch.page} ${number}`);
  const title = name === null ? t("table", { number }) : t("sheet", { name });
  const shape = tables.get(number);
  const goesOn = shape !== undefined && (rows[0]?.key ?? 0) > shape.firstRow;
  const caption = goesOn ? t("goesOn", { title, part }) : title;
  return (
    <div ref={ref} className="sheet-table" role="region" aria-label={caption} tabIndex={0}>
      <table className={parts === 1 ? undefined : "in-parts"}>
        <caption className={goesOn ? "sr" : undefined}>{caption}</caption>
        {parts > 1 && (
          <colgroup>
            {shape?.letters.map((letters, at) => (
              <col key={at} style={{ width: toWidth(letters) }} />
            ))}
          </colgroup>
        )}
        {goesOn && <Heads shape={shape} read={read} />}
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, place) => (
                <Cell key={place} cell={cell} draw={draw} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Names of the columns again: to read, and no place of the text that could be selected or marked. */
function Heads({ shape, read }: { shape: TableShape; read: SheetBlocksProps["read"] }) {
  const [group] = groupBlocks(shape.heads, new Map([[shape.heads[0]?.cell?.table ?? 1, shape]]));
  if (group?.kind !== "table") return null;
  return (
    <thead>
      {group.rows.map((row) => (
        <tr key={row.key}>
          {row.cells.map(({ blocks, rowSpan, columnSpan }, place) => (
            <th key={place} scope="col" rowSpan={rowSpan} colSpan={columnSpan} className="to-left">
              {blocks.map(read).join(" ")}
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}

/** Columns of a table in parts: no part knows how wide the words of another are. Two letters more for the padding. */
const toWidth = (letters: number): string => `${Math.min(44, Math.max(6, letters + 3))}ch`;

function Cell({ cell: { blocks, isHeader, rowSpan, columnSpan }, draw }: { cell: TableCell; draw: Draw }) {
  const [only, ...more] = blocks;
  const spans = { rowSpan, colSpan: columnSpan, className: `to-${only?.align ?? "left"}` };
  const content =
    more.length === 0
      ? only && draw(only)
      : blocks.map((block) => <Paragraph key={block.start} block={block} content={draw(block)} />);
  return isHeader ? (
    <th scope="col" {...spans}>
      {content}
    </th>
  ) : (
    <td {...spans}>{content}</td>
  );
}
