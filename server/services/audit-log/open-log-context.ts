import { findActor } from "../../../db/queries/actors.ts";
import { listCaseStamps } from "../../../db/queries/audit-log.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type EntryFactsReader, openEntryFacts } from "../ledger/entry-facts.ts";
import type { PageServices } from "../page-services.ts";
import { listActorFaces } from "../trace/list-actor-faces.ts";
import type { ActorFace } from "../trace/trace-view.ts";
import type { MatchContext } from "./match-entries.ts";
import type { LogReading, LogReadings } from "./log-reading.ts";

/** What every view of the log is made from, for one person at one moment. */
export interface LogContext extends MatchContext {
  readonly db: Transaction;
  readonly vault: PageServices["vault"];
  readonly witnesses: PageServices["witnesses"];
  readonly actor: Actor;
  /** UTC instant, ISO 8601. */
  readonly now: string;
  readonly facts: EntryFactsReader;
  readonly reading: LogReading;
  readonly entities: ReadonlyMap<string, LocalText>;
  readonly panelNumbers: ReadonlyMap<string, number>;
  faceOf(actorId: string): ActorFace;
}

/** @throws Refusal `thing.absent` when the account is gone. */
export async function openLogContext(
  services: PageServices,
  readings: LogReadings,
  account: { id: string },
): Promise<LogContext> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  if (actor === null) throw new Refusal("thing.absent");
  const { ledger, vault } = services;
  const { memory } = readings;
  const facts = await openEntryFacts(db, vault, { accountId: actor.accountId, size: ledger.size(), memory });
  const cases = await listCaseStamps(db);
  const reading = await readings.read(db, facts, { actor, cases, now });
  const faceOf = await openFaces(db, facts);
  const panels = await db.selectFrom("panel").select(["id", "number"]).execute();
  return {
    db,
    vault,
    witnesses: services.witnesses,
    actor,
    now,
    facts,
    reading,
    faceOf,
    actors: new Map([...reading.actors.keys()].map((id) => [id, faceOf(id)])),
    entities: await listEntityNames(db),
    panelNumbers: new Map(panels.map(({ id, number }) => [id, number])),
    caseNumbers: new Map(cases.map(({ id, year, number }) => [id, `KN-${year}-${String(number).padStart(3, "0")}`])),
    coveredSize: (await ledger.publishedCheckpoint()).size,
  };
}

/** A pseudonym is of one round: in all others it is nobody's. */
async function openFaces(db: Transaction, facts: EntryFactsReader): Promise<(actorId: string) => ActorFace> {
  const finders: ((actorId: string) => ActorFace)[] = [];
  for (const { roundId } of facts.listRounds()) finders.push(await listActorFaces(db, roundId));
  if (finders.length === 0) finders.push(await listActorFaces(db, ""));
  return (actorId) => {
    const faces = finders.map((find) => find(actorId));
    return faces.find(({ role }) => role !== "hidden") ?? (faces[0] as ActorFace);
  };
}
