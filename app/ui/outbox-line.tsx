import { Link } from "@remix-run/react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { OutboxContext } from "../live/outbox/outbox-context.ts";
import type { OutboxRow } from "../live/outbox/outbox-rows.ts";
import { useShell } from "../live/use-commands.ts";
import { findForm, readTexts, readValues } from "../live/outbox/read-entry.ts";
import { Button } from "./button.tsx";
import { useRefusalSentence } from "./command-status.tsx";
import { NOTE_PARAMETER, RESUME_PARAMETER, RESUMING } from "./places.ts";
import { useScoreText } from "./use-score-text.ts";

export interface OutboxLineProps {
  readonly row: OutboxRow;
  /** Called when the line leads elsewhere. */
  readonly onLeave: () => void;
}

/** One unsent command: what, about what, since when, how it stands, and what can be done about it. */
export function OutboxLine({ row, onLeave }: OutboxLineProps) {
  const { t } = useTranslation(["outbox", "common", "log"]);
  const format = useFormat();
  const toScore = useScoreText();
  const { entry } = row;
  const texts = readTexts(entry);
  const values = readValues(entry).map(toScore);
  return (
    <li className="unsent">
      <div className="row wrap">
        <span className="unsent-mark" aria-hidden="true" />
        <b className="strong">{t(`log:event.${entry.type}`)}</b>
        {entry.subject !== null && <span>{entry.subject.label[format.locale]}</span>}
        {values.length > 0 && <span className="n unsent-value">{values.join(" → ")}</span>}
        <span className="sp" />
        <time className="cap n" dateTime={entry.at}>
          {format.dateTimeExact(entry.at)}
        </time>
      </div>
      <OutboxState row={row} />
      {texts.map((text) => (
        <blockquote key={text} className="late-reason">
          {text}
        </blockquote>
      ))}
      <OutboxActions row={row} texts={texts} onLeave={onLeave} />
    </li>
  );
}

function OutboxState({ row: { entry, status, isDurable } }: { row: OutboxRow }) {
  const { t } = useTranslation("outbox");
  const toSentence = useRefusalSentence();
  const { log } = useShell();
  if (entry.log !== log.origin) return <p className="bad">{t("otherLog")}</p>;
  if (status.state === "refused") return <p className="bad">{toSentence(status.code)}</p>;
  const said =
    status.state === "waiting"
      ? t(entry.attempts > 0 ? "maybeSent" : "waiting")
      : status.state === "recorded" || status.state === "witnessed"
        ? t("witnessed")
        : t(status.state);
  return (
    <p className="cap warn">
      {said}
      {!isDurable && ` · ${t("inMemory")}`}
    </p>
  );
}

/** Leads to the page of a command; of a refused one to its form, where its words are taken up again. */
function OutboxLink({ entry, onLeave }: { entry: OutboxRow["entry"]; onLeave: () => void }) {
  const { t } = useTranslation(["outbox", "conflict"]);
  if (entry.subject === null) return null;
  const form = findForm(entry);
  const params = new URLSearchParams();
  if (typeof form?.note === "string") params.set(NOTE_PARAMETER, form.note);
  if (typeof form?.resume === "string") params.set(RESUME_PARAMETER, form.resume);
  const to = { pathname: entry.subject.path, search: params.size === 0 ? "" : `?${params.toString()}` };
  return (
    <Link to={to} state={RESUMING} onClick={onLeave}>
      {form === null ? t("open") : form.resume === null ? t("conflict:see") : t("edit")}
    </Link>
  );
}

function OutboxActions({ row: { entry, status }, texts, onLeave }: OutboxLineProps & { texts: readonly string[] }) {
  const { t } = useTranslation(["outbox", "common"]);
  const { outbox } = useContext(OutboxContext);
  const [isAsking, setAsking] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(texts.join("\n\n"));
    setCopied(true);
  };
  if (isAsking) {
    return (
      <div className="row wrap mt1" role="group" aria-label={t("discardTitle")}>
        <span>{t(entry.attempts > 0 && status.state !== "refused" ? "discardSent" : "discardText")}</span>
        <Button size="sm" variant="negative" onClick={() => void outbox?.discard(entry.command)}>
          {t("common:action.discard")}
        </Button>
        <Button size="sm" onClick={() => setAsking(false)}>
          {t("keep")}
        </Button>
      </div>
    );
  }
  return (
    <div className="row wrap mt1">
      <Button size="sm" onClick={() => void outbox?.retry(entry.command)}>
        {t("common:action.retry")}
      </Button>
      <OutboxLink entry={entry} onLeave={onLeave} />
      {texts.length > 0 && (
        <Button size="sm" variant="quiet" onClick={() => void copy()}>
          {isCopied ? t("common:action.copied") : t("copyText")}
        </Button>
      )}
      {status.state !== "sending" && (
        <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
          {t("common:action.discard")}
        </Button>
      )}
    </div>
  );
}
