import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { toLogPath, toNotePath } from "#app/ui/places.ts";
import type { NoteHistory, NoteStep } from "../../../server/services/annotation/read-note-history.ts";

/** Threads with every version of what was said in them, side by side in time. */
export function History({ threads, itemId }: { threads: readonly NoteHistory[]; itemId: string }) {
  const { t } = useTranslation("notes");
  if (threads.length === 0) return <EmptyState title={t("history.none.title")}>{t("history.none.text")}</EmptyState>;
  return threads.map(({ noteId, steps }, index) => (
    <section key={noteId} className="note-history" aria-labelledby={`thread-${index}`}>
      <h2 id={`thread-${index}`}>
        <Link to={toNotePath(itemId, noteId)}>{t("history.thread", { number: index + 1 })}</Link>
      </h2>
      <ol>
        {steps.map((step) => (
          <Step key={step.seq} step={step} />
        ))}
      </ol>
    </section>
  ));
}

function Step({ step }: { step: NoteStep }) {
  const { t } = useTranslation(["notes", "common"]);
  const format = useFormat();
  const { actor, target } = step;
  return (
    <li>
      <div className="row">
        <PersonChip size="sm" person={{ role: actor.role, letter: actor.letter }} />
        <b>{t(`notes:history.step.${step.type}`)}</b>
        {step.version !== null && <span>{t("notes:history.version", { version: step.version })}</span>}
        <time dateTime={step.at}>{format.dayTime(step.at)}</time>
        <Link className="cap" to={toLogPath(step.seq)}>
          {t("notes:history.entry", { seq: format.count(step.seq) })}
        </Link>
      </div>
      {target?.kind === "region" && <p className="cap">{t("notes:history.region", { page: target.page })}</p>}
      {step.quote !== "" && (
        <blockquote className="sec" lang="vi">
          <FreeText text={step.quote} />
        </blockquote>
      )}
      {step.words === null ? (
        <p className="cap">{t("notes:history.erased")}</p>
      ) : (
        step.words !== "" && (
          <p>
            <FreeText text={step.words} />
          </p>
        )
      )}
    </li>
  );
}
