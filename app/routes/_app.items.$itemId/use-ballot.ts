import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import type { DraftDesk } from "./draft-joiner.tsx";
import { EMPTY_CHOICE, isEmptyChoice } from "#domain/scoring/choice.ts";
import { useDesk } from "./use-desk.ts";

const EMPTY: DraftBallot = { ...EMPTY_CHOICE, confidence: null };

const toBallot = ({ value, level, parts, ratio, confidence }: OwnScoreView): DraftBallot => ({
  value,
  level,
  parts,
  ratio,
  confidence,
});

const isSame = (one: DraftBallot, other: DraftBallot): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the person has chosen so far, kept in their own draft on every device. A case has no draft: it stays here. */
export function useBallot() {
  const { view, showChosen } = useDesk();
  const { own, draft } = view;
  const first = draft ?? (own === null ? EMPTY : toBallot(own));
  const [ballot, setBallot] = useState<DraftBallot>(first);
  const [desk, setDesk] = useState<DraftDesk | null>(null);
  const isTouched = useRef(false);

  useEffect(() => {
    if (desk === null) return;
    const take = (): void => {
      const kept = desk.read();
      // The draft changes with each letter of the prose too: what was chosen stays the same then.
      if (kept !== null) setBallot((before) => (isSame(before, kept) ? before : kept));
    };
    return desk.observe(take);
  }, [desk]);

  useEffect(() => {
    // What was chosen before the room was joined is written once it is.
    if (desk === null || !isTouched.current) return;
    isTouched.current = false;
    desk.write(ballot);
  }, [desk, ballot]);

  const isEmpty = isEmptyChoice(ballot);
  useEffect(() => {
    // The list of items may show it a moment after the place where it is chosen.
    startTransition(() => showChosen(isEmpty ? null : ballot.value));
  }, [showChosen, isEmpty, ballot.value]);

  const change = useCallback((next: Partial<DraftBallot>): void => {
    setBallot((before) => ({ ...before, ...next }));
    isTouched.current = true;
  }, []);
  return { ballot, change, desk, onDesk: setDesk };
}
