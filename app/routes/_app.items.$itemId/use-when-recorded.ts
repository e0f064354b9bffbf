import { useEffect, useRef } from "react";
import type { CommandState } from "#app/live/use-commands.ts";

/** Runs once for each command that came to be recorded, also when its answer was lost and it was sent again. */
export function useWhenRecorded(status: CommandState, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  // Witnessed follows recorded, and is not another one.
  const seq = status.state === "recorded" || status.state === "witnessed" ? status.seq : null;
  useEffect(() => {
    if (seq !== null) latest.current();
  }, [seq]);
}
