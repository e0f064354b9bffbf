import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { type Act, parseParts } from "#domain/event/act.ts";
import type { EventType } from "#domain/event/catalogue.ts";
import { useOutboxRows } from "#app/live/outbox/outbox-context.ts";
import { RESUME_PARAMETER } from "#app/ui/places.ts";

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

/** Runs once for each command that is taken up, also when the outbox is read after the form is there. */
export function useWhenResumed<T extends EventType>(resumed: Resumed<T> | null, run: (act: Act<T>) => void): void {
  const latest = useRef({ resumed, run });
  useEffect(() => {
    latest.current = { resumed, run };
  });
  const command = resumed?.command ?? null;
  useEffect(() => {
    const { resumed: taken, run: take } = latest.current;
    if (command !== null && taken !== null) take(taken.act);
  }, [command]);
}
