import type { Highlight } from "../sheet.tsx";
import type { DrawnStretch, PercentBox } from "./page-boxes.ts";
import { useThreadId } from "./use-pane.ts";

/** Marks over a drawn page. The letters lie above them, so a press falls through to what is marked. */
export function PageMarks({ drawn }: { drawn: readonly { highlight: Highlight; stretch: DrawnStretch }[] }) {
  return (
    <div className="page-marks">
      {drawn.flatMap(({ highlight, stretch }) =>
        stretch.boxes.map((box, place) => (
          <PageMark
            key={`${highlight.id}-${place}`}
            {...{ highlight, box }}
            isFirst={place === 0}
            isNear={stretch.isNear}
          />
        )),
      )}
    </div>
  );
}

interface PageMarkProps {
  readonly highlight: Highlight;
  readonly box: PercentBox;
  readonly isFirst: boolean;
  readonly isNear: boolean;
}

function PageMark({ highlight: { id, kind, className, label }, box, isFirst, isNear }: PageMarkProps) {
  const toThreadId = useThreadId();
  const style = { left: `${box.x}%`, top: `${box.y}%`, width: `${box.width}%`, height: `${box.height}%` };
  const near = isNear ? "near" : "";
  if (kind !== "note") return <span className={`drawn ${className} ${near}`} style={style} aria-hidden="true" />;
  return (
    <mark
      className={`hl drawn ${className} ${near}`}
      style={style}
      data-note={id}
      aria-hidden={isFirst ? undefined : true}
      aria-details={isFirst ? toThreadId(id) : undefined}
    >
      {isFirst && <span className="sr">{label}</span>}
    </mark>
  );
}
