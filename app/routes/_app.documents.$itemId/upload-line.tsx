import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { IconButton } from "#app/ui/button.tsx";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import type { ListedFile } from "./listed-files.ts";
import type { PageUploads } from "./use-uploads.ts";

/** One file on its way: how far it is, and what can be done with it. */
export function UploadLine({ file, uploads }: { file: ListedFile; uploads: PageUploads }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const toSentence = useRefusalSentence();
  const { name, state, share, refusal, expiresAt } = file;
  const isUnderWay = state === "sending" || state === "waiting" || state === "paused" || state === "failed";
  return (
    <li>
      <div className="row">
        <span className="sp clip">{name}</span>
        {(state === "sending" || state === "waiting") && (
          <IconButton icon="minus" label={t("upload.pause", { name })} onClick={() => uploads.pause(file.key)} />
        )}
        {(state === "paused" || state === "failed") && (
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
        {state === "sending" ? `${format.percent(share, 0)}` : t(`upload.${state}`)}
        {refusal !== null && ` ${toSentence(refusal.code, refusal.details)}`}
        {expiresAt !== null && ` · ${t("upload.expires", { at: format.dayTime(expiresAt) })}`}
      </p>
    </li>
  );
}
