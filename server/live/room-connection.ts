import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { CLOSE } from "../domain/live/close-codes.ts";
import type { AccountBudget } from "./account-budgets.ts";
import { createInflow, type Inflow } from "./inflow.ts";
import type { RoomAccess } from "./room-access.ts";
import type { RoomCounts } from "./room-counts.ts";
import { ROOM_LIMITS } from "./room-limits.ts";

/** Above this a client gets no more updates, and one resync once its buffer is empty. */
const SLOW_BYTES = 1024 * 1024;
/** Above this it is closed with 1013. */
const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;
/** Frames that may wait until the room is loaded. */
const BACKLOG_FRAMES_MAX = 256;
const BACKLOG_BYTES_MAX = 4 * 1024 * 1024;

/** What the protocol itself refuses (too large, bad UTF-8, bad opcode) is a bad frame like any other. */
class RoomSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const isBadFrame = code === 1002 || code === 1007 || code === 1008 || code === 1009;
    super.close(isBadFrame ? CLOSE.badFrame : code, isBadFrame ? "frame.malformed" : reason);
  }
}

/** For the server of the sockets. */
export const SOCKET_OPTIONS = {
  noServer: true,
  WebSocket: RoomSocket,
  perMessageDeflate: false,
  maxPayload: ROOM_LIMITS.frameBytesMax,
  maxFragments: ROOM_LIMITS.fragmentsMax,
  autoPong: false,
  /** How long a closing socket may take to say good-bye. */
  closeTimeout: 5_000,
};

/** A message as the bytes of a socket, its header included: built once, however many get it. */
export interface WireFrame {
  readonly bytes: Uint8Array;
}

/** As the WebSocket protocol spells one binary message from a server: whole, not masked, not compressed. */
export function toWire(frame: Uint8Array): WireFrame {
  const { byteLength } = frame;
  const header = Buffer.alloc(byteLength < 126 ? 2 : byteLength <= 0xff_ff ? 4 : 10);
  header[0] = 0x82;
  if (byteLength < 126) header[1] = byteLength;
  else if (byteLength <= 0xff_ff) header.writeUInt16BE(byteLength, header.writeUInt8(126, 1));
  else header.writeBigUInt64BE(BigInt(byteLength), header.writeUInt8(127, 1));
  return { bytes: Buffer.concat([header, frame]) };
}

/** One client in one room. */
export interface RoomConnection {
  readonly request: IncomingMessage;
  /** The only life of the document that it may enter; null when the client does not say. */
  readonly epoch: string | null;
  access: RoomAccess;
  /** Its first sync-step-1 was answered: from here on it gets what others write. */
  isSynced: boolean;
  /** It has answered our sync-step-1: from here on a gap cannot be a matter of order. */
  hasStepTwo: boolean;
  /**
   * Questions to answer after its sync-step-2, because an update that was sent too early was left out: the first one's
   * state vector, and null for each that follows, since the first answer says it all.
   */
  heldAnswers: (Map<number, number> | null)[] | null;
  /**
   * It knows more than the document has: an older state of the same life was put back on the disk. What others wrote of
   * it is awaited from them, and nothing is answered as saved until all is here.
   */
  isAhead: boolean;
  /** Client ids whose presence this socket has claimed. */
  readonly claims: Set<number>;
  /** When it is read. */
  readonly inflow: Inflow;
  isClosed(): boolean;
  /** Goes out in any case; too much of it closes the socket. */
  send(frame: Uint8Array): void;
  /**
   * Goes out unless the client is slow.
   *
   * @param frame - the same for everybody: one write, without the work that a message of one's own costs.
   * @param before - the state vector to resync from, if this is the first frame that is left out.
   */
  offer(frame: WireFrame, before: () => Uint8Array): void;
  /** Keeps a frame until the room is loaded; false when too much waits. */
  hold(frame: Uint8Array): boolean;
  takeBacklog(): Uint8Array[];
  /** What is sent until `uncork` goes out as one piece. */
  cork(): void;
  uncork(): void;
  /** No frame is read or sent any more. */
  close(code: number, reason: string): void;
}

