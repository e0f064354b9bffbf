import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { importRowsMax, type ImportFile, type ImportRow } from "#domain/annotation/web-annotation/import-notes.ts";
import { ANNOTATION_KINDS } from "#domain/event/annotation-events.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { CsrfField } from "#app/ui/csrf-field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toItemPath } from "#app/ui/places.ts";
import type { NoteHistoryView } from "../../../server/services/annotation/read-note-history.ts";
import { useImport } from "./use-import.ts";

const MARKS = { supports: "yes", contradicts: "no", question: "ask", missing: "gap" } as const;

/** Notes out as a file, and in from one. */
export function Exchange({ view, read }: { view: NoteHistoryView; read: ImportFile | null }) {
  const { t } = useTranslation(["notes", "common"]);
  return (
    <section className="note-exchange" aria-labelledby="exchange">
      <h2 id="exchange">{t("notes:exchange.title")}</h2>
      <p>
        <LinkButton to={`${toItemPath(view.itemId)}/notes.jsonld`} icon="download" download>
          {t("notes:exchange.export")}
        </LinkButton>
      </p>
      <p className="cap">{t("notes:exchange.exportText")}</p>
      {view.canImport && (
        <Form method="post" encType="multipart/form-data" className="import-form">
          <CsrfField />
          <label>
            {t("notes:exchange.file")}
            <input type="file" name="file" accept=".json,.jsonld,application/ld+json,application/json" required />
          </label>
          <label>
            {t("notes:exchange.kind")}
            <select name="kind" className="input" defaultValue="question">
              {ANNOTATION_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`common:annotationKind.${MARKS[kind]}`)}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit">{t("notes:exchange.check")}</Button>
        </Form>
      )}
      {read !== null && !read.ok && (
        <InlineAlert tone="warn">{t("notes:exchange.notAFile", { max: importRowsMax })}</InlineAlert>
      )}
      {view.canImport && read?.ok === true && <ReadFile view={view} rows={read.rows} />}
    </section>
  );
}

function ReadFile({ view, rows }: { view: NoteHistoryView; rows: readonly ImportRow[] }) {
  const { t } = useTranslation("notes");
  const drafts = rows.flatMap((row) => ("draft" in row ? [row.draft] : []));
  const problems = rows.flatMap((row) => ("problem" in row ? [row] : []));
  const { start, done, status, retry } = useImport(view.facts, drafts);
  return (
    <>
      {drafts.length > 0 && (
        <div className="row" role="status">
          {done === 0
            ? t("exchange.ready", { count: drafts.length })
            : t("exchange.done", { done, total: drafts.length })}
          {done === 0 && status.state === "idle" && (
            <Button variant="primary" onClick={start}>
              {t("exchange.import", { count: drafts.length })}
            </Button>
          )}
          {status.state !== "recorded" && <CommandStatus status={status} onRetry={retry} />}
        </div>
      )}
      {problems.length > 0 && (
        <>
          <h3>{t("exchange.problems", { count: problems.length })}</h3>
          <ul>
            {problems.map(({ row, problem, detail }) => (
              <li key={row}>
                {t("exchange.row", { row })}: {t(`exchange.problem.${problem}`)}
                {detail !== "" && <span className="cap"> {detail}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
