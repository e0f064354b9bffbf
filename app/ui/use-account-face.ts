import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import type { ShellView } from "../../server/services/shell/read-shell.ts";
import type { ShellAccount } from "./account-menu.tsx";
import type { PersonRole } from "./person-chip.tsx";

const FACES = {
  secretariat: "staff",
  council: "staff",
  delegate: "staff",
  support: "support",
  auditor: "auditor",
  administrator: "administrator",
  dpo: "staff",
  agency: "agency",
} as const satisfies Readonly<Record<ShellView["roles"][number], PersonRole>>;

/**
 * How the signed-in person appears to themselves, in the language of the page: a member by seat and panel, an agency by
 * its entity, everybody else by the first of their roles. The name of the account is as somebody wrote it.
 */
export function useAccountFace(shell: ShellView): ShellAccount {
  const { t } = useTranslation("shell");
  const { locale } = useFormat();
  const { seat, displayName, roles, entityName } = shell;
  if (seat !== null) {
    const person = { role: seat.duty, letter: seat.duty === "chair" ? "" : seat.letter } as const;
    const name = t(`face.${seat.duty}`, { letter: seat.letter, panel: seat.panelNumber });
    return { person, name, accountName: displayName };
  }
  const role = roles[0];
  if (role === undefined) {
    return { person: { role: "system", letter: "" }, name: displayName, accountName: displayName };
  }
  const name = t(`face.${role}`, { entity: entityName?.[locale] ?? displayName });
  return { person: { role: FACES[role], letter: "" }, name, accountName: displayName };
}
