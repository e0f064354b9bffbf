import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { encodeStepOne, encodeStepTwo } from "../../server/live/frames.ts";
import { makeRandom, type Random } from "../helpers/random.ts";
import { once, until } from "../helpers/until.ts";
import { readHeld } from "../helpers/held-memory.ts";
import { scaled } from "../scale.ts";
import { makeFrame, mutate, SENDER_IDS } from "./mutate-frame.ts";
import {
  addParagraph,
  makeSession,
  type RawClient,
  type RoomServer,
  startRoomServer,
  textOf,
} from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
const MUTANTS = scaled({ small: 400, full: 100_000 });
/** A peer types after so many: what everybody holds of it is small beside the limit. */
const TYPED_EVERY = scaled({ small: 10, full: 250 });
const ATTACKERS = 4;
const SEED = 20_261_130;
/** What the server may hold more than before, whatever the number of frames. */
const HELD_BYTES_MAX = 64 * 1024 * 1024;
/** Of the whole process, which is the attackers and the peers as well. */
const CPU_MS_PER_MUTANT_MAX = 30;

test(
  `${MUTANTS} mutated frames close the sockets that sent them and no other, and cost a bounded time and memory`,
  async () => {
    const server = await startRoomServer();
    for (const name of ["a", "b", "bad"]) server.sessions.set(name, makeSession({ accountId: name }));
    const peers = ["a", "b"].map((name) => server.joinStock(name, ROOM));
    let dropped = 0;
    for (const peer of peers) peer.on("connection-close", () => (dropped += 1));
    for (const [at, { doc }] of peers.entries()) addParagraph(doc, `người ${at}`);
    await until(() => peers.every(({ doc }) => textOf(doc).includes("người 0") && textOf(doc).includes("người 1")));
    const known = Y.encodeStateAsUpdate(peers[0]!.doc);
    // Asks for nothing that is written later: the answers would grow with the document.
    const ids = [...peers.map(({ doc }) => doc.clientID), ...SENDER_IDS];
    const question = encodeStepOne(Y.encodeStateVector(new Map(ids.map((id) => [id, 2 ** 31 - 1]))));
    const attackers = { server, known, question };
    const delay = monitorEventLoopDelay();

    await attack({ ...attackers, random: makeRandom(SEED - 1), count: 50 });
    const heldBefore = readHeld();
    const cpuBefore = process.cpuUsage();
    delay.enable();
    const random = makeRandom(SEED);
    let typed = 0;
    const onSent = (left: number): void => {
      if (left % TYPED_EVERY === 0) addParagraph(peers[0]!.doc, `giữa ${(typed += 1)}`);
    };
    const closed = await attack({ ...attackers, random, count: MUTANTS, onSent });
    // Members may delete what others wrote, so mutants may: what is typed after the last one stands.
    for (const { doc } of peers) addParagraph(doc, "sau cùng");
    delay.disable();
    const { user, system } = process.cpuUsage(cpuBefore);

    const fresh = server.joinStock("b", ROOM);
    await until(
      () => {
        const texts = [...peers, fresh].map(({ doc }) => textOf(doc));
        return new Set(texts).size === 1 && texts[0]!.split("sau cùng").length === 3;
      },
      { timeoutMs: 30_000, what: "all say the same" },
    );
    expect(fresh.doc.store.pendingStructs).toBeNull();
    expect(dropped).toBe(0);
    expect([...closed.keys()].filter((code) => code !== 4400)).toEqual([]);
    const closes = closed.get(4400) ?? 0;
    expect(closes).toBeGreaterThan(MUTANTS / 4);
    expect(server.hub.stats().badFrames).toBeGreaterThanOrEqual(closes - 50);
    const held = readHeld() - heldBefore;
    const cpuMs = (user + system) / 1_000 / MUTANTS;
    expect(held).toBeLessThan(HELD_BYTES_MAX);
    expect(cpuMs).toBeLessThan(CPU_MS_PER_MUTANT_MAX);
    const facts = { mutants: MUTANTS, seed: SEED, closes, typed, heldKilobytes: Math.round(held / 1024) };
    const times = { cpuMsEach: Number(cpuMs.toFixed(2)), longestTurnMs: Math.round(delay.max / 1e6) };
    process.stdout.write(`${JSON.stringify({ ...facts, ...times })}\n`);
  },
  scaled({ small: 120_000, full: 3_600_000 }),
);

interface Attack {
  readonly server: RoomServer;
  readonly random: Random;
  readonly count: number;
  readonly known: Uint8Array;
  /** A frame that is answered once what came before it is done. */
  readonly question: Uint8Array;
  /** Hears of each mutant, with how many are left. */
  readonly onSent?: (left: number) => void;
}

/** Sends each mutant, and asks behind it: answered or closed. @returns sockets closed, by code. */
async function attack({
  server,
  random,
  count,
  known,
  question,
  onSent,
}: Attack): Promise<ReadonlyMap<number, number>> {
  const closed = new Map<number, number>();
  let left = count;
  const send = async (): Promise<void> => {
    while (left > 0) {
      const raw = server.openRaw("bad", ROOM);
      await once(raw.socket, "open", { timeoutMs: 60_000 });
      // As a client does that has nothing: from here on a gap is a gap.
      raw.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
      let code: number | null = null;
      const ending = raw.closed.then((end) => (code = end.code));
      while (left > 0 && code === null) {
        left -= 1;
        onSent?.(left);
        const frame = makeFrame(random, known);
        const answered = whenAnswered(raw);
        raw.socket.send(mutate(random, frame));
        raw.socket.send(question);
        await Promise.race([ending, answered]);
      }
      if (code !== null) closed.set(code, (closed.get(code) ?? 0) + 1);
      raw.socket.terminate();
      await ending;
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, send));
  return closed;
}

/** With the next answer; a socket that is closed before has none. */
function whenAnswered({ socket }: RawClient): Promise<void> {
  return new Promise((resolve) => {
    const take = (frame: Buffer): void => {
      if (frame[0] !== 0 || frame[1] !== 1) return;
      socket.off("message", take);
      resolve();
    };
    socket.on("message", take);
  });
}
