import { Link, useSearchParams } from "@remix-run/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { LogRow } from "../../../server/services/audit-log/log-view.ts";
import { ActorName } from "./actor-name.tsx";
import { withParameter } from "./log-address.ts";
import { Subject } from "./subject.tsx";
import { Summary } from "./summary.tsx";

export interface StreamRowProps {
  row: LogRow;
  /** Among the lines of the stream, from 0. */
  place: number;
  isSelected: boolean;
  isCovered: boolean;
  isNew: boolean;
}

/** One entry. What may not be read stands as number, time and hash: never as a gap. */
export const StreamRow = memo(function StreamRow({ row, place, isSelected, isCovered, isNew }: StreamRowProps) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const [search] = useSearchParams();
  const { seq, at, leafHash, act, isBroken } = row;
  const classes = [act === null ? "closed" : "", isCovered ? "" : "pend", isNew ? "new" : ""];
  return (
    <tr
      data-place={place}
      aria-rowindex={place + 2}
      data-selected={isSelected ? "" : undefined}
      className={classes.filter(Boolean).join(" ") || undefined}
    >
      <td className="n at">
        <span className="day">{format.day(at)}</span> {format.timeExact(at)}
      </td>
      <td className="r hash leaf">
        <Link
          to={withParameter(search, "entry", String(seq))}
          replace
          preventScrollReset
          data-seq={seq}
          aria-current={isSelected ? "true" : undefined}
        >
          {format.count(seq)}
        </Link>
      </td>
      {act === null ? (
        <td colSpan={4} className="what">
          {isBroken ? (
            <span className="bad">
              <Icon name="alert" size="xs" /> {t("broken")}
            </span>
          ) : (
            <span className="tag blind" title={t("commitmentText")}>
              <Icon name="lock" size="xs" />
              {t("commitmentOnly")}
            </span>
          )}
        </td>
      ) : (
        <>
          <td className="ty" title={t(`event.${act.type}`)}>
            <span className="clip">{t(`event.${act.type}`)}</span>
          </td>
          <td className="who">
            <ActorName actor={act.actor} />
          </td>
          <td className="about">
            <Subject subject={act.subject} />
          </td>
          <td className="what">
            <Summary act={act} />
          </td>
        </>
      )}
      <td className="r hash sum" title={leafHash}>
        {`${leafHash.slice(0, 6)}…${leafHash.slice(-4)}`}
      </td>
      <td className="c mark">
        <span className={isCovered ? "ok" : "warn"}>
          <Icon name={isCovered ? "check" : "clock"} size="s" label={t(isCovered ? "covered" : "waits")} />
        </span>
      </td>
    </tr>
  );
});
