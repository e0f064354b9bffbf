import { useCallback, useRef } from "react";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { NO_DETAIL, type ScoreChoice } from "#domain/scoring/choice.ts";
import { pickLevel, pickParts, togglePart } from "#domain/scoring/pick.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useBrowserLayoutEffect } from "#app/ui/use-browser-layout-effect.ts";
import { useDesk } from "./use-desk.ts";

/**
 * What a press on each part of the ballot picks.
 *
 * The functions stay the same while the ballot changes: a step of the points draws only what shows points.
 */
export function usePicks(ballot: DraftBallot, onPick: (choice: ScoreChoice) => void) {
  const { item } = useDesk().view;
  return {
    onLevel: useLatest((level: number) => onPick(pickLevel(item, ballot, level))),
    onToggle: useLatest((code: string) => onPick(togglePart(item, ballot, code))),
    onNone: useLatest(() => onPick(pickParts(item, []))),
    onPoints: useLatest((value: ScoreValue) => onPick({ ...NO_DETAIL, value, level: ballot.level })),
    onState: useLatest((value: ScoreValue) => onPick({ ...NO_DETAIL, value })),
  };
}

/** One function for all drawings, which does what that of the last one would. */
function useLatest<Given extends unknown[]>(run: (...given: Given) => void): (...given: Given) => void {
  const latest = useRef(run);
  useBrowserLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given) => latest.current(...given), []);
}
