import { useRef } from "react";
import { checkChoice } from "#domain/scoring/check-choice.ts";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { useDesk } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";

/**
 * Records the first thing that the person picks here, as a command of its own: the agency's own score comes with the
 * page that follows it, and never before.
 *
 * What was picked earlier and only stands in the draft is not sent by itself: a page that is looked at records nothing.
 */
export function useFirstChoice() {
  const { view } = useDesk();
  const command = useDeskCommand();
  const isSent = useRef(false);
  const { status, submit } = command;
  const record = (choice: ScoreChoice): void => {
    const mayAgain = status.state === "refused";
    if (!view.rights.canChoose || (isSent.current && !mayAgain) || checkChoice(view.item, choice).length > 0) return;
    isSent.current = true;
    const { value, level, parts, ratio } = choice;
    void submit({ type: "choice.recorded", facts: view.item.facts, value: { value, level, parts, ratio }, text: {} });
  };
  return { record, command };
}
