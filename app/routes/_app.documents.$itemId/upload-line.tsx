import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { IconButton } from "#app/ui/button.tsx";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { canResume, type ListedFile } from "./listed-files.ts";
import { toMegabytes } from "./to-megabytes.ts";
import type { PageUploads } from "./use-uploads.ts";

/** One file on its way: how far it is, and what can be done with it. */
export function UploadLine({ file, uploads }: { file: ListedFile; uploads: PageUploads }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const toSentence = useRefusalSentence();
  const { name, state, share, refusal, expiresAt, byteCount } = file;
  const isResumable = canResume(file);
  const isUnderWay = state === "sending" || state === "waiting" || isResumable;
  return (
    <li>
      <div className="row">
        <span className="sp">
          {name}{" "}
          {byteCount > 0 && (
            <span className="muted nowrap">{t("document.size", { size: format.plain(toMegabytes(byteCount)) })}</span>
          )}
        </span>
        {(state === "sending" || state === "waiting") && (
          <IconButton icon="pause" label={t("upload.pause", { name })} onClick={() => uploads.pause(file.key)} />
        )}
        {isResumable && (
          <IconButton icon="play" label={t("upload.resume", { name })} onClick={() => uploads.resume(file.key)} />
        )}
        {state !== "reading" && (
          <IconButton icon="close" label={t("upload.cancel", { name })} onClick={() => uploads.cancel(file.key)} />
        )}
      </div>
      {isUnderWay && (
        <progress
          className="documents-progress"
          max={1}
          value={share}
          aria-label={t("upload.sending", { name, percent: Math.floor(share * 100) })}
        />
      )}
      <p
        className={refusal === null && state !== "changed" ? "cap" : "cap bad"}
        role={state === "sending" ? undefined : "status"}
      >
        {refusal !== null
          ? toSentence(refusal.code, refusal.details)
          : state === "sending"
            ? format.percent(share, 0)
            : t(`upload.${state}`)}
        {expiresAt !== null && refusal === null && ` · ${t("upload.expires", { at: format.dayTime(expiresAt) })}`}
      </p>
    </li>
  );
}
