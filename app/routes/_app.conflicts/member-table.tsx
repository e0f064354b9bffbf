import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ConflictMemberView } from "../../../server/services/process/read-conflicts.ts";

/** Who has declared, until when, and which conflicts stand. */
export function MemberTable({ members }: { members: readonly ConflictMemberView[] }) {
  const { t } = useTranslation(["interests", "workbench"]);
  const format = useFormat();
  return (
    <section aria-labelledby="members">
      <h2 id="members" className="h2">
        {t("members")}
      </h2>
      <div className="assignment-scroll mt3" role="region" aria-label={t("members")} tabIndex={0}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t("member")}</th>
              <th scope="col">{t("declaration")}</th>
              <th scope="col">{t("conflicts")}</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ actorId, label, declaration, expiresAt, conflicts }) => (
              <tr key={actorId}>
                <th scope="row">{label}</th>
                <td>
                  {declaration === "missing"
                    ? t("missing")
                    : t(declaration, { at: expiresAt === null ? "" : format.date(expiresAt) })}
                </td>
                <td className="wrap">
                  {conflicts.length === 0
                    ? t("none")
                    : conflicts
                        .map(({ entityName, kind, isPinned }) => {
                          const what = `${entityName[format.locale]}: ${t(`workbench:interests.kind.${kind}`)}`;
                          return isPinned ? `${what} (${t("pinned")})` : what;
                        })
                        .join("; ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
