import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { usePersonName } from "#app/ui/person-chip.tsx";
import type { EarlierExport, ErasureCard } from "../../../server/services/erasure/erasure-view.ts";

const DOORS = ["logExport", "dossier", "export", "backup"] as const;

/** Copies that left the system while the words could be read: erasing here does not reach them. */
export function EarlierExports({ card: { exports, entries } }: { card: ErasureCard }) {
  const { t } = useTranslation("erasure");
  if (entries.length === 0) return null;
  if (exports.length === 0) return <p className="cap mt2">{t("exports.none")}</p>;
  return (
    <details className="mt2">
      <summary>{t("exports.title", { count: exports.length })}</summary>
      <p className="cap mt1">{t("exports.note")}</p>
      <div
        className="erasures-scroll"
        role="region"
        aria-label={t("exports.title", { count: exports.length })}
        tabIndex={0}
      >
        <table className="tb t12 mt1">
          <thead>
            <tr>
              <th scope="col">{t("exports.at")}</th>
              <th scope="col">{t("exports.by")}</th>
              <th scope="col">{t("exports.door")}</th>
              <th scope="col">{t("exports.thing")}</th>
            </tr>
          </thead>
          <tbody>
            {exports.map((one, at) => (
              <ExportRow key={at} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function ExportRow({ one }: { one: EarlierExport }) {
  const { t } = useTranslation("erasure");
  const format = useFormat();
  const nameOf = usePersonName();
  const door = DOORS.find((known) => known === one.door);
  return (
    <tr>
      <td>{format.dateTimeExact(one.at)}</td>
      <td>{one.by === null ? t("exports.commandLine") : nameOf(one.by)}</td>
      <td>{door === undefined ? one.door : t(`exports.doors.${door}`)}</td>
      <td>{one.thing ?? ""}</td>
    </tr>
  );
}
