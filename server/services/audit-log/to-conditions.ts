import type { HeadCondition } from "../../../db/queries/audit-log.ts";
import { ACTOR_GROUPS, type ActorGroup, type LogTerm } from "../../domain/ledger/log-query.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ActorFace } from "../trace/trace-view.ts";

/** What the words of a query can mean, of what the person may know. */
export interface TermWords {
  /** Names of entities, which are public. */
  readonly entities: ReadonlyMap<string, LocalText>;
  /** Actors of readable heads, and how they appear. */
  readonly actors: ReadonlyMap<string, ActorFace>;
  /** Numbers of cases by id. */
  readonly caseNumbers: ReadonlyMap<string, string>;
}

/** Which group of the filter an actor belongs to; null for one who is in none. */
export function toActorGroup({ role }: ActorFace): ActorGroup | null {
  switch (role) {
    case "expert":
      return "experts";
    case "chair":
      return "chairs";
    case "agency":
      return "agencies";
    case "system":
      return "system";
    case "hidden":
      return null;
    default:
      return "staff";
  }
}

/** Alternatives that a term stands for; null for a term that makes no sense. */
export function toConditions({ key, value }: LogTerm, words: TermWords): HeadCondition[] | null {
  switch (key) {
    case "type":
      return [toType(value)];
    case "actor":
      return [is("actor_id", findActors(value, words))];
    case "entity":
      return [is("entity_id", findEntities(value, words))];
    case "indicator":
      return [is("indicator", [value])];
    case "item":
      return [is("item_id", [value])];
    case "case":
      return [is("case_id", findCases(value, words))];
    case "round":
      return [is("round_id", [value])];
    case "text":
      return [
        is("entity_id", findEntities(value, words)),
        is("case_id", findCases(value, words)),
        is("actor_id", [value]),
        is("indicator", [value]),
        is("item_id", [value]),
        { column: "type", values: [value.toLowerCase()], isPrefix: true },
      ];
    default:
      // Number, time and hash cannot be taken away from what is found.
      return null;
  }
}

const is = (column: HeadCondition["column"], values: readonly string[]): HeadCondition => ({
  column,
  values,
  isPrefix: false,
});

function toType(value: string): HeadCondition {
  const isPrefix = value.endsWith("*");
  return { column: "type", values: [isPrefix ? value.slice(0, -1) : value], isPrefix };
}

function findActors(value: string, { actors }: TermWords): string[] {
  const group = ACTOR_GROUPS.find((one) => one === value);
  if (group === undefined) return [value];
  return [...actors].filter(([, face]) => toActorGroup(face) === group).map(([id]) => id);
}

/** By id, or by a part of either name with marks folded. */
function findEntities(value: string, { entities }: TermWords): string[] {
  if (entities.has(value)) return [value];
  const wanted = fold(value);
  return [...entities].filter(([, { vi, en }]) => fold(`${vi}\n${en}`).includes(wanted)).map(([id]) => id);
}

function findCases(value: string, { caseNumbers }: TermWords): string[] {
  return [value, ...[...caseNumbers].filter(([, number]) => number === value.toUpperCase()).map(([id]) => id)];
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
