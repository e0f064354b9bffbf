import { ulid } from "ulid";
import { buildParts } from "#domain/event/act.ts";
import type { EventType, TextPart, ValuePart } from "#domain/event/catalogue.ts";
import type { CommandEnvelope } from "#domain/event/envelope.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import { checkReceipt, type Receipt, type ReceiptFault } from "#domain/ledger/receipt.ts";
import { browserCrypto } from "./browser-crypto.ts";
import { keepReceipt } from "./receipt-store.ts";

/** What the page was given at sign-in: who acts, and in which log. */
export interface CommandSender {
  /** Pseudonym in the round. */
  readonly actorId: string;
  readonly csrfToken: string;
  readonly log: { readonly origin: string; readonly verifierKey: string };
}

/** One command in the words of its event; facts are what the page was given. */
export interface PageCommand<T extends EventType = EventType> {
  readonly type: T;
  readonly facts: HeadFacts;
  readonly value: ValuePart<T>;
  readonly text: TextPart<T>;
  /** ULID; made when left out. The same id again is the same command. */
  readonly command?: string;
}

/** A command that is built and not yet answered. It can be sent again and again: it is one command. */
export interface PreparedCommand {
  readonly command: string;
  readonly envelope: CommandEnvelope;
}

export type CommandAnswer =
  /** Recorded, and the receipt shows that what is recorded is what was sent. */
  | { readonly state: "recorded"; readonly seq: number }
  /** The server says no; nothing is recorded. */
  | { readonly state: "refused"; readonly code: string; readonly details: Readonly<Record<string, JsonValue>> }
  /** The receipt does not fit what was sent: the log or its operator cannot be trusted. */
  | { readonly state: "mismatch"; readonly fault: ReceiptFault }
  /** No answer: it may be recorded or not; sending it again settles it. */
  | { readonly state: "unanswered" };

/** Builds the parts and makes the salts, once. Texts are brought to NFC, as the ledger keeps them. */
export function prepareCommand<T extends EventType>(sender: CommandSender, page: PageCommand<T>): PreparedCommand {
  const command = page.command ?? ulid();
  const { type, facts, value, text } = page;
  const parts = buildParts({ type, actor: sender.actorId, command, facts, value, text: toNfc(text) });
  const salt = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)));
  return { command, envelope: { parts, salts: { head: salt(), value: salt(), text: salt() } } };
}

/** Sends a command and checks the receipt against what was sent, before anything is called recorded. */
export async function sendCommand(sender: CommandSender, prepared: PreparedCommand): Promise<CommandAnswer> {
  const response = await post(sender, prepared.envelope);
  if (response === null || response.status >= 500) return { state: "unanswered" };
  const body = (await response.json().catch(() => null)) as {
    receipt?: Receipt;
    refusal?: { code: string; details: Readonly<Record<string, JsonValue>> };
  } | null;
  if (body?.refusal !== undefined) return { state: "refused", ...body.refusal };
  // Refused before it came to the command: its body, its origin or its token.
  if (!response.ok)
    return {
      state: "refused",
      code: response.status === 403 ? "session.csrf-missing" : "command.invalid",
      details: {},
    };
  if (body?.receipt === undefined) return { state: "unanswered" };
  const check = checkReceipt(browserCrypto, body.receipt, {
    ...prepared.envelope,
    log: sender.log.origin,
    command: prepared.command,
    actor: sender.actorId,
    verifierKey: sender.log.verifierKey,
  });
  if (!check.ok) return { state: "mismatch", fault: check.reason };
  keepReceipt({ seq: check.seq, size: check.size, checkpoint: body.receipt.checkpoint });
  return { state: "recorded", seq: check.seq };
}

async function post(sender: CommandSender, envelope: CommandEnvelope): Promise<Response | null> {
  try {
    return await fetch("/commands", {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": sender.csrfToken },
      body: JSON.stringify(envelope),
    });
  } catch {
    return null; // Offline, or the server went away.
  }
}

function toNfc<T>(text: T): T {
  const entries = Object.entries(text as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([key, field]) => [key, typeof field === "string" ? field.normalize("NFC") : field]),
  ) as T;
}
