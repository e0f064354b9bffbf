import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Meter } from "#app/ui/meter.tsx";
import type { SubmissionCounts, SubmissionsView } from "../../../server/services/submission/submission-view.ts";

/** Entities with how far each is; the chosen one's items stand beside. */
export function EntityList({ entities, chosen }: { entities: SubmissionsView["entities"]; chosen: string | null }) {
  const { t } = useTranslation("documents");
  const { locale } = useFormat();
  return (
    <nav aria-label={t("entities")}>
      <ul className="documents-entities">
        {entities.map(({ id, name, counts }) => (
          <li key={id}>
            <Link to={`/documents?entity=${encodeURIComponent(id)}`} aria-current={id === chosen ? "page" : undefined}>
              {name[locale]}
              <SettledMeter counts={counts} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Items with nothing left to do, waiting ones, and those without anything, in one bar. */
export function SettledMeter({ counts, hasText = false }: { counts: SubmissionCounts; hasText?: boolean }) {
  const { t } = useTranslation("documents");
  const { states, total } = counts;
  const settled = states.complete + states["explanation-accepted"];
  const label = t("meter", { settled, total });
  const waiting = states["to-check"] + states.asked;
  return (
    <>
      <Meter
        label={label}
        parts={[
          { fill: "okf", value: settled },
          { fill: "mk", value: waiting },
          { fill: "s3", value: total - settled - waiting },
        ]}
      />
      {hasText && <p className="cap mb3">{label}</p>}
    </>
  );
}
