import { useTranslation } from "react-i18next";
import { toRefusalKey } from "#domain/refusal-status.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { CommandState } from "../live/use-commands.ts";
import { useFormat } from "../i18n/use-format.ts";
import { Button } from "./button.tsx";
import { InlineAlert } from "./inline-alert.tsx";

export interface CommandStatusProps {
  status: CommandState;
  /** Sends the unanswered command again, as the same command. */
  onRetry: () => Promise<void>;
}

/** Says truly how the last command went, beside the button that sent it. Nothing before the first. */
export function CommandStatus({ status, onRetry }: CommandStatusProps) {
  const { t } = useTranslation(["common", "outbox"]);
  const format = useFormat();
  const toSentence = useRefusalSentence();
  switch (status.state) {
    case "idle":
      return null;
    case "sending":
      return (
        <span className="cap" role="status">
          {t("receipt.sending")}
        </span>
      );
    case "recorded":
      return (
        <span className="cap ok" role="status">
          {t("receipt.recorded", { leaf: format.count(status.seq) })}
        </span>
      );
    case "witnessed":
      return (
        <span className="cap ok" role="status">
          {t("receipt.recorded", { leaf: format.count(status.seq) })} · {t("outbox:witnessed")}
        </span>
      );
    case "waiting":
      return <WaitingNotice onRetry={onRetry} />;
    case "offline":
      return (
        <InlineAlert tone="warn" isLive>
          {t("outbox:needsNetwork")}
        </InlineAlert>
      );
    case "refused":
      return (
        <InlineAlert tone="bad" isLive>
          {toSentence(status.code)}
        </InlineAlert>
      );
    case "mismatch":
      return (
        <InlineAlert tone="bad" title={t("receipt.mismatch")} isLive>
          {t("receipt.mismatchText")}
        </InlineAlert>
      );
    case "frozen":
      return (
        <InlineAlert tone="bad" isLive>
          {t("receipt.frozen")}
        </InlineAlert>
      );
    case "unanswered":
      return (
        <InlineAlert
          tone="warn"
          isLive
          actions={
            <Button size="sm" onClick={() => void onRetry()}>
              {t("action.retry")}
            </Button>
          }
        >
          {t("receipt.unanswered")}
        </InlineAlert>
      );
  }
}

/** Stored here and not in the log: hatched, as everything that does not count yet. */
function WaitingNotice({ onRetry }: Pick<CommandStatusProps, "onRetry">) {
  const { t } = useTranslation(["common", "outbox"]);
  return (
    <span className="row unsent" role="status">
      <span className="unsent-mark" aria-hidden="true" />
      <span className="cap warn">{t("outbox:waiting")}</span>
      <Button size="sm" variant="quiet" onClick={() => void onRetry()}>
        {t("common:action.retry")}
      </Button>
    </span>
  );
}

/** The sentence of a refusal by its code; a code that has none is named. */
export function useRefusalSentence(): (code: string, details?: Refusal["details"]) => string {
  const { t, i18n } = useTranslation("errors");
  return (code, details = {}) => {
    const isKnown = i18n.exists(toRefusalKey(code));
    return isKnown ? t(`refusal.${code}` as "refusal.thing.absent", details) : t("refusal.unknown", { code });
  };
}
