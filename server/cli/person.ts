import type { EventType } from "../domain/event/catalogue.ts";
import type { CommandResult } from "../services/commands/execute-command.ts";
import { type Submission, submitCommand } from "../services/commands/submit-command.ts";
import type { Services } from "../services/services.ts";

/** Somebody who gives commands from the command line. */
export interface Person {
  readonly accountId: string;
  /** Under which they act here: the account's own id, or the seat's pseudonym. */
  readonly actorId: string;
  submit<T extends EventType>(submission: Submission<T>): Promise<CommandResult & { command: string }>;
}

export function toPerson(
  services: Pick<Services, "commands" | "now">,
  ids: { readonly accountId: string; readonly actorId: string },
): Person {
  const { commands, now } = services;
  return { ...ids, submit: (submission) => submitCommand({ commands, now, ...ids }, submission) };
}
