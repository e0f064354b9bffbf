import { useRevalidator, useRouteLoaderData } from "@remix-run/react";
import { useCallback, useRef, useState } from "react";
import type { EventType } from "#domain/event/catalogue.ts";
import type { ShellView } from "../../server/services/shell/read-shell.ts";
import { useRootData } from "../ui/use-root-data.ts";
import {
  type CommandAnswer,
  type CommandSender,
  type PageCommand,
  prepareCommand,
  type PreparedCommand,
  sendCommand,
} from "./send-command.ts";

/** What stands beside the button that sent a command. */
export type CommandState = { readonly state: "idle" } | { readonly state: "sending" } | CommandAnswer;

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
 * Sends commands of one place of a page, one at a time, and says how the last one went. What was not answered is kept
 * and `retry` sends it again as the same command. After a recorded or refused one the page's data are loaded anew.
 */
export function useCommand() {
  const sender = useCommandSender();
  const { revalidate } = useRevalidator();
  const [status, setStatus] = useState<CommandState>({ state: "idle" });
  const unanswered = useRef<PreparedCommand | null>(null);

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

  const submit = <T extends EventType>(command: PageCommand<T>): Promise<CommandAnswer> =>
    deliver(prepareCommand(sender, command));
  const retry = async (): Promise<void> => {
    if (unanswered.current !== null) await deliver(unanswered.current);
  };
  return { status, submit, retry, reset: () => setStatus({ state: "idle" }) };
}

/** What `useCommand` gives, for components that share one place to send from. */
export type PageCommands = ReturnType<typeof useCommand>;
