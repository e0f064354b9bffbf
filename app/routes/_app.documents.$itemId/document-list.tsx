import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { FreeText, usePlainText } from "#app/ui/free-text.tsx";
import type { SubmittedDocument } from "../../../server/services/submission/submission-view.ts";
import type { EvidenceView } from "../../../server/services/workbench/workbench-view.ts";
import { toMegabytes } from "./to-megabytes.ts";

/** Documents as they stand, each with the versions before it. */
export function DocumentList({ documents, isFrozen }: { documents: readonly SubmittedDocument[]; isFrozen: boolean }) {
  const { t } = useTranslation("documents");
  return (
    <section>
      <h2 className="h2">{t("document.title")}</h2>
      {documents.length === 0 && <p className="sec">{t("document.none")}</p>}
      <ul className="documents-list">
        {documents.map(({ newest, earlier, isFrozen: isInSet }) => (
          <li key={newest.id}>
            <DocumentLine document={newest} />
            {isFrozen && <p className="cap">{isInSet ? t("document.inSet") : t("document.notInSet")}</p>}
            {earlier.length > 0 && (
              <details>
                <summary className="cap">{t("document.earlier", { count: earlier.length })}</summary>
                <ul className="documents-list">
                  {earlier.map((document) => (
                    <li key={document.id}>
                      <DocumentLine document={document} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DocumentLine({ document }: { document: EvidenceView }) {
  const { t } = useTranslation("documents");
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
