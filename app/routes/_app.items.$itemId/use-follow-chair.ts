import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useDesk, usePresence } from "./use-desk.ts";

/** Keeps this page where the chair reads, until the person goes a way of their own. */
export function useFollowChair() {
  const { t } = useTranslation("workbench");
  const { view, viewRef } = useDesk();
  const { peers } = usePresence();
  const [isFollowing, setFollowing] = useState(false);
  const [, setSearchParams] = useSearchParams();
  const chair = peers.find((peer) => peer.user.role === "chair") ?? null;
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
  useEndOnOwnAct(isFollowing, () => setFollowing(false));
  const toggle = (): void => setFollowing((before) => !before);
  const isChairHere = chair !== null;
  useShortcuts(
    isChairHere
      ? [
          {
            id: "workbench.follow",
            code: "KeyF",
            hasShift: true,
            keys: ["Shift", "F"],
            label: t("keys.follow"),
            run: toggle,
          },
        ]
      : [],
  );
  return { isChairHere, isFollowing, toggle };
}

function withEvidence(params: URLSearchParams, position: number): URLSearchParams {
  const next = new URLSearchParams(params);
  next.set("evidence", String(position));
  return next;
}

const OWN_ACTS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** Whoever scrolls, presses or types reads for themselves from then on. What switches the following is no such act. */
function useEndOnOwnAct(isFollowing: boolean, end: () => void): void {
  const latest = useRef(end);
  useEffect(() => {
    latest.current = end;
  });
  useEffect(() => {
    if (!isFollowing) return;
    const onAct = (event: Event): void => {
      const isSwitch = event.target instanceof Element && event.target.closest("[data-follow]") !== null;
      const isShortcut = event instanceof KeyboardEvent && (event.key === "Shift" || event.shiftKey);
      if (!isSwitch && !isShortcut) latest.current();
    };
    for (const type of OWN_ACTS) document.addEventListener(type, onAct, { passive: true });
    return () => {
      for (const type of OWN_ACTS) document.removeEventListener(type, onAct);
    };
  }, [isFollowing]);
}
