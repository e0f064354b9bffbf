import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { usePlainText } from "#app/ui/free-text.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { SubmissionView, UploadView } from "../../../server/services/submission/submission-view.ts";
import { DescribeForm, type Submitted } from "./describe-form.tsx";
import { toDocumentAnchor } from "./document-list.tsx";
import { findTwin, type Twin } from "./find-twin.ts";
import { UploadArea } from "./upload-area.tsx";
import { UploadLine } from "./upload-line.tsx";
import { useUploads } from "./use-uploads.ts";

/** Where an agency sends files and submits them; when it cannot, why. */
export function HandIn({ view }: { view: SubmissionView }) {
  const { t } = useTranslation("documents");
  if (view.add === null) {
    return (
      <InlineAlert tone="neutral" icon="lock" title={t("closed.phase")}>
        {view.round.phase === "setup" ? t("closed.before") : t("closed.text")}
      </InlineAlert>
    );
  }
  return <OpenHandIn view={view} add={view.add} />;
}

function OpenHandIn({ view, add }: { view: SubmissionView; add: NonNullable<SubmissionView["add"]> }) {
  const { t } = useTranslation("documents");
  const uploads = useUploads(view.itemId, add);
  const stored = add.uploads.filter((upload) => upload.stored !== null && !uploads.isChanged(upload));
  const [submitted, setSubmitted] = useState<Submitted | null>(null);
  return (
    <section>
      <h2 className="h2">{t("upload.title")}</h2>
      <UploadArea fileBytesMax={add.fileBytesMax} onFiles={uploads.send} />
      {submitted !== null && <SubmittedNotice submitted={submitted} view={view} />}
      <ul className="documents-list">
        {uploads.list.map((file) => (
          <UploadLine key={file.key} file={file} uploads={uploads} />
        ))}
      </ul>
      {stored.map((upload) => {
        const shared = { upload, onDrop: () => uploads.drop(upload.id) };
        const twin = findTwin(upload, stored, view.documents);
        return twin === null ? (
          <DescribeForm key={upload.id} {...shared} {...{ view, add }} onSubmitted={setSubmitted} />
        ) : (
          <TwinNotice key={upload.id} {...shared} twin={twin} />
        );
      })}
    </section>
  );
}

/** A file that the item has already is not described first and refused then. */
function TwinNotice({ upload, twin, onDrop }: { upload: UploadView; twin: Twin; onDrop: () => Promise<void> }) {
  const { t } = useTranslation(["handIn", "documents"]);
  const plain = usePlainText();
  const name = upload.fileName;
  return (
    <div className="documents-notice">
      <InlineAlert
        tone="warn"
        isLive
        actions={
          <Button size="sm" onClick={() => void onDrop()}>
            {t("documents:upload.cancel", { name })}
          </Button>
        }
      >
        {"other" in twin
          ? t("same.upload", { name, other: twin.other })
          : t("same.document", { name, document: `${plain(twin.number)} ${plain(twin.name)}` })}
      </InlineAlert>
    </div>
  );
}

/** What became of the file that was described last, and where it stands now. */
function SubmittedNotice({ submitted, view }: { submitted: Submitted; view: SubmissionView }) {
  const { t } = useTranslation("handIn");
  const plain = usePlainText();
  const format = useFormat();
  const { id, name, replaces, seq } = submitted;
  const versions = view.documents.flatMap(({ newest, earlier }) => [newest, ...earlier]);
  const old = versions.find((one) => one.id === replaces);
  const leaf = format.count(seq);
  return (
    <div className="documents-notice">
      <InlineAlert
        tone="ok"
        icon="check"
        isLive
        actions={
          versions.some((one) => one.id === id) && <a href={`#${toDocumentAnchor(id)}`}>{t("submitted.show")}</a>
        }
      >
        {old === undefined
          ? t("submitted.new", { name, leaf })
          : t("submitted.version", { name, leaf, old: plain(old.name) })}
      </InlineAlert>
    </div>
  );
}
