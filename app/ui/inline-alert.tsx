import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";

export type AlertTone = "neutral" | "warn" | "bad" | "ok" | "blind";

const TONE_ICONS: Record<AlertTone, IconName> = {
  neutral: "exchange",
  warn: "alert",
  bad: "alert",
  ok: "shield",
  blind: "hidden",
};

export interface InlineAlertProps {
  /** `warn` offline or a deadline, `neutral` a conflict, `bad` a mismatch or refusal, `ok` verified, `blind` sealed. */
  tone: AlertTone;
  /** What is true, as a sentence. */
  title?: ReactNode;
  children?: ReactNode;
  icon?: IconName | undefined;
  actions?: ReactNode;
  /** It appears because of something that just happened: said at once when `bad`, politely otherwise. */
  isLive?: boolean | undefined;
}

export function InlineAlert({ tone, title, children, icon, actions, isLive = false }: InlineAlertProps) {
  const role = isLive ? (tone === "bad" ? "alert" : "status") : undefined;
  return (
    <div role={role}>
      <div className={tone === "neutral" ? "note" : `note ${tone}`}>
        <Icon name={icon ?? TONE_ICONS[tone]} size="s" />
        <div>
          {title && <b className="strong">{title} </b>}
          {children}
        </div>
      </div>
      {actions && <div className="note-actions">{actions}</div>}
    </div>
  );
}
