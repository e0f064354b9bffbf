import { useLocation, useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { type Act, parseParts } from "#domain/event/act.ts";
import type { EventType } from "#domain/event/catalogue.ts";
import { useOutboxRows } from "#app/live/outbox/outbox-context.ts";
import { RESUME_PARAMETER, type RESUMING } from "#app/ui/places.ts";

/** A refused command whose person takes its words up again, in the form that they came from. */
export interface Resumed<T extends EventType> {
  /** The form's next command takes its place in the outbox; until then it stays there. */
  readonly command: string;
  readonly act: Act<T>;
}

/**
 * The refused command that the address names, for the form that it belongs to; null for every other form.
 *
 * @param isAbout - whether an act of this type is of this form; every one is when left out.
 */
export function useResumed<T extends EventType>(
  type: T,
  isAbout: (act: Act<T>) => boolean = () => true,
): Resumed<T> | null {
  const [params] = useSearchParams();
  const row = useOutboxRows().get(params.get(RESUME_PARAMETER) ?? "");
  if (row === undefined || row.entry.type !== type || row.status.state !== "refused") return null;
  const parsed = parseParts(row.entry.envelope.parts);
  if (!parsed.ok || parsed.act.head.type !== type) return null;
  const act = parsed.act as Act<T>;
  return isAbout(act) ? { command: row.entry.command, act } : null;
}

/**
 * Runs once for each time that a command is taken up: also when the outbox is read after the form is there, and again
 * when its person comes back for it.
 */
export function useWhenResumed<T extends EventType>(resumed: Resumed<T> | null, run: (act: Act<T>) => void): void {
  const latest = useRef({ resumed, run });
  useEffect(() => {
    latest.current = { resumed, run };
  });
  const { key, state } = useLocation();
  const command = resumed?.command ?? null;
  const asked = useRef<{ command: string | null; at: string | null }>({ command: null, at: null });
  // Other ways through the page keep the name in the address, and ask for nothing.
  const at = isResuming(state) ? key : null;
  useEffect(() => {
    const before = asked.current;
    asked.current = { command, at: at ?? before.at };
    const isAnew = command !== before.command || (at !== null && at !== before.at);
    const { resumed: taken, run: take } = latest.current;
    if (isAnew && taken !== null) take(taken.act);
  }, [command, at]);
}

const isResuming = (state: unknown): boolean => (state as Partial<typeof RESUMING> | null)?.isResuming === true;
