import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "#app/ui/icon.tsx";

/** Where the bar has no room for all tools: those that are used less, with their names. */
export function ToolMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation("viewerTools");
  return (
    <details
      className="menu tool-menu"
      onKeyDown={closeOnEscape}
      onClick={(event) => {
        if ((event.target as Element).closest("a, button") !== null) event.currentTarget.open = false;
      }}
    >
      <summary className="btn icon sm quiet" title={t("more")}>
        <Icon name="more" label={t("more")} />
      </summary>
      <div className="menu-body">{children}</div>
    </details>
  );
}

/** Closes an open menu, and gives the focus back to what opened it. */
export function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>): void {
  if (event.key !== "Escape" || !event.currentTarget.open) return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary")?.focus();
  event.preventDefault();
}
