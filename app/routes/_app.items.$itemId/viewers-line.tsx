import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { FOOT_SLOT_ID } from "#app/ui/log-footer.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { usePresence } from "./use-desk.ts";

/** Who else has this item open, in the page's last line. In the browser only. */
export function ViewersLine() {
  const { t } = useTranslation("workbench");
  const { viewers } = usePresence();
  const slot = document.getElementById(FOOT_SLOT_ID);
  if (slot === null || viewers.length === 0) return null;
  return createPortal(
    <>
      {viewers.map(({ user }) => (
        <PersonChip
          key={user.actorId}
          size="sm"
          person={{ role: user.role === "chair" ? "chair" : "expert", letter: user.letter }}
        />
      ))}
      <span>{t("viewers", { count: viewers.length })}</span>
    </>,
    slot,
  );
}
