import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { EventType, TextPart, ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import { can, type Action } from "../../domain/policy/can.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import type { Thing } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { OpenedParts } from "../ledger/parts-box.ts";

/** What a use case may look at while it decides: the rows of the open transaction, and who asks. */
export interface DecideContext {
  readonly trx: Transaction;
  readonly actor: Actor;
  /** The pseudonym that the command names as its actor; checked to be one of the person's. */
  readonly actingAs: string;
  /** UTC instant, ISO 8601, of this command. */
  readonly now: string;
  /** Decrypts the parts of entries, in ascending order of `seq`. */
  readonly readParts: (seqs: readonly number[]) => Promise<Map<number, OpenedParts>>;
  /** Whether an entry still waits for the log's witnesses; false where nobody is asked. */
  readonly isProvisional: (seq: number) => boolean;
  /** Hash of the joint conclusion as it is on disk, kept as a version unless the act is refused. */
  readonly conclusionHash: (itemId: string) => Promise<string>;
}

/** What a use case may look at while it writes rows: an entry has its place. */
export interface ProjectContext extends Pick<DecideContext, "trx" | "readParts"> {
  readonly seq: number;
  readonly at: string;
}

/**
 * What the server makes of a command from its own rows. The builder is run on it, and the command is refused when a
 * byte differs. `value` and `text` are left out where everything in them is the person's to say.
 */
export interface Decision<T extends EventType> {
  readonly facts: HeadFacts;
  readonly value?: ValuePart<T>;
  readonly text?: TextPart<T>;
}

/** One use case: what may be, and which rows follow from it. */
export interface CommandHandler<T extends EventType = EventType> {
  readonly type: T;
  /** Policy, then rules. @throws Refusal when either says no; nothing is written here. */
  decide(context: DecideContext, act: Act<T>): Promise<Decision<T>>;
  /** Writes the projection rows that follow from the entry, and only from it. */
  project(context: ProjectContext, act: Act<T>): Promise<void>;
}

/** Gives a handler the shape that the register holds; its own type is checked where it is written. */
export function defineHandler<T extends EventType>(handler: CommandHandler<T>): CommandHandler {
  return handler;
}

/**
 * Asks the permission function and throws its refusal.
 *
 * @throws Refusal `thing.absent` when the person may not know of it, `action.forbidden` when they may.
 */
export function demand(context: Pick<DecideContext, "actor" | "now">, action: Action, thing: Thing): void {
  const verdict = can(context.actor, action, thing, context.now);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action });
}

/** The field of a head that a use case cannot do without. @throws Refusal `command.invalid`. */
export function demandField<T>(field: T | undefined | null, name: string): T {
  if (field === undefined || field === null) throw new Refusal("command.invalid", { issues: [{ path: name }] });
  return field;
}