export interface OpenConnectionOptions {
  readonly socket: WebSocket;
  /** The TCP or TLS stream below the socket. */
  readonly stream: Duplex;
  readonly request: IncomingMessage;
  readonly epoch: string | null;
  readonly access: RoomAccess;
  readonly budget: AccountBudget;
  /** Hears what the server closed a socket for, and what it held it back for. */
  readonly counts: RoomCounts;
  /** The buffer of a slow client is empty: send it all since that state vector. */
  readonly onDrain: (connection: RoomConnection, from: Uint8Array) => void;
  /** Once, when the connection ends from either side. */
  readonly onClose: (connection: RoomConnection) => void;
}

export function openConnection({ socket, stream, ...options }: OpenConnectionOptions): RoomConnection {
  let isClosed = false;
  let behindFrom: Uint8Array | null = null;
  const backlog = createBacklog();
  const { budget, counts } = options;
  const inflow = createInflow({ socket, budget, onThrottled: () => counts.addEvent("account.throttled") });

  function end(): void {
    if (isClosed) return;
    isClosed = true;
    backlog.take();
    inflow.stop();
    options.onClose(connection);
  }

  const connection: RoomConnection = {
    request: options.request,
    epoch: options.epoch,
    access: options.access,
    isSynced: false,
    hasStepTwo: false,
    heldAnswers: null,
    isAhead: false,
    claims: new Set(),
    inflow,
    isClosed: () => isClosed,
    send: (frame) => {
      if (isClosed) return;
      if (socket.bufferedAmount > BUFFERED_BYTES_MAX) return connection.close(CLOSE.tryLater, "connection.too-slow");
      socket.send(frame);
    },
    offer: (frame, before) => {
      if (behindFrom !== null) return;
      if (socket.bufferedAmount > SLOW_BYTES) {
        behindFrom = before();
        return counts.addEvent("connection.behind");
      }
      // Behind what the socket itself wrote: without compression it keeps nothing back.
      if (!isClosed && socket.readyState === socket.OPEN) stream.write(frame.bytes);
    },
    hold: backlog.hold,
    takeBacklog: backlog.take,
    cork: () => stream.cork(),
    uncork: () => stream.uncork(),
    close: (code, reason) => {
      if (isClosed) return;
      counts.addEvent(reason);
      // A good-bye stands behind all that was not read: who lost the right is to get none of it, and comes back for it.
      const hasLost = code === CLOSE.signedOut || code === CLOSE.rightLost;
      if (hasLost && socket.bufferedAmount > 0) socket.terminate();
      else socket.close(code, reason);
      end();
    },
  };

  stream.on("drain", () => {
    if (behindFrom === null || isClosed) return;
    const from = behindFrom;
    behindFrom = null;
    counts.addEvent("connection.resynced");
    options.onDrain(connection, from);
  });
  socket.on("close", end);
  socket.on("error", (error: Error & { code?: string }) => {
    // The socket closes itself and says why to the client; nobody else is concerned.
    if (error.code?.startsWith("WS_ERR_") === true && !isClosed) {
      counts.addEvent("frame.malformed");
      counts.addBadFrame();
    }
    end();
  });
  return answerPings(socket, connection);
}

/** What came before the room was loaded. */
function createBacklog(): { hold(frame: Uint8Array): boolean; take(): Uint8Array[] } {
  let frames: Uint8Array[] = [];
  let bytes = 0;
  return {
    hold: (frame) => {
      bytes += frame.byteLength;
      frames.push(frame);
      return frames.length <= BACKLOG_FRAMES_MAX && bytes <= BACKLOG_BYTES_MAX;
    },
    take: () => {
      const taken = frames;
      frames = [];
      bytes = 0;
      return taken;
    },
  };
}

/** By hand: the library answers however much the other end leaves unread. */
function answerPings(socket: WebSocket, connection: RoomConnection): RoomConnection {
  socket.on("ping", (data) => {
    if (connection.isClosed()) return;
    connection.inflow.spend(ROOM_LIMITS.frameMs);
    if (socket.bufferedAmount > BUFFERED_BYTES_MAX) connection.close(CLOSE.tryLater, "connection.too-slow");
    else socket.pong(data);
  });
  socket.on("pong", () => connection.inflow.spend(ROOM_LIMITS.frameMs));
  return connection;
}
