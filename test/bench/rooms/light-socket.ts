import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { once } from "../../helpers/until.ts";

/**
 * A WebSocket client that does next to nothing: the load must cost less than the servers that it measures.
 *
 * Frames go out with a mask of zeros, which the protocol allows and which is the same for every server.
 */
export interface LightSocket {
  /** Writes frames as one piece. */
  send(frames: readonly Uint8Array[]): void;
  /** Hears each message; the bytes are valid during the call only. */
  onMessage: (message: Uint8Array) => void;
  readonly closed: Promise<void>;
  /** Bytes that were handed over and not taken yet. */
  waiting(): number;
  /** Reads no more. */
  pause(): void;
  close(): void;
}

const BINARY = 0x82;
const PING = 0x89;

/** @param address - `ws://127.0.0.1:PORT/PATH`. */
export async function openLightSocket(address: string): Promise<LightSocket> {
  const { hostname, port, pathname, search } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const key = randomBytes(16).toString("base64");
  const lines = [`GET ${pathname}${search} HTTP/1.1`, `Host: ${hostname}`, "Connection: Upgrade", "Upgrade: websocket"];
  socket.write([...lines, "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${key}`, "", ""].join("\r\n"));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const light: LightSocket = {
    send: (frames) => void socket.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames)),
    onMessage: () => undefined,
    closed,
    waiting: () => socket.writableLength,
    pause: () => void socket.pause(),
    close: () => void socket.destroy(),
  };
  const rest = await readHandshake(socket, address);
  readFrames(socket, rest, light);
  return light;
}

/** A message as a client's frame. */
export function toClientFrame(message: Uint8Array): Uint8Array {
  return toFrame(BINARY, message);
}

function toFrame(head: number, message: Uint8Array): Uint8Array {
  const { byteLength } = message;
  const isShort = byteLength < 126;
  if (byteLength > 0xff_ff) throw new RangeError(`a frame of ${byteLength} bytes`);
  const header = isShort ? [head, 0x80 | byteLength] : [head, 0xfe, byteLength >>> 8, byteLength & 255];
  return Buffer.concat([Uint8Array.from([...header, 0, 0, 0, 0]), message]);
}

async function readHandshake(socket: Socket, address: string): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, "data", { what: `the handshake of ${address}` })) as [Buffer];
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) continue;
    if (!head.toString("latin1").startsWith("HTTP/1.1 101")) throw new Error(`${address}: ${head.toString("latin1")}`);
    return head.subarray(end + 4);
  }
}

function readFrames(socket: Socket, first: Buffer, light: LightSocket): void {
  let rest = first;
  const take = (): void => {
    let at = 0;
    for (;;) {
      const frame = findFrame(rest, at);
      if (frame === null) break;
      at = frame.end;
      const message = rest.subarray(frame.start, frame.end);
      if ((frame.opcode & 15) === 2) light.onMessage(message);
      // Unanswered, a server ends the connection.
      else if (frame.opcode === PING) socket.write(toFrame(0x8a, message));
    }
    rest = at === rest.length ? EMPTY : rest.subarray(at);
  };
  socket.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    take();
  });
  socket.on("error", () => undefined);
  take();
}

const EMPTY = Buffer.alloc(0);

function findFrame(bytes: Buffer, at: number): { opcode: number; start: number; end: number } | null {
  if (bytes.length < at + 2) return null;
  const opcode = bytes[at]!;
  const short = bytes[at + 1]! & 127;
  const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < at + headerBytes) return null;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
  const start = at + headerBytes;
  return bytes.length < start + length ? null : { opcode, start, end: start + length };
}
