import { findActor } from "../../../db/queries/actors.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import { type Actor, actorIdIn, hasRole, type Role } from "../../domain/policy/actor.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { Witnesses } from "../cosigning/witnesses.ts";
import type { LogOrigins } from "../ledger/log-history.ts";
import type { PageServices } from "../page-services.ts";
import { makeFeedCursor } from "../feed/feed-cursor.ts";
import { countUnread } from "../annotation/read-unread.ts";
import { findCurrentRound } from "./find-round.ts";

/** What every page for people at work shows around its content. */
export interface ShellView {
  readonly displayName: string;
  readonly accountId: string;
  readonly roles: readonly Role[];
  readonly entityId: string | null;
  /** Name of the agency's entity; null for everybody else. */
  readonly entityName: LocalText | null;
  /** The person's seat in the current round, by pseudonym. */
  readonly seat: {
    readonly panelId: string;
    readonly panelNumber: number;
    readonly letter: string;
    readonly duty: "expert" | "chair";
  } | null;
  /** Under which the person acts in the current round: bound into every commitment. */
  readonly actorId: string;
  readonly round: {
    readonly id: string;
    readonly year: number;
    readonly tier: Framework["tier"];
    readonly phase: string;
    readonly isSimulated: boolean;
  } | null;
  /** From where the feed has to tell what these data do not know yet. */
  readonly feedCursor: string;
  readonly nav: readonly ShellPlace[];
  /** Mentions and replies that wait for the person. */
  readonly unread: number;
  readonly log: {
    readonly origin: string;
    /** Names of the log over its entries, when it is a successor; else empty. */
    readonly origins: LogOrigins;
    readonly verifierKey: string;
    readonly size: number;
    /** Hex root of the newest signed checkpoint. */
    readonly rootHash: string;
    /** Null where no witness is asked. */
    readonly witnesses: {
      readonly isLate: boolean;
      /** Policy in force, C2SP tlog-policy. */
      readonly policy: string;
      /** Of the newest published checkpoint. */
      readonly cosigned: number;
      readonly total: number;
      /** When the newest witnessed checkpoint was cosigned; null before the first. */
      readonly at: string | null;
    } | null;
    /** UTC instant of the request. */
    readonly now: string;
  };
}

export type ShellPlace =
  | "queue"
  | "documents"
  | "workbench"
  | "board"
  | "notes"
  | "trace"
  | "disputes"
  | "index"
  | "log"
  | "erasures"
  | "assignment";

/**
 * @param logSize - entries of the log that all data of the page know.
 * @throws RangeError when the account is gone.
 */
export async function readShell(
  services: PageServices,
  account: { id: string; displayName: string },
  logSize: number,
): Promise<ShellView> {
  const actor = await findActor(services.database.reader, account.id);
  if (actor === null) throw new RangeError(`read shell: no account ${account.id}`);
  const round = await findCurrentRound(services);
  const seat = actor.seats.find((one) => one.roundId === round?.id);
  const { text } = parseNote(services.ledger.signedCheckpoint().note);
  const checkpoint = parseCheckpoint(text);
  return {
    displayName: account.displayName,
    accountId: account.id,
    roles: actor.roles,
    entityId: actor.entityId,
    entityName: await findEntityName(services, actor.entityId),
    seat:
      seat === undefined
        ? null
        : { panelId: seat.panelId, panelNumber: seat.panelNumber, letter: seat.letter, duty: seat.duty },
    actorId: round === null ? actor.actorId : actorIdIn(actor, round.id),
    round:
      round === null
        ? null
        : {
            id: round.id,
            year: round.year,
            tier: round.tier as Framework["tier"],
            phase: round.phase,
            isSimulated: round.is_simulated === 1,
          },
    feedCursor: makeFeedCursor(services, { accountId: account.id, from: logSize }),
    nav: listPlaces(actor),
    unread: actor.seats.length === 0 ? 0 : await countUnread(services, account),
    log: {
      origin: services.ledger.origin,
      origins: services.ledger.origins,
      verifierKey: services.ledger.verifierKey,
      size: checkpoint.size,
      rootHash: toHex(checkpoint.root),
      witnesses: readWitnesses(services.witnesses),
      now: services.now().toISOString(),
    },
  };
}

async function findEntityName({ database }: PageServices, entityId: string | null): Promise<LocalText | null> {
  return entityId === null ? null : ((await listEntityNames(database.reader, [entityId])).get(entityId) ?? null);
}

/**
 * Where the person's work begins; null where no page is for them.
 *
 * @throws RangeError when the account is gone.
 */
export async function findFirstPlace(services: PageServices, account: { id: string }): Promise<ShellPlace | null> {
  const actor = await findActor(services.database.reader, account.id);
  if (actor === null) throw new RangeError(`find first place: no account ${account.id}`);
  return listPlaces(actor)[0] ?? null;
}

function readWitnesses(witnesses: Witnesses): ShellView["log"]["witnesses"] {
  const policy = witnesses.policyText();
  if (policy === null) return null;
  const { state, cosigned, total, newest } = witnesses.status();
  return { policy, isLate: state === "late", cosigned, total, at: newest?.at ?? null };
}

function listPlaces(actor: Actor): ShellPlace[] {
  const isMember = actor.seats.length > 0;
  const isOverseer = hasRole(actor, "secretariat", "council", "delegate", "auditor");
  const isAgency = hasRole(actor, "agency");
  const places: [ShellPlace, boolean][] = [
    // The start page of everybody whose work does not begin with the panels' boards.
    ["queue", isMember || !isOverseer],
    ["workbench", isMember],
    ["board", isMember || isOverseer],
    ["documents", isAgency || isOverseer || hasRole(actor, "support")],
    ["notes", isMember],
    ["trace", isMember || isOverseer || isAgency],
    ["disputes", isMember || isOverseer || isAgency],
    ["index", isOverseer],
    ["assignment", hasRole(actor, "secretariat", "auditor")],
    // Number and time of entries are everybody's; what they say goes by person.
    ["log", true],
    ["erasures", hasRole(actor, "secretariat", "dpo", "auditor")],
  ];
  return places.filter(([, isShown]) => isShown).map(([place]) => place);
}
