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

/** A ballot, and whether it was chosen on this page: what came from the draft is not written back. */
interface Chosen {
  readonly ballot: DraftBallot;
  readonly isOwn: boolean;
}

/** What the person has chosen so far, kept in their own draft on every device. A case has no draft: it stays here. */
export function useBallot() {
  const { view, showChosen } = useDesk();
  const { own, draft } = view;
  const first = draft ?? (own === null ? EMPTY : toBallot(own));
  const [chosen, setChosen] = useState<Chosen>({ ballot: first, isOwn: false });
  const [desk, setDesk] = useState<DraftDesk | null>(null);
  const written = useRef<Chosen | null>(null);
  const { ballot } = chosen;

  useEffect(() => {
    if (desk === null) return;
    const take = (): void => {
      const kept = desk.read();
      if (kept === null) return;
      setChosen((before) => {
        // The draft changes with each letter of the prose too, and does not yet hold what waits to be written.
        const isAhead = before.isOwn && written.current !== before;
        return isAhead || isSame(before.ballot, kept) ? before : { ballot: kept, isOwn: false };
      });
    };
    return desk.observe(take);
  }, [desk]);

  useEffect(() => {
    // What was chosen before the room was joined is written once it is.
    if (desk === null || !chosen.isOwn || written.current === chosen) return;
    const write = (): void => {
      written.current = chosen;
      desk.write(chosen.ballot);
    };
    // A task of its own: the key is answered first. Whoever leaves before has it written on leaving.
    const timer = setTimeout(write);
    return () => {
      clearTimeout(timer);
      if (written.current !== chosen) write();
    };
  }, [desk, chosen]);

  const isEmpty = isEmptyChoice(ballot);
  useEffect(() => {
    // The list of items may show it a moment after the place where it is chosen.
    startTransition(() => showChosen(isEmpty ? null : ballot.value));
  }, [showChosen, isEmpty, ballot.value]);

  const change = useCallback((next: Partial<DraftBallot>): void => {
    setChosen((before) => ({ ballot: { ...before.ballot, ...next }, isOwn: true }));
  }, []);
  return { ballot, change, desk, onDesk: setDesk };
}
