import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { InlineAlert } from "./inline-alert.tsx";

/** Since when the browser has had no network, in ms of the epoch; null while it has one, and on the server. */
export function useOfflineSince(): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    const update = (): void => setSince((before) => (navigator.onLine ? null : (before ?? Date.now())));
    update();
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  return since;
}

export interface OfflineNoticeProps {
  /** Changes that wait on this machine. */
  pendingCount?: number | undefined;
  /** One row for each pending write, with retry and discard. */
  children?: ReactNode;
}

/** Shown only while offline: reading and writing go on, a score counts once it is in the log. */
export function OfflineNotice({ pendingCount = 0, children }: OfflineNoticeProps) {
  const { t } = useTranslation("common");
  const format = useFormat();
  const since = useOfflineSince();
  if (since === null) return null;
  return (
    <InlineAlert tone="warn" isLive title={t("offline.title", { time: format.time(since) })} actions={children}>
      {pendingCount > 0 && `${t("offline.pending", { count: pendingCount })} `}
      {t("offline.text")}
    </InlineAlert>
  );
}
