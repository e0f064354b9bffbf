import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasWorkOfOthers } from "../live/local/local-database.ts";
import { OutboxContext, useUnsent } from "../live/outbox/outbox-context.ts";
import { Dialog } from "./dialog.tsx";
import { InlineAlert } from "./inline-alert.tsx";
import { OutboxLine } from "./outbox-line.tsx";

/** How much of one's own is in no log yet, always in sight; it opens to the list. Nothing when there is nothing. */
export function OutboxPill({ accountId }: { accountId: string }) {
  const { t } = useTranslation("outbox");
  const [isOpen, setOpen] = useState(false);
  const { storage } = useContext(OutboxContext);
  const unsent = useUnsent();
  const isOthers = useOthersWork(accountId);
  const refused = unsent.filter(({ status }) => status.state === "refused").length;
  const isInMemory = unsent.some(({ isDurable }) => !isDurable);
  useLeaveWarning(isInMemory);
  if (unsent.length === 0 && !isOthers && !isOpen) return null;
  return (
    <>
      <button type="button" className={refused > 0 ? "outbox-pill bad" : "outbox-pill"} onClick={() => setOpen(true)}>
        <span className="unsent-mark" aria-hidden="true" />
        {unsent.length === 0
          ? t("pillOthers")
          : refused > 0
            ? t("pillRefused", { count: refused })
            : t("pill", { count: unsent.length })}
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("title")} isWide>
        <p>{unsent.length === 0 ? t("none") : t("intro")}</p>
        {(storage === "memory" || isInMemory) && <InlineAlert tone="warn">{t("memory")}</InlineAlert>}
        {isOthers && <p className="cap mt2">{t("others")}</p>}
        <ol className="outbox-list">
          {unsent.map((row) => (
            <OutboxLine key={row.entry.command} row={row} onLeave={() => setOpen(false)} />
          ))}
        </ol>
      </Dialog>
    </>
  );
}

/** Asks before the page goes, only while something would go with it. */
function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isNeeded]);
}

/** Whether somebody else's unsent work waits in this browser; looked up once for each page. */
export function useOthersWork(accountId: string | null): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    let isGone = false;
    // Never rejects.
    void hasWorkOfOthers(accountId).then((found) => {
      if (!isGone) setThere(found);
    });
    return () => {
      isGone = true;
    };
  }, [accountId]);
  return isThere;
}
