import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useCommand } from "#app/live/use-commands.ts";

/** Refusals that mean that the page was out of date. */
const OUTDATED = ["command.facts-differ", "score.version-conflict", "item.version-conflict", "item.scores-moved"];

/** Like `useCommand`; a refusal because the page was old loads its data anew, and what was typed stays. */
export function useDeskCommand() {
  const command = useCommand();
  const { revalidate } = useRevalidator();
  const { status } = command;
  useEffect(() => {
    if (status.state === "refused" && OUTDATED.includes(status.code)) revalidate();
  }, [status, revalidate]);
  return command;
}
