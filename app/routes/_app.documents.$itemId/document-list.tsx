import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { FreeText, usePlainText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { SubmittedDocument } from "../../../server/services/submission/submission-view.ts";
import type { EvidenceView } from "../../../server/services/workbench/workbench-view.ts";
import { toMegabytes } from "./to-megabytes.ts";

/** Where a document stands on the page. */
export const toDocumentAnchor = (id: string): string => `document-${id}`;

/** Documents as they stand, each with the versions before it. */
export function DocumentList({ documents, isFrozen }: { documents: readonly SubmittedDocument[]; isFrozen: boolean }) {
  const { t } = useTranslation("documents");
  return (
    <section>
      <h2 className="h2">{t("document.title")}</h2>
      {documents.length === 0 && <p className="sec">{t("document.none")}</p>}
      <ul className="documents-list">
        {documents.map(({ newest, earlier, isFrozen: isInSet }) => (
          <li key={newest.id} id={toDocumentAnchor(newest.id)} tabIndex={-1}>
            <DocumentLine document={newest} version={earlier.length === 0 ? null : earlier.length + 1} isNewest />
            {isFrozen && <p className="cap">{isInSet ? t("document.inSet") : t("document.notInSet")}</p>}
            {earlier.length > 0 && <EarlierVersions earlier={earlier} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was replaced is kept, each version with its file. */
function EarlierVersions({ earlier }: Pick<SubmittedDocument, "earlier">) {
  const { t } = useTranslation("handIn");
  return (
    <details className="documents-earlier">
      <summary>
        <Icon name="chevronRight" size="xs" />
        {t("earlier", { count: earlier.length })}
      </summary>
      <ul className="documents-list">
        {earlier.map((document, place) => (
          <li key={document.id}>
            <DocumentLine document={document} version={earlier.length - place} isNewest={false} />
          </li>
        ))}
      </ul>
    </details>
  );
}

interface DocumentLineProps {
  readonly document: EvidenceView;
  /** From 1; null where there is only one. */
  readonly version: number | null;
  readonly isNewest: boolean;
}

function DocumentLine({ document, version, isNewest }: DocumentLineProps) {
  const { t } = useTranslation(["documents", "handIn"]);
  const format = useFormat();
  const toPlain = usePlainText();
  const { id, number, name, abstract, issuedOn, addedAt, fileName, byteCount, pageCount, signatures } = document;
  const facts = [
    t("document.issued", { date: format.date(issuedOn) }),
    t("document.added", { at: format.dayTime(addedAt) }),
    toPlain(fileName),
    t("document.pages", { count: pageCount }),
    byteCount === null ? "" : t("document.size", { size: format.plain(toMegabytes(byteCount)) }),
  ].filter((fact) => fact !== "");
  return (
    <>
      <div className="row wrap">
        <p className="sp">
          <b className="strong">
            <FreeText text={number} />
          </b>{" "}
          <FreeText text={name} />
          {version !== null && (
            <span className="muted">
              {" "}
              · {t("handIn:version", { count: version })}, {t(isNewest ? "handIn:current" : "handIn:replaced")}
            </span>
          )}
        </p>
        <LinkButton to={`/evidence/${encodeURIComponent(id)}/file`} size="sm" isDocument>
          {t("document.open")}
        </LinkButton>
      </div>
      <p className="sec">
        <FreeText text={abstract} />
      </p>
      <p className="cap">{facts.join(" · ")}</p>
      {signatures?.map(({ state, signer }, place) => (
        <p key={place} className={state === "invalid" ? "cap bad" : "cap"}>
          {t(`document.signature.${state}`, { signer: toPlain(signer ?? t("document.signature.nobody")) })}
        </p>
      ))}
    </>
  );
}
