import { type RefObject, useLayoutEffect, useRef } from "react";
import { type Person, toPersonClass, usePersonName } from "#app/ui/person-chip.tsx";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import { usePresence } from "./use-desk.ts";
import { findRect } from "./viewer/letters.ts";
import { usePane } from "./viewer/use-pane.ts";

/** Where the others point in this document; not what they select. Shown after the opening only. */
export function Cursors({ sheetsRef }: { sheetsRef: RefObject<HTMLElement | null> }) {
  const { peers } = usePresence();
  const file = usePane().evidence.sha256;
  const pointing = peers.filter(
    ({ evidence }) =>
      evidence !== null && evidence.evidence === file && evidence.end === evidence.start && evidence.start > 0,
  );
  // A new key for each place: the fading of an idle pointer begins anew when it moves.
  return pointing.map((peer) => (
    <Cursor key={`${peer.clientId}-${peer.evidence?.start}`} peer={peer} sheetsRef={sheetsRef} />
  ));
}

function Cursor({ peer, sheetsRef }: { peer: PeerPresence; sheetsRef: RefObject<HTMLElement | null> }) {
  const ref = useRef<HTMLSpanElement>(null);
  const getName = usePersonName();
  const { user, evidence } = peer;
  const offset = evidence?.start ?? 0;
  const person: Person = { role: user.role === "chair" ? "chair" : "expert", letter: user.letter };
  useLayoutEffect(() => {
    const [sheets, cursor] = [sheetsRef.current, ref.current];
    const place = sheets === null ? null : findPlace(sheets, offset);
    if (cursor === null || place === null) return;
    cursor.style.setProperty("left", `${place.x}px`);
    cursor.style.setProperty("top", `${place.y}px`);
    cursor.style.setProperty("visibility", "visible");
  }, [sheetsRef, offset]);
  return (
    <span ref={ref} className={`cursor ${toPersonClass(person)}`} aria-hidden="true">
      <svg width="14" height="16" viewBox="0 0 14 16">
        <path d="M1 1l11 7-5 1-2.5 5z" />
      </svg>
      <span>{getName(person)}</span>
    </span>
  );
}

/** Where a text offset stands, px from the corner of the sheets; null when it is not in the page. */
function findPlace(sheets: HTMLElement, offset: number): { x: number; y: number } | null {
  const at = findRect(sheets, offset);
  if (at === null) return null;
  const corner = sheets.getBoundingClientRect();
  return { x: at.left - corner.left, y: at.bottom - corner.top - 4 };
}
