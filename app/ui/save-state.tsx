import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";

export interface SaveStateProps {
  /** `saved` only after the server has stored it; `waiting`: kept on this machine until the network is back. */
  state: "idle" | "saving" | "saved" | "waiting" | "failed";
  /** When it was stored, UTC instant. */
  savedAt?: string | number | null | undefined;
}

export function SaveState({ state, savedAt }: SaveStateProps) {
  const { t } = useTranslation("common");
  const format = useFormat();
  const isDated = state === "saved" && savedAt !== undefined && savedAt !== null;
  const text = isDated
    ? t("save.saved", { time: format.timeExact(savedAt) })
    : t(`save.${state === "saved" ? "savedPlain" : state}`);
  const tone = state === "failed" ? "bad" : state === "waiting" ? "warn" : "";
  return (
    <span className={`cap ${tone}`.trim()} role="status" aria-live={state === "failed" ? "assertive" : "off"}>
      {text}
    </span>
  );
}
