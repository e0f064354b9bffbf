import { Link, useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePlainText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { useFormat } from "#app/i18n/use-format.ts";
import type { EvidenceView, WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import { type FilePlace, toFileAddress } from "./file-address.ts";
import { useDesk } from "./use-desk.ts";
import { closeOnEscape } from "./viewer/tool-menu.tsx";

/** Address of the page with another document in one of its places; null closes the place. */
export function useFileAddress(): (place: FilePlace, position: number | null) => string {
  const [params] = useSearchParams();
  const { view } = useDesk();
  const shown = [...view.evidence, ...view.earlierEvidence].find(({ id }) => id === view.shown?.evidenceId);
  return (place, position) => toFileAddress({ params, shown: shown?.position ?? null, place, position });
}

/** Documents of the item as tabs, and all of them as a list when they have no room; their place is in the address. */
export function Files({ place, shown }: { place: FilePlace; shown: EvidenceView }) {
  const { t } = useTranslation("workbench");
  const plain = usePlainText();
  const { view } = useDesk();
  const to = useFileAddress();
  const isAlone = place === "beside";
  const tabs = useRef<HTMLElement>(null);
  // With many documents the bar is too narrow for all of them, and how narrow changes with the tools beside it.
  useEffect(() => {
    const bar = tabs.current;
    if (bar === null) return;
    const show = (): void => {
      const current = bar.querySelector<HTMLElement>('[aria-current="page"]');
      if (current !== null) bar.scrollTop = current.offsetTop - bar.offsetTop;
    };
    const observer = new ResizeObserver(show);
    observer.observe(bar);
    show();
    return () => observer.disconnect();
  }, [shown.id]);
  return (
    <>
      <nav ref={tabs} className="files" aria-label={isAlone ? t("evidenceBeside") : t("evidence")}>
        {listTabs(view, shown).map((one) => {
          const isCurrent = one.id === shown.id;
          if (isAlone && !isCurrent) return null;
          return (
            <Link
              key={one.id}
              to={to(place, one.position)}
              preventScrollReset
              replace
              aria-current={isCurrent ? "page" : undefined}
              title={`${plain(one.number)} ${plain(one.name)}`}
            >
              {isCurrent && <Icon name="document" size="xs" />}
              <span className="clip">
                {one.position} {plain(one.name)}
              </span>
            </Link>
          );
        })}
      </nav>
      <FileList place={place} shown={shown} />
    </>
  );
}

/** Documents in force; an earlier version has a tab while it is shown. */
const listTabs = (view: WorkbenchView, shown: EvidenceView): readonly EvidenceView[] =>
  view.evidence.some((one) => one.id === shown.id) ? view.evidence : [...view.evidence, shown];

/** Every document with its whole name, number and date; those that were replaced stand below those in force. */
function FileList({ place, shown }: { place: FilePlace; shown: EvidenceView }) {
  const { t } = useTranslation(["viewer", "viewerTools"]);
  const plain = usePlainText();
  const format = useFormat();
  const { view } = useDesk();
  const to = useFileAddress();
  const count = view.evidence.length + view.earlierEvidence.length;
  const label = count === 1 ? t("viewerTools:wholeName") : t("files.all", { count });
  return (
    <details className="menu file-menu" onKeyDown={closeOnEscape}>
      <summary className="btn sm" title={label}>
        <Icon name="chevronDown" size="xs" label={label} />
      </summary>
      <ul className="menu-body">
        {[...view.evidence, ...view.earlierEvidence].map((one) => (
          <li key={one.id} className={view.evidence.includes(one) ? undefined : "earlier"}>
            <Link
              to={to(place, one.position)}
              preventScrollReset
              replace
              aria-current={one.id === shown.id ? "page" : undefined}
              onClick={(event) => event.currentTarget.closest("details")?.removeAttribute("open")}
            >
              <b>
                {one.position} {plain(one.name)}
              </b>
              <span className="cap">
                {plain(one.number)} · {format.date(one.issuedOn)} · {t("files.pages", { count: one.pageCount })}
                {!view.evidence.includes(one) && ` · ${t("files.earlier")}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
