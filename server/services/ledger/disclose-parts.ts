import type { Act } from "../../domain/event/act.ts";
import { PART_NAMES, type PartName } from "../../domain/ledger/commitment.ts";
import { ERASED_PART, type ExportedParts } from "../../domain/ledger/log-export.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import type { Vault } from "../vault.ts";
import { type EntryFactsReader, toAct } from "./entry-facts.ts";
import { type OpenedPart, openPart, type PartBoxes } from "./parts-box.ts";

/** Who reads parts, and what decides which. */
export interface PartsReading {
  readonly vault: Vault;
  readonly facts: EntryFactsReader;
  readonly actor: Actor;
  /** UTC instant, ISO 8601. */
  readonly now: string;
}

/**
 * In the place of a part that is gone or does not open. It fits no commitment: the verifier then names the entry, where
 * leaving it out would look like a part that is withheld.
 */
const UNREADABLE: OpenedPart = { salt: "", bytes: "" };

/** What one reader gets of an entry. */
export interface DisclosedParts {
  /** Null when they may read none. */
  readonly parts: ExportedParts | null;
  /** What the entry says, for the writer's own use; null when its parts do not open. */
  readonly act: Act | null;
}

/** @param boxes - undefined when the row is gone. */
export async function discloseParts(
  { vault, facts, actor, now }: PartsReading,
  seq: number,
  boxes: PartBoxes | undefined,
): Promise<DisclosedParts> {
  const open = (part: PartName): OpenedPart => openOrUnreadable(vault, { seq, part }, boxes?.[part]);
  const text = boxes?.text === null ? ERASED_PART : open("text");
  const opened = { head: open("head"), value: open("value"), text } as const;
  const broken = PART_NAMES.filter((part) => opened[part] === UNREADABLE);
  const act = broken.length > 0 ? null : toAct(opened);
  const entry = act === null ? null : await facts.read(seq, act);
  const mayRead = (part: PartName): boolean => entry !== null && canReadPart(actor, part, entry, now);
  const disclosed = PART_NAMES.filter((part) => mayRead(part) || opened[part] === UNREADABLE);
  if (disclosed.length === 0) return { parts: null, act };
  // The others are bound to the actor and command of the head: a broken one needs it to be told from a withheld one.
  const shown = <P extends PartName>(part: P) => (disclosed.includes(part) ? opened[part] : null);
  const head = broken.length > 0 ? UNREADABLE : shown("head");
  return { parts: { head, value: shown("value"), text: shown("text") }, act };
}

function openOrUnreadable(
  vault: Vault,
  place: { seq: number; part: PartName },
  box: Uint8Array | null | undefined,
): OpenedPart {
  if (box === undefined || box === null) return UNREADABLE;
  try {
    return openPart(vault, place, box);
  } catch {
    return UNREADABLE;
  }
}
