/**
 * Bounds on what one signed-in person can make the rooms hold or compute, whatever they send.
 *
 * What a frame itself may be is in `LIVE_LIMITS`. Over a bound, a socket either is not read for a while, which costs
 * its sender only, or closes with the code that stands here; `RoomHubStats` counts both.
 */
export const ROOM_LIMITS = {
  /** Sockets of one account, in all rooms: twenty pages with three rooms each. One more: 1013. */
  socketsPerAccountMax: 64,
  /** Sockets in one room. One more: 1013. */
  socketsPerRoomMax: 256,
  /** Handshakes whose right is being asked about. One more is refused with 503. */
  handshakesMax: 256,
  /** A message and its envelope; the largest is a sync-step-2. A larger one: 4400. */
  frameBytesMax: 2 * 1024 * 1024 + 1_024,
  /** Pieces of one message; browsers send pieces of 64 kB and more. One more: 4400. */
  fragmentsMax: 256,
  /** What of one socket waits for the disk. From there on it is not read until that is done. */
  waitingStepsMax: 256,
  waitingBytesMax: 1024 * 1024,
  /** Questions of one socket that wait for its sync-step-2; a page asks two or three. One more: 4400. */
  heldAnswersMax: 16,
  /** Of a second that the thread can compute, what an account's frames may use; then none of it is read for a while. */
  accountMsPerSecond: 250,
  /** How much of it an account that was quiet may use at once. */
  accountBurstMs: 1_000,
  /** What a message costs beyond the time that it is handled in: reading it, and writing it down. */
  frameMs: 0.005,
  megabyteMs: 20,
  /** A larger message is always measured by the processor's clock: one of them may cost more than there is to use. */
  frameBytesSmall: 4 * 1024,
} as const;

/**
 * @param open - sockets that are open: of the account in all rooms, and of anybody in the room.
 * @returns why there is no place for one more socket, as the close reason; null when there is.
 */
export function findOverfull(open: {
  readonly ofAccount: number;
  readonly inRoom: number;
}): "sockets.too-many-of-account" | "sockets.too-many-in-room" | null {
  if (open.ofAccount >= ROOM_LIMITS.socketsPerAccountMax) return "sockets.too-many-of-account";
  return open.inRoom >= ROOM_LIMITS.socketsPerRoomMax ? "sockets.too-many-in-room" : null;
}
