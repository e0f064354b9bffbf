import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toAgreementPath } from "#app/ui/places.ts";
import { writeStatistic } from "#app/ui/write-statistic.ts";
import type { BoardView } from "../../../server/services/board/read-board.ts";

/** How far the panel agreed before it spoke, and the way to the page that says more. */
export function AgreementLine({ board }: { board: BoardView }) {
  const { t } = useTranslation("agreementPage");
  const { t: words } = useTranslation("agreement");
  const format = useFormat();
  if (board.alpha === null) return null;
  return (
    <section>
      <div className="row b">
        <h2 className="h2">{t("title")}</h2>
        <span className="sp" />
        <span className="t12">
          {t("measure.alphaInterval")}{" "}
          <b className="strong n">{writeStatistic(board.alpha, null, { t: words, format })}</b>
        </span>
        <Link className="t12" to={toAgreementPath(board.panel.panelId)}>
          {t("open")}
        </Link>
      </div>
    </section>
  );
}
