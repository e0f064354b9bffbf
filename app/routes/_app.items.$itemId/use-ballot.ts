import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import type { DraftDesk } from "./draft-joiner.tsx";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
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

const isSame = (one: DraftBallot, other: DraftBallot): boolean => canonicalJson(one) === canonicalJson(other);

/** A ballot, and where it is from. */
interface Chosen {
  readonly ballot: DraftBallot;
  /**
   * `hand`: chosen on this page, and written to the draft. `draft`: what stands there, not written back. `seal`: what
   * was sealed, to begin another ballot with; the draft neither gets it nor takes its place until something is chosen.
   */
  readonly from: "hand" | "draft" | "seal";
}

/** What the person has chosen so far, kept in their own draft on every device. A case has no draft: it stays here. */
export function useBallot() {
  const { view, showChosen } = useDesk();
  const { own, draft } = view;
  const first = draft ?? (own === null ? EMPTY : toBallot(own));
  const [chosen, setChosen] = useState<Chosen>({ ballot: first, from: "draft" });
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
        const isAhead = before.from === "seal" || (before.from === "hand" && written.current !== before);
        return isAhead || isSame(before.ballot, kept) ? before : { ballot: kept, from: "draft" };
      });
    };
    return desk.observe(take);
  }, [desk]);

  useEffect(() => {
    // What was chosen before the room was joined is written once it is.
    if (desk === null || chosen.from !== "hand" || written.current === chosen) return;
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
    setChosen((before) => ({ ballot: { ...before.ballot, ...next }, from: "hand" }));
  }, []);
  /** Begins with what was sealed. @returns what the draft says instead; null when it says the same, or nothing. */
  const restart = (sealed: OwnScoreView): DraftBallot | null => {
    const next = toBallot(sealed);
    setChosen({ ballot: next, from: "seal" });
    return isEmpty || isSame(ballot, next) ? null : ballot;
  };
  return { ballot, change, restart, desk, onDesk: setDesk };
}
