import { type KeyboardEvent, type RefObject, Suspense, useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { usePlainText } from "#app/ui/free-text.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import { moveSelection, type TextStretch } from "../text-selection.ts";
import { useDesk } from "../use-desk.ts";
import type { PageRegion, RegionMark } from "./region-layer.tsx";
import type { useExtraction } from "./use-extraction.ts";
import type { Finder } from "./use-finder.ts";
import { useHighlights } from "./use-highlights.ts";
import { usePane } from "./use-pane.ts";
import type { useSource } from "./use-source.ts";
import type { ViewMode } from "./use-view-mode.ts";
import { useWidth } from "./use-width.ts";

// Pages are drawn in the browser only, and what draws them is fetched when the rest of the page is there.
const PageView = patientLazy(async () => ({ default: (await import("./page-view.tsx")).PageView }));
const TextView = patientLazy(async () => ({ default: (await import("./text-view.tsx")).TextView }));

export interface DocumentStageProps {
  readonly mode: ViewMode;
  readonly source: ReturnType<typeof useSource>;
  readonly text: ReturnType<typeof useExtraction>;
  readonly zoom: number;
  readonly finder: Finder;
  readonly pending: TextStretch | null;
  readonly regions: readonly RegionMark[];
  readonly isChoosing: boolean;
  readonly onPage: (page: number) => void;
  /** Where reading goes on in the other view. */
  readonly page: number;
  readonly onText: () => void;
  readonly onSelectRegion: ((region: PageRegion) => void) | null;
  readonly onCancelRegion: () => void;
}

/** The document itself, as pages or as text; what is still missing, or wrong with it, in its place. */
export function DocumentStage(props: DocumentStageProps) {
  const { mode, source, text, zoom, finder, pending, ...rest } = props;
  const { t } = useTranslation("workbench");
  const { sheetsRef } = usePane();
  const { focusNote } = useDesk();
  const columnRef = useRef<HTMLDivElement>(null);
  const width = useWidth(columnRef);
  useCssProperties(sheetsRef, { "--zoom": String(mode === "page" ? zoom : 1) });
  const highlights = useHighlights({ pending, found: finder.isOpen ? finder.found : NOTHING, foundAt: finder.at });
  const press = useCallback((id: string) => focusNote(id), [focusNote]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    if (event.ctrlKey || event.metaKey || event.altKey || sheetsRef.current === null) return;
    event.preventDefault();
    moveSelection(sheetsRef.current, event.key === "ArrowRight" ? "forward" : "backward", event.shiftKey);
  };
  const shared = { highlights, zoom, width: width ?? 0, onPress: press, onPage: rest.onPage, startPage: props.page };
  const isReady = source.isSound !== false && width !== null;
  return (
    <div
      className="sheets"
      ref={sheetsRef as RefObject<HTMLDivElement>}
      role="region"
      aria-label={t("sheets")}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-mode={mode}
    >
      <div className="sheets-column" ref={columnRef}>
        <StageNotes {...props} />
        {isReady && (
          <Suspense>
            {mode === "page" && source.source !== null && (
              <PageView {...shared} {...rest} source={source.source} width={Math.round(shared.width * zoom)} />
            )}
            {mode === "text" && text.extraction !== null && <TextView {...shared} extraction={text.extraction} />}
          </Suspense>
        )}
      </div>
    </div>
  );
}

const NOTHING: Finder["found"] = [];

/** What stands in the way of the document, as sentences with what can be done. */
function StageNotes({ mode, source, text, onText }: DocumentStageProps) {
  const { t } = useTranslation("viewer");
  const { evidence } = usePane();
  if (source.isSound === false) {
    return (
      <InlineAlert tone="bad" title={t("mismatch.title")} isLive actions={<Original evidenceId={evidence.id} />}>
        {t("mismatch.text")}
      </InlineAlert>
    );
  }
  if (mode === "text") {
    if (text.state === "loading") return <Opening loaded={null} size={null} />;
    if (text.state === "ready") return null;
    const again = text.state === "failed" && (
      <Button size="sm" onClick={text.retry}>
        {t("again")}
      </Button>
    );
    const key = text.state === "failed" ? "textFailed" : "notExtracted";
    return (
      <InlineAlert tone="warn" title={t(`${key}.title`)} actions={again || <Original evidenceId={evidence.id} />}>
        {t(`${key}.text`)}
      </InlineAlert>
    );
  }
  if (source.failure === null) return source.source === null && <Opening loaded={source.loaded} size={source.size} />;
  // A document that is here stays readable without a network: its missing pages say so themselves.
  if (source.source !== null && source.failure === "offline") return null;
  const actions = (
    <>
      {source.failure !== "unreadable" && (
        <Button size="sm" onClick={source.retry}>
          {t("again")}
        </Button>
      )}
      {text.state === "ready" && (
        <Button size="sm" onClick={onText}>
          {t("readText")}
        </Button>
      )}
      <Original evidenceId={evidence.id} />
    </>
  );
  return (
    <InlineAlert tone="warn" title={t(`failure.${source.failure}.title`)} isLive actions={actions}>
      {t(`failure.${source.failure}.text`)}
    </InlineAlert>
  );
}

function Original({ evidenceId }: { evidenceId: string }) {
  const { t } = useTranslation("viewer");
  return (
    <LinkButton to={`/evidence/${encodeURIComponent(evidenceId)}/file`} size="sm" icon="download" download>
      {t("getOriginal")}
    </LinkButton>
  );
}

/** A sheet that is being fetched: how much of it is here, and still lines in its place. */
function Opening({ loaded, size }: { loaded: number | null; size: number | null }) {
  const { t } = useTranslation("viewer");
  const { evidence } = usePane();
  const format = useFormat();
  const plain = usePlainText();
  return (
    <div className="sheet opening" role="status">
      <p>
        <b>{plain(evidence.name)}</b>{" "}
        <span className="cap">
          {t("opening", { count: evidence.pageCount })}
          {size !== null && loaded !== null && ` · ${format.percent(loaded / Math.max(1, size), 0)}`}
        </span>
      </p>
      {size !== null && loaded !== null && <progress value={loaded} max={size} aria-label={t("openingLabel")} />}
      <span className="skeleton" aria-hidden="true">
        <span className="skel" />
        <span className="skel" />
        <span className="skel" />
      </span>
    </div>
  );
}
