import { describe, expect, test } from "vitest";
import { makePatientFetch } from "#app/live/patient-fetch.ts";

const PAGE = "https://assay.example/items/a.data?run=1";
const OURS = { "x-remix-response": "yes" };

/** A network that gives these answers one after another; null: none comes. */
function makeNetwork(answers: readonly (Response | null)[]) {
  const asked: string[] = [];
  const paused: number[] = [];
  const plain: typeof fetch = async (input) => {
    asked.push(new Request(input).url);
    const answer = answers[asked.length - 1];
    if (answer === null || answer === undefined) throw new TypeError("Failed to fetch");
    return answer;
  };
  const patient = makePatientFetch(plain, async (failures, signal) => {
    paused.push(failures);
    signal.throwIfAborted();
  });
  return { patient, asked, paused };
}

describe("the data of a page", () => {
  test("are asked again until the network answers", async () => {
    const { patient, asked, paused } = makeNetwork([null, null, new Response("data", { headers: OURS })]);
    expect(await (await patient(PAGE)).text()).toBe("data");
    expect([asked, paused]).toEqual([
      [PAGE, PAGE, PAGE],
      [0, 1],
    ]);
  });

  test("are asked again while a proxy says that the server is away", async () => {
    const { patient, paused } = makeNetwork([new Response("", { status: 502 }), new Response("data")]);
    expect((await patient(PAGE)).status).toBe(200);
    expect(paused).toEqual([0]);
  });

  test("are asked again when an answer breaks off", async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError("network error")),
    });
    const { patient, paused } = makeNetwork([new Response(broken, { headers: OURS }), new Response("data")]);
    expect(await (await patient(PAGE)).text()).toBe("data");
    expect(paused).toEqual([0]);
  });

  test("that the server itself refuses are answered so at once", async () => {
    for (const status of [404, 500, 503]) {
      const { patient, paused } = makeNetwork([new Response("", { status, headers: OURS })]);
      expect([(await patient(PAGE)).status, paused]).toEqual([status, []]);
    }
  });

  test("that nobody waits for any more are not asked again", async () => {
    const leaving = new AbortController();
    const { patient, asked } = makeNetwork([null, new Response("data")]);
    const asking = patient(PAGE, { signal: leaving.signal });
    leaving.abort();
    await expect(asking).rejects.toThrow("abort");
    expect(asked).toHaveLength(1);
  });
});

test("what changes something, and what is no page, fails at once", async () => {
  const { patient, paused } = makeNetwork([null, null]);
  await expect(patient(PAGE, { method: "POST" })).rejects.toThrow("Failed to fetch");
  await expect(patient("https://assay.example/local-key")).rejects.toThrow("Failed to fetch");
  expect(paused).toEqual([]);
});
