import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "../i18n/use-format.ts";

/** A score as words inside a sentence or on a button: `17,0`, `không áp dụng`. */
export function useScoreText(): (value: ScoreValue) => string {
  const { t } = useTranslation("common");
  const format = useFormat();
  return (value) =>
    value.state === "number"
      ? format.points(value.milliPoints / MILLI_POINTS_PER_POINT)
      : t(`scoreState.${value.state}`);
}
