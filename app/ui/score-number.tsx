import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { NumberState, type NumberStateName } from "./number-state.tsx";

export interface ScoreNumberProps {
  value: ScoreValue;
  state: NumberStateName;
  /** The trace of this score; give it whenever the state is final or later. */
  to?: string | undefined;
}

/** A score in any of its four states: points under their rule, the other three in words, never as 0. */
export function ScoreNumber({ value, state, to }: ScoreNumberProps) {
  const { t } = useTranslation("common");
  if (value.state === "number") {
    return <NumberState value={value.milliPoints / MILLI_POINTS_PER_POINT} state={state} to={to} />;
  }
  const text = t(`scoreState.${value.state}`);
  return to === undefined ? <span>{text}</span> : <Link to={to}>{text}</Link>;
}
