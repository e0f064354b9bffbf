import { useLocation, useNavigate, useSearchParams } from "@remix-run/react";
import { createContext, useCallback, useContext, useEffect, useMemo, useReducer, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { toItemPath } from "#app/ui/places.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { stepFollow } from "./follow-state.ts";
import { useDesk, usePresence } from "./use-desk.ts";

export interface FollowedChair {
  /** Has this item open. */
  readonly isChairHere: boolean;
  /** The other opened item that the chair has on the screen; null where none is known. */
  readonly chairElsewhereId: string | null;
  readonly isFollowing: boolean;
  /** The chair went away while this page followed, and the person has not said what next. */
  readonly isLeft: boolean;
  /** Begins or ends it; where the chair is at another item, it begins there. */
  readonly toggle: () => void;
  readonly stay: () => void;
}

const NOBODY: FollowedChair = {
  isChairHere: false,
  chairElsewhereId: null,
  isFollowing: false,
  isLeft: false,
  toggle: () => undefined,
  stay: () => undefined,
};

export const FollowContext = createContext<FollowedChair>(NOBODY);

export const useFollowedChair = (): FollowedChair => useContext(FollowContext);

/** State of the way to an item that is taken after the chair. */
const FOLLOWING = { isFollowing: true } as const;

/** Keeps this page where the chair reads, until the person goes a way of their own; says when it ends, and why. */
export function useFollowChair(): FollowedChair {
  const { t } = useTranslation(["keys", "workbench"]);
  const { view } = useDesk();
  const { peers, chairItemId } = usePresence();
  const { state: cameBy } = useLocation();
  const navigate = useNavigate();
  const tell = useKeyNotice();
  const isComing = (cameBy as Partial<typeof FOLLOWING> | null)?.isFollowing === true;
  const [state, send] = useReducer(stepFollow, isComing ? "joining" : "none");
  const isChairHere = peers.some((peer) => peer.user.role === "chair");
  const chairElsewhereId = isChairHere || chairItemId === view.item.id ? null : chairItemId;
  const isFollowing = state === "following";
  const wasHere = useRef(isChairHere);
  useEffect(() => {
    // Who came here after the chair waits for the chair's presence, unless that is known to be elsewhere by now.
    const isAway = !isChairHere && (wasHere.current || chairElsewhereId !== null);
    wasHere.current = isChairHere;
    if (isChairHere) send("chair-here");
    else if (isAway) send("chair-away");
  }, [isChairHere, chairElsewhereId]);
  useChairsPlace(isFollowing);
  useOnOwnAct(state !== "none", () => {
    if (isFollowing) tell(t("chair.ended"));
    send("own-act");
  });
  const toggle = useCallback((): void => {
    if (chairElsewhereId === null) send("toggle");
    else navigate(toItemPath(chairElsewhereId), { state: FOLLOWING });
  }, [chairElsewhereId, navigate]);
  useShortcuts(
    isChairHere || chairElsewhereId !== null
      ? [
          {
            id: "workbench.follow",
            code: "KeyF",
            hasShift: true,
            keys: ["Shift", "F"],
            label: t("workbench:keys.follow"),
            run: toggle,
          },
        ]
      : [],
  );
  const isLeft = (state === "left" || state === "offered") && chairItemId !== view.item.id;
  return useMemo(
    () => ({ isChairHere, chairElsewhereId, isFollowing, isLeft, toggle, stay: () => send("stay") }),
    [isChairHere, chairElsewhereId, isFollowing, isLeft, toggle],
  );
}

/** Brings the chair's document and page here. */
function useChairsPlace(isFollowing: boolean): void {
  const { view, viewRef } = useDesk();
  const { peers } = usePresence();
  const [, setSearchParams] = useSearchParams();
  const chair = peers.find((peer) => peer.user.role === "chair");
  const { evidence: file = null, page = null } = chair?.evidence ?? {};
  const place = view.evidence.find((one) => one.sha256 === file)?.position ?? null;
  const shownId = view.shown?.evidenceId;
  const isShown = view.evidence.some((one) => one.id === shownId && one.position === place);
  useEffect(() => {
    if (!isFollowing || place === null) return;
    if (!isShown) {
      const options = { replace: true, preventScrollReset: true };
      // The rest of the address stays: a run goes on, and so does what stands beside.
      setSearchParams((before) => withEvidence(before, place), options);
    } else if (page !== null) viewRef.current?.goToPage(page);
  }, [isFollowing, place, page, isShown, setSearchParams, viewRef]);
}

function withEvidence(params: URLSearchParams, position: number): URLSearchParams {
  const next = new URLSearchParams(params);
  next.set("evidence", String(position));
  return next;
}

const OWN_ACTS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** Whoever scrolls, presses or types reads for themselves from then on. What switches the following is no such act. */
function useOnOwnAct(isWatching: boolean, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isWatching) return;
    const onAct = (event: Event): void => {
      const isSwitch = event.target instanceof Element && event.target.closest("[data-follow]") !== null;
      const isShortcut = event instanceof KeyboardEvent && (event.key === "Shift" || event.shiftKey);
      if (!isSwitch && !isShortcut) latest.current();
    };
    for (const type of OWN_ACTS) document.addEventListener(type, onAct, { passive: true });
    return () => {
      for (const type of OWN_ACTS) document.removeEventListener(type, onAct);
    };
  }, [isWatching]);
}
