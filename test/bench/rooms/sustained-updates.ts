import { type BenchResult, findMedian } from "../measure-ratio.ts";
import { type RoomServer, type RoomServerKind, startRoomServer } from "./room-server.ts";
import { joinTypist, type Typist } from "./typist.ts";

const ROOMS = 20;
const PEOPLE = 5;
const BURST = 16;
const BURSTS = 16;
const ROUNDS = 6;
const LETTERS = BURST * BURSTS;
const KINDS = ["y-websocket", "ours", "hocuspocus-sqlite"] as const satisfies readonly RoomServerKind[];

/**
 * Letters that twenty rooms of five take, one update each, until every writer has its answers and every room's reader
 * has every letter. Ours are on disk by then.
 */
export async function measureSustainedUpdates(dir: string): Promise<BenchResult[]> {
  const servers: RoomServer[] = [];
  for (const kind of KINDS) servers.push(await startRoomServer(kind, dir));
  const rounds: Record<string, Round>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const rates: Record<string, Round> = {};
    for (const server of servers) rates[server.kind] = await measureRound(server, round);
    rounds.push(rates);
  }
  for (const server of servers) await server.stop();
  const kept = rounds.slice(1);
  const compare = (peer: RoomServerKind): Pick<BenchResult, "median" | "facts"> => {
    const find = (read: (rates: Record<string, Round>) => number): number => findMedian(kept.map(read));
    return {
      median: find((rates) => rates["ours"]!.perSecond / rates[peer]!.perSecond),
      facts: {
        oursPerSecond: find((rates) => rates["ours"]!.perSecond),
        peerPerSecond: find((rates) => rates[peer]!.perSecond),
        // Of the server's process: it says the same on a machine that others use as well.
        oursCpuMicros: find((rates) => rates["ours"]!.cpuMicros),
        peerCpuMicros: find((rates) => rates[peer]!.cpuMicros),
      },
    };
  };
  return [
    {
      name: "prose updates, 20 rooms of 5",
      ratio: "durable updates/s ÷ @y/websocket-server in memory",
      ...compare("y-websocket"),
      floor: 1,
      stretch: 2,
    },
    {
      name: "the same, and hocuspocus",
      ratio: "durable updates/s ÷ hocuspocus with SQLite, which stores later",
      ...compare("hocuspocus-sqlite"),
      floor: null,
      stretch: null,
    },
  ];
}

interface Round {
  readonly perSecond: number;
  /** Of the server's process, for each update. */
  readonly cpuMicros: number;
}

async function measureRound(server: RoomServer, round: number): Promise<Round> {
  const typists: Typist[] = [];
  for (let place = 0; place < ROOMS * PEOPLE; place += 1) {
    const person = place % PEOPLE;
    const room = `room-${round}-${(place - person) / PEOPLE}`;
    typists.push(await joinTypist({ server, room, place: person, letters: LETTERS, isReader: person === 0 }));
  }
  const readers = typists.filter((_, place) => place % PEOPLE === 0);
  const before = await server.readUsage();
  const startedMs = performance.now();
  await Promise.all(typists.map(typeAll));
  // What others wrote last may still be on its way to a reader; its own answer comes behind it.
  await Promise.all(readers.map((reader) => reader.ask()));
  const tookMs = performance.now() - startedMs;
  const after = await server.readUsage();
  for (const reader of readers) {
    const letters = reader.countLetters();
    if (letters !== PEOPLE * LETTERS) throw new Error(`${reader.room}: ${letters} letters of ${PEOPLE * LETTERS}`);
  }
  for (const { socket } of typists) socket.close();
  await Promise.all(typists.map(({ socket }) => socket.closed));
  const updates = typists.length * LETTERS;
  return { perSecond: (updates * 1000) / tookMs, cpuMicros: ((after.cpuMs - before.cpuMs) * 1000) / updates };
}

/** Two bursts are on their way at any time: the next one is not held up by the answer to the last. */
async function typeAll(typist: Typist): Promise<void> {
  const target = typist.answers() + BURSTS;
  let sent = 0;
  const sendBurst = (): void => {
    if (sent === BURSTS) return;
    sent += 1;
    typist.socket.send([...Array.from({ length: BURST }, () => typist.nextFrame()), typist.question]);
  };
  await new Promise<void>((resolve) => {
    typist.onAnswer = () => {
      if (typist.answers() === target) resolve();
      else sendBurst();
    };
    sendBurst();
    sendBurst();
  });
}
