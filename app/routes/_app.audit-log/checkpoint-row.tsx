import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { LogCheckpoint } from "../../../server/services/audit-log/log-view.ts";

export interface CheckpointRowProps {
  checkpoint: LogCheckpoint;
  place: number;
  witnessCount: number;
  /** Whether this browser checked that it continues the one before: null until it did. */
  isContinued: boolean | null;
}

/** Separates what a checkpoint covers, below it, from what came later. */
export function CheckpointRow({ checkpoint, place, witnessCount, isContinued }: CheckpointRowProps) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const { size, at, root, previousSize, isWitnessed, cosignatures } = checkpoint;
  const tone = isContinued === null ? "sec" : isContinued ? "ok" : "bad";
  return (
    <tr data-place={place} aria-rowindex={place + 2} className="cp">
      <td colSpan={8}>
        <span className="row gap3">
          <span className={isContinued === false ? "bad" : "ok"}>
            <Icon name={isContinued === false ? "alert" : "shield"} size="s" />
          </span>
          <b className="med">{t("checkpoint.title", { size: format.count(size) })}</b>
          <span className="n">
            {format.day(at)} {format.timeExact(at)}
          </span>
          <span>
            {t("checkpoint.root")} <span className="hash">{format.hash(root)}</span>
          </span>
          <span className="desk-only">{t("checkpoint.added", { count: size - (previousSize ?? 0) })}</span>
          {witnessCount > 0 && (
            <span className={`row gap1 ${isWitnessed ? "ok" : "warn"}`}>
              {isWitnessed && <Icon name="check" size="xs" />}
              {cosignatures.length === 0
                ? t("checkpoint.notCosigned")
                : t("checkpoint.cosigned", { count: cosignatures.length, total: witnessCount })}
            </span>
          )}
          {previousSize !== null && (
            <span className={`row gap1 ${tone}`}>
              {isContinued !== null && <Icon name={isContinued ? "check" : "close"} size="xs" />}
              {t(isContinued === false ? "checkpoint.broken" : "checkpoint.extends", {
                size: format.count(previousSize),
              })}
            </span>
          )}
        </span>
      </td>
    </tr>
  );
}
