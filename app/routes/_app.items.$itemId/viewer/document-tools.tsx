import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import type { EvidenceView } from "../../../../server/services/workbench/workbench-view.ts";
import type { Composing } from "../use-composing.ts";
import { ToolMenu } from "./tool-menu.tsx";
import type { Finder } from "./use-finder.ts";
import { usePane } from "./use-pane.ts";
import type { SourceState } from "./use-source.ts";
import type { ViewMode } from "./use-view-mode.ts";
import type { Zoom } from "./use-zoom.ts";

/** Something that is on or off. */
export interface Toggle {
  readonly isOn: boolean;
  readonly toggle: () => void;
}

export interface DocumentToolsProps {
  readonly evidence: EvidenceView;
  /** Which document it is, and the way to the others. */
  readonly before: ReactNode;
  /** Who is here. */
  readonly people: ReactNode;
  /** Whether there are pages to look at, beside the text. */
  readonly hasPages: boolean;
  readonly mode: ViewMode;
  readonly choose: (mode: ViewMode) => void;
  readonly zoom: Zoom;
  readonly finder: Finder;
  readonly composing: Composing;
  readonly page: number;
  readonly pageCount: number;
  readonly source: SourceState;
  /** Choosing a region; null where none can be chosen. */
  readonly region: Toggle | null;
  /** A second document beside this one; null where there is none, and above the second. */
  readonly pair: Toggle | null;
}

/** The bar above a document: which one, where in it, how it is looked at. In two rows where two stand side by side. */
export function DocumentTools(props: DocumentToolsProps) {
  const { before, people, hasPages, mode, choose, zoom, finder, composing, page, pageCount, source } = props;
  const { t } = useTranslation(["viewer", "workbench"]);
  const more = useMore(props);
  return (
    <div className="dtools">
      <div className="tools-row">
        {before}
        <span className="sp" />
        {composing.hasSelection && (
          <Button size="sm" shortcut="A" className="annotate" onClick={composing.begin}>
            {t("workbench:annotate")}
          </Button>
        )}
        <span className="cap nowrap">{t("workbench:page", { page, total: pageCount })}</span>
        <Soundness isSound={source.isSound} />
      </div>
      <div className="tools-row">
        <ZoomTools zoom={zoom} />
        <IconButton icon="search" label={t("find.open")} aria-expanded={finder.isOpen} onClick={finder.open} />
        {hasPages && <ModeControl mode={mode} choose={choose} />}
        {more.map((tool) => (
          <Tool key={tool.icon} {...tool} isNamed={false} />
        ))}
        <ToolMenu>
          {more.map((tool) => (
            <Tool key={tool.icon} {...tool} isNamed />
          ))}
        </ToolMenu>
        {people}
      </div>
    </div>
  );
}

function ModeControl({ mode, choose }: Pick<DocumentToolsProps, "mode" | "choose">) {
  const { t } = useTranslation("viewer");
  return (
    <SegmentedControl
      label={t("mode.label")}
      value={mode}
      segments={[
        { value: "page", label: usePagesName() },
        { value: "text", label: t("mode.text") },
      ]}
      onChange={(value) => choose(value === "text" ? "text" : "page")}
    />
  );
}

/** What the pages of this document are: only what was scanned is called so. */
function usePagesName(): string {
  const { t } = useTranslation("viewer");
  const { evidence, extraction } = usePane();
  if (evidence.format !== "pdf") return t("mode.picture");
  const isScan = extraction?.pages?.every(({ kind }) => kind !== "text") ?? false;
  return t(isScan ? "mode.scan" : "mode.page");
}

function ZoomTools({ zoom }: { zoom: Zoom }) {
  const { t } = useTranslation("viewer");
  const format = useFormat();
  return (
    <span className="zoom-tools" role="group" aria-label={t("zoom.label")}>
      <IconButton icon="minus" label={t("zoom.reduce")} aria-disabled={zoom.isLeast} onClick={zoom.reduce} />
      <Button
        size="sm"
        variant="quiet"
        aria-label={`${format.percent(zoom.zoom, 0)}, ${t("zoom.fit")}`}
        title={t("zoom.fit")}
        onClick={zoom.fit}
      >
        {format.percent(zoom.zoom, 0)}
      </Button>
      <IconButton icon="plus" label={t("zoom.enlarge")} aria-disabled={zoom.isMost} onClick={zoom.enlarge} />
    </span>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  /** Where it leads, or what it does. */
  readonly act: string | Toggle;
  /** Whether its name is printed beside the icon, as in a menu. */
  readonly isNamed: boolean;
}

/** What the bar shows when it has the room, and a menu otherwise. */
function useMore({ evidence, region, pair }: DocumentToolsProps): Omit<ToolProps, "isNamed">[] {
  const { t } = useTranslation(["viewer", "workbench"]);
  const original = `/evidence/${encodeURIComponent(evidence.id)}/file`;
  const besideName = t(pair?.isOn === true ? "beside.close" : "beside.open");
  return [
    ...(region === null ? [] : [{ icon: "frame" as const, label: t("region.choose"), act: region }]),
    { icon: "download", label: t("workbench:original"), act: original },
    ...(pair === null ? [] : [{ icon: "columns" as const, label: besideName, act: pair }]),
  ];
}

function Tool({ icon, label, act, isNamed }: ToolProps) {
  const look = {
    className: isNamed ? undefined : "btn icon sm quiet tool-wide",
    ...(isNamed ? {} : { "aria-label": label, title: label }),
  };
  const content = (
    <>
      <Icon name={icon} />
      {isNamed && label}
    </>
  );
  return typeof act === "string" ? (
    <a href={act} download {...look}>
      {content}
    </a>
  ) : (
    <button type="button" aria-pressed={act.isOn} onClick={act.toggle} {...look}>
      {content}
    </button>
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
