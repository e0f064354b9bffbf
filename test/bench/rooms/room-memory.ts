import type { BenchResult } from "../measure-ratio.ts";
import { type RoomServer, type RoomServerKind, startRoomServer } from "./room-server.ts";
import { joinTypist, type Typist } from "./typist.ts";

const KINDS = ["ours", "y-websocket", "hocuspocus-sqlite"] as const satisfies readonly RoomServerKind[];
const SHAPES = [
  { name: "20 rooms of 5", rooms: 20, people: 5 },
  { name: "one room of 50", rooms: 1, people: 50 },
] as const;
const LETTERS = 200;
const BURST = 20;

/** What a server holds for people who have typed and are still there, above what it held before. */
export async function measureRoomMemory(dir: string): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const shape of SHAPES) {
    const held: Partial<Record<RoomServerKind, number>> = {};
    const facts: Record<string, number> = {};
    for (const kind of KINDS) {
      const server = await startRoomServer(kind, `${dir}/memory-${shape.people}`);
      const used = await measureServer(server, shape);
      await server.stop();
      held[kind] = used.held;
      facts[`${kind}Kilobytes`] = used.held / 1024;
      facts[`${kind}RssMegabytes`] = used.rss / 1024 ** 2;
    }
    for (const peer of ["y-websocket", "hocuspocus-sqlite"] as const) {
      results.push({
        name: `memory, ${shape.name}`,
        ratio: `bytes held ÷ ${peer}`,
        median: held["ours"]! / held[peer]!,
        floor: null,
        stretch: 1,
        isAtMost: true,
        facts,
      });
    }
  }
  return results;
}

async function measureServer(
  server: RoomServer,
  { rooms, people }: { rooms: number; people: number },
): Promise<{ held: number; rss: number }> {
  // One room that comes and stays: what is compiled and opened at first belongs to no room.
  await joinTypist({ server, room: "first", place: 0, letters: 0 });
  const before = await server.readUsage();
  const typists: Typist[] = [];
  for (let place = 0; place < rooms * people; place += 1) {
    const room = `room-${Math.floor(place / people)}`;
    typists.push(await joinTypist({ server, room, place: place % people, letters: LETTERS }));
  }
  for (let sent = 0; sent < LETTERS; sent += BURST) {
    for (const { socket, nextFrame } of typists) socket.send(Array.from({ length: BURST }, nextFrame));
    await Promise.all(typists.map((typist) => typist.ask()));
  }
  const after = await server.readUsage();
  return { held: after.held - before.held, rss: after.rss };
}
