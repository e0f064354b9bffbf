import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { useAnnounce } from "#app/ui/live-region.tsx";
import { OfflineNotice } from "#app/ui/offline-notice.tsx";
import type { LogView } from "../../../server/services/audit-log/log-view.ts";
import { Histogram } from "./histogram.tsx";
import { QueryBar } from "./query-bar.tsx";
import { Stream, type StreamProps } from "./stream.tsx";
import type { LogQuery } from "./use-log-query.ts";

export interface StreamPaneProps extends Omit<StreamProps, "isFiltered" | "coveredSize" | "witnessCount"> {
  view: LogView;
  query: LogQuery;
  input: RefObject<HTMLInputElement>;
  isFollowing: boolean;
  onFollow: () => void;
  /** Entries that came since; null while they come by themselves. */
  freshCount: number;
  onFresh: () => void;
}

/** Filter, histogram and the stream itself. */
export function StreamPane(props: StreamPaneProps) {
  const { view, query, input, isFollowing, onFollow, freshCount, onFresh, ...stream } = props;
  const { t } = useTranslation("log");
  const announce = useAnnounce();
  const told = useRef(view.size);
  useEffect(() => {
    if (view.size > told.current) announce(t("query.fresh", { count: view.size - told.current }));
    told.current = view.size;
  }, [view.size, announce, t]);
  return (
    <section className="stream" aria-label={t("stream")}>
      <div className="stream-head">
        <OfflineNotice />
        <div className="row">
          <QueryBar query={query} input={input} />
          <Button icon="play" shortcut="L" aria-pressed={isFollowing} onClick={onFollow}>
            {t(isFollowing ? "query.following" : "query.follow")}
          </Button>
        </div>
        {view.misread.length > 0 && (
          <p className="t12 warn mt1" role="alert">
            {t("query.misread", { tokens: view.misread.join(", ") })}
          </p>
        )}
        <div className="desk-only mt2">
          <Histogram histogram={view.histogram} query={query} />
        </div>
        <div className="row wrap cap">
          <Legend />
          <span className="sp" />
          {freshCount > 0 && (
            <Button size="sm" onClick={onFresh}>
              {t("query.fresh", { count: freshCount })}
            </Button>
          )}
          <span role="status">{t("found", { count: view.found })}</span>
        </div>
        {view.leavesOutHidden && <p className="cap">{t("leavesOut")}</p>}
      </div>
      <Stream
        {...stream}
        coveredSize={view.facets.covered}
        witnessCount={view.witnesses.length}
        isFiltered={query.terms.length > 0}
      />
    </section>
  );
}

const LEGEND = { score: "inkf", other: "mk2", hidden: "blindf" } as const;

function Legend() {
  const { t } = useTranslation("log");
  return (
    <span className="row gap3 desk-only">
      {(Object.keys(LEGEND) as (keyof typeof LEGEND)[]).map((kind) => (
        <span key={kind} className="row gap1">
          <svg className="viz" width={9} height={9} aria-hidden="true">
            <rect className={LEGEND[kind]} width={9} height={9} />
          </svg>
          {t(`histogram.${kind}`)}
        </span>
      ))}
      <span className="row gap1">
        <svg className="viz" width={4} height={10} aria-hidden="true">
          <line className="oks" strokeWidth={1.5} x1={2} x2={2} y1={0} y2={10} />
        </svg>
        {t("histogram.checkpoint")}
      </span>
    </span>
  );
}
