import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import type { SubmissionView } from "../../../server/services/submission/submission-view.ts";
import { RequestForm } from "./request-form.tsx";

/** What the support team does with an item: mark, ask, close, freeze. */
export function SupportDesk({ view }: { view: SubmissionView }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const { facts, mark, frozen, rights } = view;
  const set = view.set ?? "";
  const request = view.supplements.find((one) => one.state !== "closed") ?? null;
  const isAsked = request?.state === "open";
  const markAs = (result: "complete" | "explanation-accepted"): void =>
    void submit({ type: "completeness.marked", facts, value: { result, set }, text: {} });
  const freezeReason = isAsked ? t("desk.askedOpen") : frozen?.hash === set ? t("desk.unchanged") : null;
  return (
    <aside className="form" aria-label={t("desk.title")}>
      <h2 className="h2">{t("desk.title")}</h2>
      {mark !== null && <p className="sec">{t(`desk.marked.${mark.result}`, { at: format.dayTime(mark.at) })}</p>}
      {mark !== null && !mark.isCurrent && <p className="cap warn">{t("desk.stale")}</p>}
      {rights.canJudge && (
        <>
          <Button
            disabledReason={view.documents.length === 0 ? t("desk.noDocument") : null}
            onClick={() => markAs("complete")}
          >
            {t("desk.mark.complete")}
          </Button>
          <Button
            disabledReason={view.explanations.length === 0 ? t("desk.noExplanation") : null}
            onClick={() => markAs("explanation-accepted")}
          >
            {t("desk.mark.explanation-accepted")}
          </Button>
          {request !== null && (
            <Button
              onClick={() =>
                void submit({ type: "supplement.closed", facts, value: { supplement: request.id }, text: {} })
              }
            >
              {t("desk.close")}
            </Button>
          )}
          {!isAsked && <RequestForm facts={facts} now={view.now} />}
        </>
      )}
      {rights.canFreeze && (
        <>
          {frozen !== null && <p className="sec">{t("desk.frozenAs", { seq: format.count(frozen.seq) })}</p>}
          <Button
            variant="office"
            icon="lock"
            disabledReason={freezeReason}
            onClick={() => void submit({ type: "evidence-set.frozen", facts, value: { hash: set }, text: {} })}
          >
            {frozen === null ? t("desk.freeze") : t("desk.freezeAgain")}
          </Button>
          {frozen !== null && <p className="cap">{t("desk.resealNote")}</p>}
        </>
      )}
      <CommandStatus status={status} onRetry={retry} />
    </aside>
  );
}
