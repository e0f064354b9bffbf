import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as encoding from "lib0/encoding";
import { once } from "../../helpers/until.ts";
import { type LightSocket, openLightSocket, toClientFrame } from "./light-socket.ts";

/** `echo` is bare `ws`; the others serve Yjs documents. */
export type RoomServerKind = "ours" | "y-websocket" | "hocuspocus" | "hocuspocus-sqlite" | "echo";

/** What a server's process has used since its start, and what it holds after a collection. */
export interface Usage {
  readonly cpuMs: number;
  readonly rss: number;
  /** Bytes of the heap and beside it. */
  readonly held: number;
}

/** A server of rooms in a process of its own. */
export interface RoomServer {
  readonly kind: RoomServerKind;
  readonly pid: number;
  /** @param account - whose client ids these are; our server asks for it. */
  join(room: string, account: string): Promise<LightSocket>;
  /** A message of the y-websocket protocol as a frame to this server. */
  toFrame(room: string, message: Uint8Array): Uint8Array;
  /** The message inside what this server sent. */
  unwrap(message: Uint8Array): Uint8Array;
  readUsage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startRoomServer(kind: RoomServerKind, parentDir: string): Promise<RoomServer> {
  const dir = join(parentDir, kind);
  await mkdir(dir, { recursive: true });
  const script = join(import.meta.dirname, "room-process.ts");
  const args = ["--expose-gc", script, JSON.stringify({ kind, dir })];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const ask = async (): Promise<string> => String((await once(lines, "line", { timeoutMs: 60_000 }))[0]);
  const port = Number(await ask());
  const isPrefixed = kind.startsWith("hocuspocus");
  return {
    kind,
    pid: child.pid!,
    join: async (room, account) => {
      const path = kind === "ours" ? `rooms/conclusion/${room}?account=${account}` : isPrefixed ? "" : room;
      const socket = await openLightSocket(`ws://127.0.0.1:${port}/${path}`);
      if (isPrefixed) await authenticate(socket, room);
      return socket;
    },
    toFrame: (room, message) => toClientFrame(isPrefixed ? withRoom(room, message) : message),
    unwrap: (message) => (isPrefixed ? message.subarray(1 + message[0]!) : message),
    readUsage: async () => {
      const answer = ask();
      child.stdin.write("usage\n");
      return JSON.parse(await answer) as Usage;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}

/** Hocuspocus names the room in each message, and hands out nothing before a token, which it does not look at. */
async function authenticate(socket: LightSocket, room: string): Promise<void> {
  const answered = new Promise<void>((resolve) => {
    socket.onMessage = () => resolve();
  });
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, "token");
  encoding.writeVarString(encoder, "4.7.0");
  socket.send([toClientFrame(withRoom(room, encoding.toUint8Array(encoder)))]);
  await answered;
}

function withRoom(room: string, message: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  return Buffer.concat([encoding.toUint8Array(encoder), message]);
}
