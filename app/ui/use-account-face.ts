import { useTranslation } from "react-i18next";
import type { ShellView } from "../../server/services/shell/read-shell.ts";
import type { ShellAccount } from "./account-menu.tsx";
import type { PersonRole } from "./person-chip.tsx";

const FACES: Readonly<Record<string, PersonRole>> = {
  secretariat: "staff",
  council: "staff",
  delegate: "staff",
  support: "support",
  auditor: "auditor",
  administrator: "administrator",
  dpo: "staff",
  agency: "agency",
};

/** How the signed-in person appears to themselves: a member by seat and panel, everybody else by account. */
export function useAccountFace(shell: ShellView): ShellAccount {
  const { t } = useTranslation("shell");
  const { seat, displayName, roles } = shell;
  if (seat !== null) {
    const person = { role: seat.duty, letter: seat.duty === "chair" ? "" : seat.letter } as const;
    const name = t(`face.${seat.duty}`, { letter: seat.letter, panel: seat.panelNumber });
    return { person, name };
  }
  const role = FACES[roles[0] ?? ""] ?? "system";
  return { person: { role, letter: "" }, name: displayName };
}
