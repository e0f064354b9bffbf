import { buildParts } from "../../domain/event/act.ts";
import type { EventType, TextPart, ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import { makeSalts } from "../ledger/ledger.ts";
import { makeUlid, type RandomBytes, systemRandomBytes } from "../random-bytes.ts";
import type { CommandExecutor, CommandResult } from "./execute-command.ts";

/** Whoever gives commands without a browser: the command line, the seed, tests. */
export interface Submitter {
  readonly commands: CommandExecutor;
  readonly now: () => Date;
  readonly accountId: string;
  /** The pseudonym to act under. */
  readonly actorId: string;
  /** The system's when left out. */
  readonly randomBytes?: RandomBytes;
}

/** What a command says beyond who gives it. */
export interface Submission<T extends EventType> {
  readonly type: T;
  readonly facts: HeadFacts;
  readonly value: ValuePart<T>;
  readonly text: TextPart<T>;
  /** ULID; made when left out. A case takes the id of the command that opens it. */
  readonly command?: string;
}

/**
 * Builds a command as a browser does and has it executed: the same builder, the same comparison, the same refusals.
 *
 * @throws Refusal as the command's use case says.
 */
export async function submitCommand<T extends EventType>(
  submitter: Submitter,
  submission: Submission<T>,
): Promise<CommandResult & { command: string }> {
  const { type, facts, value, text } = submission;
  const random = submitter.randomBytes ?? systemRandomBytes;
  const command = submission.command ?? makeUlid(submitter.now().getTime(), random);
  const parts = buildParts({ type, actor: submitter.actorId, command, facts, value, text });
  const result = await submitter.commands.execute(submitter.accountId, { parts, salts: makeSalts(random) });
  return { ...result, command };
}
