import { memo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ExtractedBlock } from "#domain/annotation/extraction.ts";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { type Cover, makeSegments, type Segment } from "./make-segments.ts";
import { SheetBlocks } from "./sheet-blocks.tsx";
import type { Stretch } from "./viewer/stretches.ts";
import { useThreadId } from "./viewer/use-pane.ts";

/** A highlight, with how it is drawn. */
export interface Highlight extends Cover {
  readonly kind: "note" | "selection";
  /** Classes after `hl`, or of the person whose selection it is. */
  readonly className: string;
  /** What is said of it: `1 Ủng hộ`. */
  readonly label: string;
}

export interface SheetProps {
  readonly stretch: Stretch;
  readonly extraction: Extraction;
  readonly highlights: readonly Highlight[];
  readonly onPress: (noteId: string) => void;
}

const SAMPLE_MARK = "Văn bản minh họa";

/** A page of a document as reflowed text, or a part of it. Each text node knows its place in the extraction. */
export const Sheet = memo(function Sheet({ stretch, extraction, highlights, onPress }: SheetProps) {
  const { t } = useTranslation(["workbench", "sheet"]);
  const { page, part, parts, blocks: all } = stretch;
  const { kind, name = null } = extraction.pages?.[page - 1] ?? { kind: "text" };
  // A sample says so on each page, in its own text; it stands where the page has it, above the letterhead.
  const mark = all.find((block) => extraction.text.slice(block.start, block.end) === SAMPLE_MARK);
  const blocks = all.filter((block) => block !== mark);
  const draw = (block: ExtractedBlock): ReactNode => (
    <Runs key={block.start} {...{ block, text: extraction.text, highlights, onPress }} />
  );
  const read = (block: ExtractedBlock): string => extraction.text.slice(block.start, block.end);
  const title = t("pageNumber", { page });
  const label = part === 1 ? title : t("sheet:goesOn", { title, part });
  const classes = ["sheet", part > 1 && "goes-on", part < parts && "is-cut"].filter(Boolean).join(" ");
  return (
    <article className={classes} lang="vi" data-page={page} aria-label={label}>
      {mark && <span className="sheet-mark">{draw(mark)}</span>}
      {kind === "machine-read" && part === 1 && <p className="sheet-read">{t("sheet:machineRead")}</p>}
      <SheetBlocks stretch={stretch} blocks={blocks} name={name} draw={draw} read={read} />
      {blocks.length === 0 && <p className="cap">{t("pageWithoutText")}</p>}
    </article>
  );
});

interface RunsProps extends Pick<SheetProps, "highlights" | "onPress"> {
  readonly block: ExtractedBlock;
  readonly text: string;
}

function Runs({ block, text, highlights, onPress }: RunsProps) {
  const toThreadId = useThreadId();
  const byId = new Map(highlights.map((highlight) => [highlight.id, highlight]));
  return makeSegments(block, highlights).map((segment) => {
    const covers = segment.coveredBy.map((id) => byId.get(id)).filter((one) => one !== undefined);
    const selection = covers.find((cover) => cover.kind === "selection");
    const notes = covers.filter((cover) => cover.kind === "note");
    const content = styled(segment, text.slice(segment.start, segment.end), selection?.className);
    // The innermost of several notes takes the click: the outer ones can be reached beside it.
    const note = notes.reduce<Highlight | null>(
      (inner, one) => (inner === null || one.end - one.start <= inner.end - inner.start ? one : inner),
      null,
    );
    if (note === null) return <span key={segment.start}>{content}</span>;
    return (
      <mark
        key={segment.start}
        className={`hl ${note.className}`}
        data-note={notes.map((one) => one.id).join(" ")}
        aria-details={toThreadId(note.id)}
        aria-label={note.label}
        onClick={() => onPress(note.id)}
      >
        {content}
      </mark>
    );
  });
}

function styled({ start, run }: Segment, text: string, selectionClass: string | undefined): ReactNode {
  const leaf = (
    <span data-start={start} className={selectionClass}>
      {text}
    </span>
  );
  const underlined = run.underline ? <u>{leaf}</u> : leaf;
  const italic = run.italic ? <i>{underlined}</i> : underlined;
  return run.bold ? <b>{italic}</b> : italic;
}
