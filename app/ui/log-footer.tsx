import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatHash } from "../i18n/format.ts";
import { useFormat } from "../i18n/use-format.ts";
import { Icon } from "./icon.tsx";
import { Keys } from "./kbd.tsx";
import { useOfflineSince } from "./offline-notice.tsx";
import { SHEET_SHORTCUT_ID, useShortcutList } from "./shortcuts.tsx";

export interface LogStatus {
  state: "intact" | "checkpointing" | "witnessLate";
  /** Events in the log. */
  treeSize: number;
  /** The latest checkpoint's root, hex; null before the first one. */
  rootHash: string | null;
  /** Of the newest published checkpoint; `at` is when the newest witnessed one was cosigned. Null: nobody is asked. */
  witnesses: { cosigned: number; total: number; at: string | null } | null;
  /** UTC instant that ages are counted from. */
  now: string;
}

/** Where a page may add to the line; on the left of the hints. */
export const FOOT_SLOT_ID = "foot-slot";

const STATE_TONES = { intact: "ok", checkpointing: "", witnessLate: "warn", offline: "warn" } as const;

/** The last line: how the log stands. The bar of an alarm replaces it whole. */
export function LogFooter({ log, to }: { log: LogStatus; to: string }) {
  const { t } = useTranslation("shell");
  const format = useFormat();
  const isOffline = useOfflineSince() !== null;
  const toWitnessText = ({ at, ...count }: NonNullable<LogStatus["witnesses"]>): string =>
    `${t("log.witnesses", count)}${at === null ? "" : ` · ${format.ago(at, log.now)}`}`;
  const state = isOffline ? "offline" : log.state;
  return (
    <footer className="foot" aria-label={t("log.label")}>
      <Link to={to} className={`row ${STATE_TONES[state]}`}>
        <Icon name={state === "intact" ? "shield" : state === "checkpointing" ? "clock" : "alert"} size="xs" />
        <b className="med">{t(`log.${state}`)}</b>
      </Link>
      <span>{t("log.events", { count: log.treeSize })}</span>
      {log.rootHash !== null && (
        <span>
          <span aria-hidden="true">
            {t("log.root")} <span className="hash">{formatHash(log.rootHash)}</span>
          </span>
          <span className="sr">{t("log.rootSpoken", { tail: log.rootHash.slice(-4) })}</span>
        </span>
      )}
      <span>{log.witnesses === null ? t("log.noWitnesses") : toWitnessText(log.witnesses)}</span>
      <span className="row" id={FOOT_SLOT_ID} />
      <span className="sp" />
      <ShortcutHints />
    </footer>
  );
}

/** The page's main keys; they appear once they work. */
function ShortcutHints() {
  const { list, openSheet } = useShortcutList();
  const keysOf = new Map<string, string[]>();
  for (const { hint, keys } of list) if (hint !== undefined) keysOf.set(hint, [...(keysOf.get(hint) ?? []), ...keys]);
  const sheet = list.find(({ id }) => id === SHEET_SHORTCUT_ID);
  return [...keysOf].map(([hint, keys]) =>
    hint === sheet?.hint ? (
      <button key={hint} type="button" className="row hint" onClick={openSheet}>
        <Keys keys={keys} />
        {hint}
      </button>
    ) : (
      <span key={hint} className="row hint">
        <Keys keys={keys} />
        {hint}
      </span>
    ),
  );
}
