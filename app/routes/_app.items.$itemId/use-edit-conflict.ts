import { useContext } from "react";
import type { Act } from "#domain/event/act.ts";
import { OutboxContext, usePending } from "#app/live/outbox/outbox-context.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { findConflict } from "./find-conflict.ts";
import { useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/**
 * An own edit that met another version of what it is of; null when there is none.
 *
 * @param type - the edit's.
 * @param isOf - whether an edit is of the thing that is shown.
 * @param onDone - called once one of the two versions stands.
 */
export function useEditConflict<T extends "annotation.revised" | "message.revised">(
  type: T,
  isOf: (act: Act<T>) => boolean,
  onDone: () => void,
) {
  const { item } = useDesk().view;
  const { outbox } = useContext(OutboxContext);
  const { status, replace } = useCommand();
  useWhenRecorded(status, onDone);
  const found = findConflict<T>(usePending(item.id), [type], isOf);
  if (found === null) return null;
  const take = (): void => {
    void outbox?.discard(found.command);
    onDone();
  };
  return { ...found, replace, take };
}
