import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import type { EvidenceView } from "../../../../server/services/workbench/workbench-view.ts";
import type { Composing } from "../use-composing.ts";
import type { Finder } from "./use-finder.ts";
import type { SourceState } from "./use-source.ts";
import type { ViewMode } from "./use-view-mode.ts";
import type { Zoom } from "./use-zoom.ts";

export interface DocumentToolsProps {
  readonly evidence: EvidenceView;
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly mode: ViewMode;
  readonly choose: (mode: ViewMode) => void;
  readonly zoom: Zoom;
  readonly finder: Finder;
  readonly composing: Composing;
  readonly page: number;
  readonly pageCount: number;
  readonly source: SourceState;
  /** Null where no region can be chosen. */
  readonly region: { readonly isChoosing: boolean; readonly toggle: () => void } | null;
}

/** The bar above a document: which one, where in it, how it is looked at. */
export function DocumentTools(props: DocumentToolsProps) {
  const { evidence, before, after, mode, choose, zoom, finder, composing, page, pageCount, source, region } = props;
  const { t } = useTranslation(["viewer", "workbench"]);
  const format = useFormat();
  return (
    <div className="dtools">
      {before}
      <span className="sp" />
      {composing.hasSelection && (
        <Button size="sm" shortcut="A" className="annotate" onClick={composing.begin}>
          {t("workbench:annotate")}
        </Button>
      )}
      {region !== null && (
        <IconButton
          icon="frame"
          label={t("region.choose")}
          aria-pressed={region.isChoosing}
          className="tool-wide"
          onClick={region.toggle}
        />
      )}
      <span className="cap nowrap">{t("workbench:page", { page, total: pageCount })}</span>
      <Soundness isSound={source.isSound} />
      <span className="zoom-tools tool-wide" role="group" aria-label={t("zoom.label")}>
        <IconButton icon="minus" label={t("zoom.reduce")} aria-disabled={zoom.isLeast} onClick={zoom.reduce} />
        <Button
          size="sm"
          variant="quiet"
          aria-label={`${format.percent(zoom.zoom, 0)}, ${t("zoom.fit")}`}
          onClick={zoom.fit}
        >
          {format.percent(zoom.zoom, 0)}
        </Button>
        <IconButton icon="plus" label={t("zoom.enlarge")} aria-disabled={zoom.isMost} onClick={zoom.enlarge} />
      </span>
      <IconButton icon="search" label={t("find.open")} aria-expanded={finder.isOpen} onClick={finder.open} />
      <SegmentedControl
        label={t("mode.label")}
        value={mode}
        segments={[
          { value: "page", label: t("mode.page") },
          { value: "text", label: t("mode.text") },
        ]}
        onChange={(value) => choose(value === "text" ? "text" : "page")}
      />
      <a
        href={`/evidence/${encodeURIComponent(evidence.id)}/file`}
        download
        className="btn icon sm quiet tool-wide"
        aria-label={t("workbench:original")}
        title={t("workbench:original")}
      >
        <Icon name="download" />
      </a>
      {after}
    </div>
  );
}

/** That the file is the one of the log; until all of it is here, nothing is said. */
function Soundness({ isSound }: { isSound: boolean | null }) {
  const { t } = useTranslation("viewer");
  if (isSound === null) return null;
  return (
    <span className={isSound ? "sound" : "sound bad"} title={isSound ? t("sound.text") : t("mismatch.title")}>
      <Icon name={isSound ? "shield" : "alert"} size="s" label={isSound ? t("sound.text") : t("mismatch.title")} />
      <span className="sound-words" aria-hidden="true">
        {isSound ? t("sound.short") : t("mismatch.short")}
      </span>
    </span>
  );
}
