import type { Act } from "../../domain/event/act.ts";
import type { EventType } from "../../domain/event/catalogue.ts";
import { projectIndexResult } from "../index/recompute-index.ts";
import type { ProjectContext } from "./handler.ts";
import { HANDLERS } from "./handlers.ts";

/** Writes the projection rows that follow from an entry, and only from it and the entries before it. */
type Project = (context: ProjectContext, act: Act) => Promise<void>;

const nothing: Project = () => Promise.resolve();

/** What the system records: rows of its own, or none beyond the index of heads. */
const SYSTEM_PROJECTIONS: readonly (readonly [EventType, Project])[] = [
  ["log.created", nothing],
  ["log.key-rotated", nothing],
  ["log.witness-policy-changed", nothing],
  ["parts-key.rotated", nothing],
  ["access.rooted", nothing],
  ["attempt.refused", nothing],
  // Accounts are local: the entry knows a pseudonym and its roles, the row knows a person.
  ["account.created", nothing],
  ["index.computed", (context, act) => projectIndexResult(context, act as Act<"index.computed">)],
];

/** How each event of the catalogue becomes rows; a replay needs all of them. */
export const PROJECTIONS: ReadonlyMap<EventType, Project> = new Map<EventType, Project>([
  ...[...HANDLERS.values()].map((handler) => [handler.type, handler.project.bind(handler)] as const),
  ...SYSTEM_PROJECTIONS,
]);
