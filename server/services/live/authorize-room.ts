import { findActor } from "../../../db/queries/actors.ts";
import { findItem, listPanelItems } from "../../../db/queries/items.ts";
import type { PresenceUser } from "../../domain/live/presence-state.ts";
import type { RoomName } from "../../domain/live/room-name.ts";
import type { Actor, Seat } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { ItemFacts } from "../../domain/policy/thing.ts";
import { seatFor } from "../../domain/policy/seat-of.ts";
import type { Services } from "../services.ts";

/** What a person may do in a room; null for a room that is not there for them. */
export interface RoomRight {
  readonly presence: PresenceUser;
  readonly canWrite: boolean;
  readonly mode: "full" | "count";
  /** On a board: the items that may be named to the person; null in a room that is about one item. */
  readonly items: ReadonlySet<string> | null;
}

/** Asks the one permission function, by room and by the state of what the room is about. */
export async function authorizeRoom(services: Services, accountId: string, room: RoomName): Promise<RoomRight | null> {
  const actor = await findActor(services.database.reader, accountId);
  const right = actor === null ? null : await findRight(services, actor, room);
  if (right === null) {
    const thing = room.kind === "board" ? room.panelId : room.itemId;
    services.access.note({ kind: "refused", accountId, door: `room.${room.kind}`, thing, outcome: "thing.absent" });
  }
  return right;
}

function findRight(services: Services, actor: Actor, room: RoomName): Promise<RoomRight | null> {
  switch (room.kind) {
    case "conclusion":
      return authorizeConclusion(services, actor, room.itemId);
    case "draft":
      return authorizeDraft(services, actor, room);
    case "board":
      return authorizeBoard(services, actor, room.panelId);
  }
}

async function authorizeConclusion(services: Services, actor: Actor, itemId: string): Promise<RoomRight | null> {
  const item = await findItem(services.database.reader, itemId);
  const seat = item === null ? undefined : seatFor(actor, item);
  if (item === null || seat === undefined) return null;
  const now = services.now().toISOString();
  const thing = { kind: "item", item } as const;
  if (can(actor, "conclusion.read", thing, now) !== "yes") return null;
  const canWrite = can(actor, "conclusion.write", thing, now) === "yes";
  return { presence: toPresence(seat), canWrite, mode: "full", items: null };
}

async function authorizeDraft(
  services: Services,
  actor: Actor,
  { itemId, actorId }: { itemId: string; actorId: string },
): Promise<RoomRight | null> {
  const item = await findItem(services.database.reader, itemId);
  const seat = actor.seats.find((one) => one.actorId === actorId);
  if (item === null || seat === undefined || seatFor(actor, item) !== seat) return null;
  const now = services.now().toISOString();
  if (can(actor, "item.read", { kind: "item", item }, now) !== "yes") return null;
  const canWrite = can(actor, "contribution.write", { kind: "item", item }, now) === "yes";
  return { presence: toPresence(seat), canWrite, mode: "full", items: null };
}

async function authorizeBoard(services: Services, actor: Actor, panelId: string): Promise<RoomRight | null> {
  const db = services.database.reader;
  const seat = actor.seats.find((one) => one.panelId === panelId);
  const thing = { kind: "panel", roundId: seat?.roundId ?? "", panelId } as const;
  const now = services.now().toISOString();
  if (seat === undefined || can(actor, "board.join", thing, now) !== "yes") return null;
  const items = await listPanelItems(db, panelId);
  // A batch that is opened shows who is at work; an item is named to those who may read what it holds.
  const mode = items.some(({ batchPhase }) => batchPhase !== "independent") ? "full" : "count";
  const isSeen = (item: ItemFacts): boolean => can(actor, "conclusion.read", { kind: "item", item }, now) === "yes";
  const named = mode === "count" ? [] : items.filter(isSeen).map(({ itemId }) => itemId);
  return { presence: toPresence(seat), canWrite: false, mode, items: new Set(named) };
}

// For stock editors, which take hexadecimal colours only; our own pages go by role and letter.
const COLOURS: Readonly<Record<string, string>> = {
  A: "#0c7367",
  B: "#9c2e78",
  C: "#2246ae",
  D: "#8a5400",
  E: "#6a44b4",
  F: "#4a6c12",
  G: "#a13e28",
  chair: "#15181d",
};

function toPresence(seat: Seat): PresenceUser {
  const { actorId, letter, duty } = seat;
  const colour = COLOURS[duty === "chair" ? "chair" : letter] ?? "#4a566b";
  return { actorId, letter, role: duty, colour, label: letter };
}
