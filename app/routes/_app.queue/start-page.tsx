import { useTranslation } from "react-i18next";
import { LinkButton } from "#app/ui/button.tsx";
import { PLACE_PATHS } from "#app/ui/places.ts";
import type { RoleQueue } from "../../../server/services/queue/read-queue.ts";

type StartKey = "support" | "administrator" | "dpo" | "auditor" | "overseer" | "agency" | "none";

const STARTS: Readonly<Record<NonNullable<RoleQueue["role"]>, StartKey>> = {
  support: "support",
  administrator: "administrator",
  dpo: "dpo",
  agency: "agency",
  secretariat: "overseer",
  council: "overseer",
  delegate: "overseer",
  auditor: "auditor",
};

/** Where the work of a role begins. */
const FIRST_PLACES = { auditor: "log", overseer: "board", support: "documents" } as const;
const isWithPlace = (key: StartKey): key is keyof typeof FIRST_PLACES => key in FIRST_PLACES;

/** What a role does here, in words, instead of an empty table. */
export function StartPage({ queue: { role, round } }: { queue: RoleQueue }) {
  const { t } = useTranslation(["queue", "erasure", "trace"]);
  const key = role === null ? "none" : STARTS[role];
  return (
    <div className="start-page">
      <h1 className="h1">{t(`start.${key}.title`)}</h1>
      <p className="sec mt2">{t(`start.${key}.text`)}</p>
      {round === null && (
        <p className="mt3">
          <b className="strong">{t("start.noRound")}</b> {t("start.noRoundText")}
        </p>
      )}
      <div className="row mt4">
        {isWithPlace(key) && (
          <LinkButton to={PLACE_PATHS[FIRST_PLACES[key]]} variant="primary">
            {t(`start.${key}.link`)}
          </LinkButton>
        )}
        {key === "auditor" && <LinkButton to={PLACE_PATHS.trace}>{t("trace:title")}</LinkButton>}
        {key === "dpo" && (
          <LinkButton to={PLACE_PATHS.erasures} variant="primary">
            {t("erasure:title")}
          </LinkButton>
        )}
        <LinkButton to="/results">{t("start.results")}</LinkButton>
      </div>
    </div>
  );
}
