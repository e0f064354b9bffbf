import { useRevalidator, useRouteLoaderData } from "@remix-run/react";
import { useCallback, useContext, useRef, useState } from "react";
import type { EventType } from "#domain/event/catalogue.ts";
import type { ShellView } from "../../server/services/shell/read-shell.ts";
import { useRootData } from "../ui/use-root-data.ts";
import { OutboxContext, OutboxSubjectContext, useOutboxRows } from "./outbox/outbox-context.ts";
import type { OutboxEntry } from "./outbox/outbox-entry.ts";
import type { OutboxRow, OutboxRows, OutboxStatus } from "./outbox/outbox-rows.ts";
import { isQueueable } from "./outbox/queueable.ts";
import {
  type CommandAnswer,
  type CommandSender,
  type PageCommand,
  prepareCommand,
  type PreparedCommand,
  sendCommand,
} from "./send-command.ts";

/** What stands beside the button that sent a command. */
export type CommandState =
  | { readonly state: "idle" }
  /** Not sent, and kept nowhere: it decides for others, and there is no network to see how things stand. */
  | { readonly state: "offline" }
  | OutboxStatus
  | CommandAnswer;

/** Route id of the layout whose loader gives the shell. */
export const SHELL_ROUTE = "routes/_app";

/** The shell of the signed-in person; every page below the layout has it. */
export function useShell(): ShellView {
  const data = useRouteLoaderData<{ shell: ShellView }>(SHELL_ROUTE);
  if (data === undefined) throw new Error("useShell: not below the layout of the signed-in pages");
  return data.shell;
}

/** Who the page sends commands as. */
export function useCommandSender(): CommandSender {
  const { accountId, actorId, log } = useShell();
  return { accountId, actorId, log, csrfToken: useRootData()?.csrfToken ?? "" };
}

/**
 * Sends commands of one place of a page, one at a time, and says how the last one went, as it goes on.
 *
 * One's own scores, notes and messages go through the outbox: stored before they are sent, and sent until they are
 * answered. The others are sent at once or not at all; `retry` sends one that was not answered again as the same one.
 * After a recorded or refused one the page's data are loaded anew. One of the same kind after a refused one takes its
 * place in the outbox, as one does that is written upon a refused command which its person took up again (`resumed`).
 */
export function useCommand() {
  const sender = useCommandSender();
  const { revalidate } = useRevalidator();
  const [status, setStatus] = useState<CommandState>({ state: "idle" });
  const unanswered = useRef<PreparedCommand | null>(null);
  const { outbox } = useContext(OutboxContext);
  const subject = useContext(OutboxSubjectContext);
  const rows = useOutboxRows();
  const [queued, setQueued] = useState<string | null>(null);
  const followed = useFollowed(rows, queued, status);

  const deliver = useCallback(
    async (prepared: PreparedCommand): Promise<CommandAnswer> => {
      setStatus({ state: "sending" });
      const answer = await sendCommand(sender, prepared);
      unanswered.current = answer.state === "unanswered" ? prepared : null;
      setStatus(answer);
      // A refusal mostly means that the page was out of date.
      if (answer.state === "recorded" || answer.state === "refused") revalidate();
      return answer;
    },
    [sender, revalidate],
  );

  const submit = async <T extends EventType>(
    page: PageCommand<T>,
    resumed: string | null = null,
  ): Promise<CommandState> => {
    const isQueued = outbox !== null && isQueueable(page.type);
    if (!isQueued && !navigator.onLine) {
      setStatus({ state: "offline" });
      return { state: "offline" };
    }
    const prepared = prepareCommand(sender, page);
    if (!isQueued) {
      setQueued(null);
      return deliver(prepared);
    }
    const refused = resumed ?? findRefused(page.type);
    const entry = queue(page.type, prepared);
    return refused === null ? outbox.submit(entry) : outbox.replace(refused, entry);
  };
  /** What this place sent before and its person has now written anew. */
  const findRefused = (type: EventType): string | null => {
    const row = queued === null ? undefined : rows.get(queued);
    return row?.status.state === "refused" && row.entry.type === type ? queued : null;
  };
  const queue = (type: EventType, prepared: PreparedCommand): OutboxEntry => {
    setQueued(prepared.command);
    setStatus({ state: "sending" });
    const { accountId, actorId, log } = sender;
    const written = { type, accountId, actorId, log: log.origin, at: new Date().toISOString() };
    return { ...prepared, ...written, subject, attempts: 0, refusal: null };
  };
  /** Sends a command in the place of one that was refused and waits in the outbox. */
  const replace = async <T extends EventType>(refused: string, page: PageCommand<T>): Promise<void> => {
    await outbox?.replace(refused, queue(page.type, prepareCommand(sender, page)));
  };
  const retry = async (): Promise<void> => {
    if (queued !== null) await outbox?.retry(queued);
    else if (unanswered.current !== null) await deliver(unanswered.current);
  };
  const discard = async (): Promise<void> => {
    if (queued !== null) await outbox?.discard(queued);
    reset();
  };
  const reset = (): void => {
    setQueued(null);
    setStatus({ state: "idle" });
  };
  return { status: followed, submit, replace, retry, discard, reset };
}

/** How a queued command stands; `status` where none is. */
function useFollowed(rows: OutboxRows, queued: string | null, status: CommandState): CommandState {
  const lastSeen = useRef<string | null>(null);
  if (queued === null) return status;
  const row = rows.get(queued);
  if (row !== undefined) lastSeen.current = queued;
  // Until it is stored it is being sent: a second press is not another one. Discarded elsewhere, it was never sent.
  else if (lastSeen.current === queued) return { state: "idle" };
  return row?.status ?? status;
}

/** Given, and neither in the log nor refused: to press again is not to give another one. */
export const isUnderWay = ({ state }: CommandState): boolean => state === "sending" || state === "waiting";

/** How the last command of a place went; where none was given since the page opened, the one that still waits. */
export function useLastStatus(
  { status, retry }: Pick<PageCommands, "status" | "retry">,
  awaited: OutboxRow | null,
): Pick<PageCommands, "status" | "retry"> {
  const { outbox } = useContext(OutboxContext);
  if (status.state !== "idle" || awaited === null) return { status, retry };
  return { status: awaited.status, retry: async () => outbox?.retry(awaited.entry.command) };
}

/** What `useCommand` gives, for components that share one place to send from. */
export type PageCommands = ReturnType<typeof useCommand>;
