import { existsSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openTestServer } from "../helpers/open-test-server.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { spawnServer } from "../helpers/server-process.ts";

test("a server whose writes have stopped says so, and answers who wants to write with 503", async () => {
  const server = await openTestServer();
  server.database.writer.stop(new Error("input/output error"));
  expect((await server.failed).cause).toMatchObject({ message: "input/output error" });
  for (const path of ["/healthz", "/readyz"]) {
    const response = await server.ask(path);
    expect([response.status, await response.json()]).toEqual([503, { status: "writes-stopped" }]);
  }
  const form = new URLSearchParams({ login: "officer", password: "no word" });
  expect((await server.ask("/sign-in", { method: "POST", body: form })).status).toBe(503);
});

test("a server that cannot commit ends with a code that a supervisor starts it again for", async () => {
  const dataDir = makeTestDir();
  const server = await spawnServer({ dataDir });
  const path = join(dataDir, "assay.db");
  expect(existsSync(path)).toBe(true);
  const other = new BetterSqlite(path);
  // Longer than a commit waits for.
  other.exec("begin exclusive");
  const address = `http://127.0.0.1:${server.port}`;
  const form = new URLSearchParams({ login: "nobody", password: "no word" });
  const answer = await fetch(`${address}/sign-in`, { method: "POST", body: form, headers: { Origin: address } });
  expect(answer.status).toBe(503);
  expect(await server.ended()).toBe(70);
  other.exec("rollback");
  other.close();
  await spawnServer({ dataDir });
}, 60_000);
