/** Who a peer is: stamped by the server from the session, never taken from a client. */
export interface PresenceUser {
  /** Stable pseudonym of the round. */
  readonly actorId: string;
  /** One letter for the avatar. */
  readonly letter: string;
  /** CSS colour. */
  readonly colour: string;
  readonly role: string;
  /** The pseudonym as people read it. */
  readonly label: string;
}

/** A place in the text of an evidence: characters of its extraction on that page, `start ≤ end`. */
export interface EvidencePosition {
  /** SHA-256 of the evidence, hex. */
  readonly evidence: string;
  /** 1-based. */
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/** A peer as the page shows it. */
export interface PeerPresence {
  readonly clientId: number;
  readonly user: PresenceUser;
  readonly evidence: EvidencePosition | null;
  readonly replyingTo: string | null;
  readonly item: string | null;
  /** Has the caret in the prose; where it stands is the editor's own matter. */
  readonly isWriting: boolean;
}

/**
 * A client's state with the server's stamp. `name` and `color` repeat label and colour for stock editors.
 *
 * @param state - what the client sent; its own `user` is dropped.
 */
export function stampPresence(state: Readonly<Record<string, unknown>>, user: PresenceUser): Record<string, unknown> {
  return { ...state, user: { ...user, name: user.label, color: user.colour } };
}

/**
 * What of a client's state a board sends on: the item that it names, and nothing else of what it says.
 *
 * @returns `item` null when it names none.
 */
export function toBoardState(state: Readonly<Record<string, unknown>>): { item: string | null } {
  const { item } = state;
  return { item: typeof item === "string" ? item : null };
}

/** @returns null for a state without a stamp: it did not come through the server. */
export function toPeerPresence(clientId: number, state: Readonly<Record<string, unknown>>): PeerPresence | null {
  const user = state["user"] as PresenceUser | undefined;
  if (typeof user?.actorId !== "string") return null;
  const { evidence, replyingTo, item, cursor } = state;
  return {
    clientId,
    user,
    evidence: isEvidencePosition(evidence) ? evidence : null,
    replyingTo: typeof replyingTo === "string" ? replyingTo : null,
    item: typeof item === "string" ? item : null,
    isWriting: typeof cursor === "object" && cursor !== null,
  };
}

function isEvidencePosition(value: unknown): value is EvidencePosition {
  if (typeof value !== "object" || value === null) return false;
  const { evidence, page, start, end } = value as Record<string, unknown>;
  const isCount = (number: unknown): number is number => Number.isSafeInteger(number) && Number(number) >= 0;
  return typeof evidence === "string" && isCount(page) && isCount(start) && isCount(end) && start <= end;
}
