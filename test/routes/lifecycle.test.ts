import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { openTestServer } from "../helpers/open-test-server.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const ROOT = join(import.meta.dirname, "..", "..");

describe("health", () => {
  test("is good while writes are accepted", async () => {
    const server = await openTestServer();
    for (const path of ["/healthz", "/readyz"]) {
      const answer = await server.ask(path);
      expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
    }
  });

  test("is bad once a commit has failed, while pages can still be read", async () => {
    const server = await openTestServer();
    const browser = await server.signIn("a");
    server.database.writer.setHooks({
      beforeCommit: () => Promise.reject(new Error("disk full")),
      beforeAnswer: () => Promise.resolve(),
      afterFailure: () => undefined,
    });
    await expect(server.identity.signOut("0")).rejects.toThrow("storage.stopped");
    for (const path of ["/healthz", "/readyz"]) {
      const answer = await server.ask(path);
      expect([answer.status, await answer.json()]).toEqual([503, { status: "writes-stopped" }]);
    }
    expect((await browser.ask("/sign-in")).status).toBe(302);
  });
});

describe("closing", () => {
  test("lets a request finish, takes no new one, and closes the database", async () => {
    const server = await openTestServer();
    const body = new URLSearchParams({ login: "nobody", password: "sai" }).toString();
    const headers = {
      Origin: server.origin,
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Length": body.length,
    };
    const slow = httpRequest(`${server.address}/sign-in`, { method: "POST", headers });
    const answered = once(slow, "response");
    await new Promise((resolve) => slow.write(body.slice(0, 5), resolve));
    await server.ask("/healthz");
    const closed = server.close();
    slow.end(body.slice(5));
    const [response] = (await answered) as [Readable & { statusCode: number }];
    expect(response.statusCode).toBe(422);
    response.resume();
    await closed;
    await expect(server.ask("/healthz")).rejects.toThrow("fetch failed");
    await expect(server.database.reader.selectFrom("account").selectAll().execute()).rejects.toThrow();
    expect(server.log.at(-1)).toMatchObject({ msg: "closed" });
  });
});

interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Exit code and signal. */
  readonly exited: Promise<unknown[]>;
  /** The next line of the log that says this. */
  hear(message: string): Promise<Record<string, unknown>>;
}

/** Starts `server/main.ts` as an installation does. */
function startMain(environment: Record<string, string>): Started {
  const NODE_ENV = "production" as const;
  const env = { NODE_ENV, PATH: process.env["PATH"], DATA_DIR: makeTestDir(), PORT: "0", ...environment };
  const child = spawn(process.execPath, [join(ROOT, "server", "main.ts")], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  const lines: Record<string, unknown>[] = [];
  const reader = createInterface(child.stdout);
  reader.on("line", (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    reader.emit("heard");
  });
  const hear = async (message: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const line = lines.find(({ msg }) => msg === message);
      if (line !== undefined) return line;
      await once(reader, "heard");
    }
  };
  return { child, exited, hear };
}

describe("server/main.ts", () => {
  test("starts, says where, and ends with 0 on SIGTERM; nothing but its log is printed", async () => {
    const { child, exited, hear } = startMain({ PUBLIC_ORIGIN: "http://localhost:0" });
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    const { port } = await hear("listening");
    expect((await fetch(`http://127.0.0.1:${Number(port)}/healthz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${Number(port)}/sign-in`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    await hear("closed");
    expect(Buffer.concat(errors).toString()).toBe("");
  });

  test("ends at once on a second signal", async () => {
    const { child, exited, hear } = startMain({ PUBLIC_ORIGIN: "http://localhost:0" });
    const { port } = await hear("listening");
    const busy = connect(Number(port), "127.0.0.1");
    busy.on("error", () => undefined);
    const headers = `Host: localhost\r\nOrigin: http://localhost:${Number(port)}\r\nContent-Length: 9\r\n`;
    busy.write(`POST /sign-in HTTP/1.1\r\n${headers}\r\n`);
    await fetch(`http://127.0.0.1:${Number(port)}/healthz`);
    child.kill("SIGINT");
    await hear("closing; a second signal ends at once");
    child.kill("SIGINT");
    expect(await exited).toEqual([1, null]);
  });

  test("names all that is wrong with the environment and ends with 1", async () => {
    const { exited, hear } = startMain({ PORT: "x", LOG_LEVEL: "loud" });
    const { problems } = await hear("the environment cannot be used");
    expect(problems).toHaveLength(3);
    expect(await exited).toEqual([1, null]);
  });
});
