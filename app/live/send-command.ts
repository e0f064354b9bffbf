import { ulid } from "ulid";
import { buildParts } from "#domain/event/act.ts";
import type { EventType, TextPart, ValuePart } from "#domain/event/catalogue.ts";
import type { CommandEnvelope } from "#domain/event/envelope.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import { checkReceipt, type Receipt } from "#domain/ledger/receipt.ts";
import { browserCrypto } from "./browser-crypto.ts";
import { findLogAlarm, type LogFault, raiseLogAlarm } from "./log-alarm.ts";
import { followLog, isKeptLog } from "./log-keys.ts";
import { checkContinuity, fetchConsistency, type LogIdentity, openHead, type ServedProof } from "./public-log.ts";
import { archiveReceipt } from "./receipt-archive.ts";
import { findKeptReceipt, keepReceipt, type KeptReceipt } from "./receipt-store.ts";

/** What the page was given at sign-in: who acts, and in which log. */
export interface CommandSender {
  /** Whose receipts and alarms these are. */
  readonly accountId: string;
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
  | { readonly state: "mismatch"; readonly fault: LogFault }
  /** Not sent: the log was caught before. */
  | { readonly state: "frozen" }
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

/** A receipt as it was answered, with the proof that its checkpoint continues the one that the browser named. */
interface CommandReply {
  readonly receipt?: Receipt;
  readonly consistency?: ServedProof | null;
  readonly refusal?: { readonly code: string; readonly details: Readonly<Record<string, JsonValue>> };
}

/** Longer than this a command waits for no answer, so that the next one of this browser gets its turn. */
const ANSWER_MS_MAX = 30_000;

/**
 * Sends a command and checks the receipt against what was sent and what was kept, before anything is called recorded.
 *
 * One command of this browser at a time: each receipt then has to continue the one before it. What does not fit raises
 * the alarm with the evidence, and nothing is sent any more.
 */
export async function sendCommand(sender: CommandSender, prepared: PreparedCommand): Promise<CommandAnswer> {
  return navigator.locks.request(`assay-commands/${sender.log.origin}`, async (): Promise<CommandAnswer> => {
    if (findLogAlarm(sender.accountId) !== null) return { state: "frozen" };
    const kept = findKeptReceipt();
    const response = await post(sender, prepared.envelope, kept);
    const isFull = response?.status === 507;
    if (response === null || (response.status >= 500 && !isFull)) return { state: "unanswered" };
    const body = (await response.json().catch(() => null)) as CommandReply | null;
    if (body?.refusal !== undefined) return { state: "refused", ...body.refusal };
    // Refused before it came to the command: its body, its origin or its token.
    if (!response.ok)
      return {
        state: "refused",
        code: response.status === 403 ? "session.csrf-missing" : "command.invalid",
        details: {},
      };
    if (body?.receipt === undefined) return { state: "unanswered" };
    const answer = { receipt: body.receipt, consistency: body.consistency ?? null, kept };
    // What the check needs could not be had: that is no proof of anything, and sending it again checks again.
    return settle(sender, prepared, answer).catch(() => ({ state: "unanswered" }));
  });
}

interface Settling {
  readonly receipt: Receipt;
  readonly consistency: ServedProof | null;
  /** As it was when the command was sent. */
  readonly kept: KeptReceipt | null;
}

/** @throws when the log's keys or a proof cannot be fetched. */
async function settle(sender: CommandSender, prepared: PreparedCommand, answer: Settling): Promise<CommandAnswer> {
  const { receipt, consistency, kept } = answer;
  const { actorId: actor, accountId: account } = sender;
  const log = await followReceipt(sender.log, receipt);
  const { command, envelope } = prepared;
  const fail = (fault: LogFault): CommandAnswer => {
    const sent = { command, actor, parts: envelope.parts, salts: envelope.salts };
    raiseLogAlarm(account, { fault, log, evidence: { sent, receipt, consistency, kept } });
    return { state: "mismatch", fault };
  };
  const check = checkReceipt(browserCrypto, receipt, {
    ...envelope,
    log: log.origin,
    command,
    actor,
    verifierKey: log.verifierKey,
  });
  if (!check.ok) return fail(check.reason);
  const head = openHead(browserCrypto, log, receipt.checkpoint);
  if (!(await isKeptLog(browserCrypto, { kept, log }))) return fail("history");
  const continuity = checkContinuity(browserCrypto, { log, head, kept, consistency });
  if (continuity.state === "behind") return fail("cut");
  if (continuity.state === "broken") return fail("history");
  const { origin, verifierKey } = log;
  const mine: KeptReceipt = {
    seq: check.seq,
    size: check.size,
    checkpoint: receipt.checkpoint,
    log: { origin, verifierKey },
  };
  if (!(await isContinuedBy(mine, findKeptReceipt()))) return fail("history");
  keepReceipt(mine);
  const { entry, checkpoint, proof } = receipt;
  const { parts, salts } = envelope;
  const opened = { account, log: origin, verifierKey, command, actor, parts, salts };
  await archiveReceipt({ ...opened, seq: check.seq, entry, checkpoint, proof });
  return { state: "recorded", seq: check.seq };
}

/** The log's key may have been changed since the page was loaded. */
async function followReceipt(log: LogIdentity, { checkpoint }: Receipt): Promise<LogIdentity> {
  if (openHead(browserCrypto, log, checkpoint).checkpoint !== null) return log;
  return followLog(browserCrypto, log);
}

/** Whether a published head that was kept while the answer was on its way continues the receipt. */
async function isContinuedBy(mine: KeptReceipt, newer: KeptReceipt | null): Promise<boolean> {
  if (newer === null || newer.size <= mine.size) return true;
  const log = mine.log ?? newer.log;
  if (log === undefined) return true;
  const consistency = await fetchConsistency(mine.size, newer.size);
  const head = openHead(browserCrypto, newer.log ?? log, newer.checkpoint);
  return checkContinuity(browserCrypto, { log, head, kept: mine, consistency }).state === "continued";
}

async function post(
  sender: CommandSender,
  envelope: CommandEnvelope,
  kept: KeptReceipt | null,
): Promise<Response | null> {
  try {
    return await fetch("/commands", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-csrf-token": sender.csrfToken,
        ...(kept === null ? {} : { "x-assay-kept-size": String(kept.size) }),
      },
      body: JSON.stringify(envelope),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
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
