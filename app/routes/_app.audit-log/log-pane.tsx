import { useNavigate, useRevalidator, useSearchParams } from "@remix-run/react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShell } from "#app/live/use-commands.ts";
import type { LogView } from "../../../server/services/audit-log/log-view.ts";
import { EntryPanel } from "./entry-panel.tsx";
import { Facets } from "./facets.tsx";
import { freshness } from "./freshness.ts";
import { listLines } from "./list-lines.ts";
import { readCount, withParameter } from "./log-address.ts";
import { LogSide } from "./log-side.tsx";
import { StreamPane } from "./stream-pane.tsx";
import { useEntry } from "./use-entry.ts";
import { useLogCheck } from "./use-log-check.ts";
import { useLogKeys } from "./use-log-keys.ts";
import { useLogPages } from "./use-log-pages.ts";
import type { LogQuery } from "./use-log-query.ts";

/** Facets, stream, and beside it the state of the log or one entry of it. */
export function LogPane({ view, query }: { view: LogView; query: LogQuery }) {
  const { t } = useTranslation("log");
  const { log } = useShell();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const firstSize = useRef(view.size);
  const pages = useLogPages(view, query.text);
  const lines = useMemo(() => listLines(pages.rows, pages.checkpoints), [pages.rows, pages.checkpoints]);
  const check = useLogCheck(log, view.newest);
  const entrySeq = readCount(search, "entry");
  const entry = useEntry(entrySeq, view.entry);
  const isFollowing = search.has("follow");
  // The router shows an address that cannot be opened; there is nothing to wait for.
  const go = (to: string): void => void navigate(to, { replace: true, preventScrollReset: true });
  const onFollow = (): void => go(withParameter(search, "follow", isFollowing ? null : "1"));
  const onFresh = (): void => {
    freshness.ask();
    revalidate();
    box.current?.scrollTo({ top: 0 });
  };
  const selected = useLogKeys({ lines, box, input, entrySeq, onFollow, onVerify: check.verifyAll });
  return (
    <div className={entrySeq === null ? "lg" : "lg has-entry"}>
      <h1 className="sr">{t("title")}</h1>
      <Facets facets={view.facets} query={query} />
      <StreamPane
        view={view}
        query={query}
        input={input}
        box={box}
        lines={lines}
        pages={pages}
        selected={selected}
        continued={check.continued}
        newFrom={firstSize.current}
        isFollowing={isFollowing}
        onFollow={onFollow}
        freshCount={isFollowing ? 0 : Math.max(0, log.size - view.size)}
        onFresh={onFresh}
      />
      {entrySeq === null ? (
        <LogSide view={view} check={check} query={query.text} />
      ) : (
        <EntryPanel seq={entrySeq} entry={entry} onClose={() => go(withParameter(search, "entry", null))} />
      )}
    </div>
  );
}
