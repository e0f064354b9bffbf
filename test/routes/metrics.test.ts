import { expect, test } from "vitest";
import { toBareAnswer } from "../helpers/bare-answer.ts";
import { openTestServer } from "../helpers/open-test-server.ts";

const TOKEN = "0123456789abcdef0123";

test("whoever shows the token reads the metrics; to everybody else there is no such address", async () => {
  const server = await openTestServer({ environment: { METRICS_TOKEN: TOKEN } });
  const ask = (path: string, authorization?: string) =>
    server.ask(path, authorization === undefined ? {} : { headers: { authorization } });
  const answer = await ask("/metrics", `Bearer ${TOKEN}`);
  expect([answer.status, answer.headers.get("Content-Type"), answer.headers.get("Cache-Control")]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
    "no-store",
  ]);
  const lines = (await answer.text()).split("\n");
  expect(lines).toEqual(expect.arrayContaining(["# TYPE assay_rooms_open gauge", "assay_rooms_open 0"]));
  expect(lines).toContainEqual(expect.stringMatching(/^process_resident_memory_bytes [1-9]\d+$/));

  const absent = await toBareAnswer(await ask("/metric5"), ["/metric5"]);
  expect(absent.status).toBe(404);
  for (const authorization of [undefined, TOKEN, `Bearer ${TOKEN}0`, "Bearer ", `Basic ${TOKEN}`]) {
    expect(await toBareAnswer(await ask("/metrics", authorization), ["/metrics"])).toEqual(absent);
  }
  const administrator = await server.signIn("boss", ["administrator"]);
  expect((await administrator.ask("/metrics")).status).toBe(404);
});

test("without a token in the environment nobody reads them", async () => {
  const server = await openTestServer();
  for (const authorization of ["Bearer null", "Bearer ", ""]) {
    expect((await server.ask("/metrics", { headers: { authorization } })).status).toBe(404);
  }
});
