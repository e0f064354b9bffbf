import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type BenchResult, findMedian } from "../measure-ratio.ts";
import { type RoomServer, type RoomServerKind, startRoomServer } from "./room-server.ts";
import { joinTypist, type Typist } from "./typist.ts";

const PEOPLE = 50;
const ROUNDS = 6;
/** Letters of a round, one after another, each of somebody else. */
const LETTERS = 50;
/** Letters before the first round, of every server: until its code is warm and its files have grown. */
const WARM_UP = 300;
/** A commit's pages, about. */
const PAGES = Buffer.alloc(4 * 4096, 1);
const SYNCS = 20;
const KINDS = ["echo", "ours", "hocuspocus"] as const satisfies readonly RoomServerKind[];

/**
 * From a letter's being sent to its being with each of the other people in a room of fifty, and to the writer's answer;
 * ours is on disk before either.
 */
export async function measureFanOut(dir: string): Promise<BenchResult[]> {
  const servers: RoomServer[] = [];
  for (const kind of KINDS) servers.push(await startRoomServer(kind, dir));
  const rooms = new Map<RoomServerKind, Typist[]>();
  for (const server of servers) rooms.set(server.kind, await fillRoom(server));
  for (const kind of KINDS) await measureRound(rooms.get(kind)!, WARM_UP);
  const syncFile = openSync(join(dir, "synced"), "w+");
  const rounds: Record<string, Round>[] = [];
  const syncs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const medians: Record<string, Round> = {};
    syncs.push(await measureSync(syncFile, () => measureRound(rooms.get("echo")!, 1)));
    for (const kind of KINDS) medians[kind] = await measureRound(rooms.get(kind)!, LETTERS);
    rounds.push(medians);
  }
  closeSync(syncFile);
  for (const server of servers) await server.stop();
  const kept = rounds.slice(1);
  const compare = (peer: RoomServerKind, way: keyof Round): Pick<BenchResult, "median" | "facts" | "isAtMost"> => ({
    median: findMedian(kept.map((medians) => medians["ours"]![way] / medians[peer]![way])),
    isAtMost: true,
    facts: {
      oursMs: findMedian(kept.map((medians) => medians["ours"]![way])),
      peerMs: findMedian(kept.map((medians) => medians[peer]![way])),
      // What no durable delivery can be below, beside the peer's own.
      syncMs: findMedian(syncs.slice(1)),
    },
  });
  const name = "fan-out of prose, room of 50";
  const echo = { ...compare("echo", "deliveryMs"), floor: 2, stretch: 1.5 };
  const hocuspocus = { ...compare("hocuspocus", "deliveryMs"), floor: 1, stretch: 0.6 };
  const answered = { ...compare("hocuspocus", "answerMs"), floor: null, stretch: null };
  return [
    { name, ratio: "p50, durable ÷ bare ws that echoes to the room", ...echo },
    { name: `${name}, and hocuspocus`, ratio: "p50, durable ÷ p50 in memory", ...hocuspocus },
    { name: "acknowledgement, room of 50", ratio: "p50, durable ÷ hocuspocus in memory", ...answered },
  ];
}

/** Medians. */
interface Round {
  /** Until somebody else has a letter. */
  readonly deliveryMs: number;
  /** Until its writer is told that all is processed. */
  readonly answerMs: number;
}

async function fillRoom(server: RoomServer): Promise<Typist[]> {
  const people: Typist[] = [];
  const letters = Math.ceil((WARM_UP + ROUNDS * LETTERS) / PEOPLE) + ROUNDS * SYNCS;
  for (let place = 0; place < PEOPLE; place += 1) {
    people.push(await joinTypist({ server, room: "fifty", place, letters }));
  }
  return people;
}

async function measureRound(people: readonly Typist[], letters: number): Promise<Round> {
  const deliveries: number[] = [];
  const answers: number[] = [];
  // Quiet before the first letter, as after each: what is on its way would be taken for the next one.
  await Promise.all(people.map((one) => one.ask()));
  for (let letter = 0; letter < letters; letter += 1) {
    const writer = people[letter % PEOPLE]!;
    const others = people.filter((one) => one !== writer);
    const sentMs = performance.now();
    const took = (): number => performance.now() - sentMs;
    const delivered = others.map((one) => nextUpdate(one).then(() => void deliveries.push(took())));
    writer.onUpdate = () => undefined;
    writer.socket.send([writer.nextFrame()]);
    await writer.ask();
    answers.push(took());
    await Promise.all(delivered);
  }
  return { deliveryMs: findMedian(deliveries), answerMs: findMedian(answers) };
}

/**
 * Pages written over what the round before left, and synced: each after a letter of bare `ws`. A disk that is asked
 * once in some milliseconds takes several times as long as one that is asked all the time.
 */
async function measureSync(file: number, typeLetter: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < SYNCS; at += 1) {
    await typeLetter();
    const startedMs = performance.now();
    writeSync(file, PAGES, 0, PAGES.length, at * PAGES.length);
    fdatasyncSync(file);
    took.push(performance.now() - startedMs);
  }
  return findMedian(took);
}

function nextUpdate(typist: Typist): Promise<void> {
  return new Promise((resolve) => {
    typist.onUpdate = resolve;
  });
}
