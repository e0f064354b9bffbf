import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Erased } from "#app/ui/free-text.tsx";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { toLogPath } from "#app/ui/places.ts";
import type { ErasureEntry } from "../../../server/services/erasure/erasure-view.ts";

/** Entries with as much of their words as the person may read, and the commitment that stays. */
export function EntryTable({ rows }: { rows: readonly ErasureEntry[] }) {
  const { t } = useTranslation(["erasure", "log"]);
  const format = useFormat();
  const nameOf = usePersonName();
  return (
    <div className="erasures-scroll mt2" role="region" aria-label={t("draft.table")} tabIndex={0}>
      <table className="tb t12">
        <thead>
          <tr>
            <th scope="col">{t("draft.entry")}</th>
            <th scope="col">{t("draft.at")}</th>
            <th scope="col">{t("draft.what")}</th>
            <th scope="col">{t("draft.who")}</th>
            <th scope="col">{t("draft.text")}</th>
            <th scope="col">{t("draft.commitment")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, commitment, words }) => (
            <tr key={row.seq}>
              <td>
                <Link to={toLogPath(row.seq)}>{format.count(row.seq)}</Link>
              </td>
              <td>{format.dayTime(row.at)}</td>
              <td>{row.act === null ? <Hidden /> : t(`log:event.${row.act.type}`)}</td>
              <td>{row.act === null ? <Hidden /> : nameOf(row.act.actor)}</td>
              <td className="wrap">
                {words === "shown" && row.act?.reason}
                {words === "erased" && <Erased />}
                {words === "withheld" && <Hidden />}
                {words === "empty" && <span className="cap">{t("draft.noWords")}</span>}
              </td>
              <td className="hash">{format.hash(commitment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Hidden() {
  const { t } = useTranslation("erasure");
  return <span className="cap">{t("draft.hidden")}</span>;
}
