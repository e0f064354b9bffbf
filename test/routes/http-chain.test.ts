import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";

const EVERY_RESPONSE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

async function findAsset(server: TestServer): Promise<string> {
  const html = await (await server.ask("/sign-in")).text();
  return /\/assets\/[\w.-]+\.js/.exec(html)![0];
}

/** Sends bytes as they are, and gives what came back until the end. */
async function sendRaw(server: TestServer, text: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

describe("headers", () => {
  test("stand on every kind of response", async () => {
    const server = await openTestServer();
    const asset = await findAsset(server);
    const kinds: [string, RequestInit, number][] = [
      ["/sign-in", {}, 200],
      ["/sign-in", { method: "HEAD" }, 200],
      ["/sign-out", {}, 302],
      ["/no-such-page", {}, 404],
      [asset, {}, 200],
      ["/assets/gone-00000000.js", {}, 404],
      ["/healthz", {}, 200],
      ["/sign-in", { method: "POST", headers: { Origin: "https://evil.example" } }, 403],
      ["/sign-in", { method: "POST", body: "x".repeat(1024 * 1024 + 1) }, 413],
    ];
    const ids = new Set<string | null>();
    for (const [path, init, status] of kinds) {
      const answer = await server.ask(path, init);
      const label = `${init.method ?? "GET"} ${path}`;
      expect(answer.status, label).toBe(status);
      expect(Object.fromEntries(answer.headers), label).toMatchObject(EVERY_RESPONSE);
      expect(answer.headers.get("Content-Security-Policy"), label).toMatch(/^default-src 'self'; /);
      expect(answer.headers.get("Strict-Transport-Security"), label).toBeNull();
      ids.add(answer.headers.get("X-Request-Id"));
      await answer.arrayBuffer();
    }
    expect(ids.size).toBe(kinds.length);
    expect(ids).not.toContain(null);
  });

  test("allow nothing but what the nonce of this very response marks", async () => {
    const server = await openTestServer();
    const pages = [await server.ask("/sign-in"), await server.ask("/sign-in")];
    const nonces = pages.map((page) => {
      const policy = page.headers.get("Content-Security-Policy")!;
      const nonce = /script-src 'self' 'nonce-([\w+/=]{24})';/.exec(policy)?.[1];
      expect(policy).toBe(
        `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; ` +
          `img-src 'self' data:; connect-src 'self' ws://localhost:${server.port}; object-src 'none'; ` +
          "base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
      );
      return nonce!;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
    const scripts = (await pages[0]!.text()).match(/<script[^>]*>/g)!;
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonces[0]}"`);
  });
});

describe("static files", () => {
  test("never change under a hashed name, and are asked for again under a plain one", async () => {
    const server = await openTestServer();
    const script = await server.ask(await findAsset(server));
    expect(script.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    const font = await server.ask("/fonts/inter.woff2");
    expect(font.headers.get("Content-Type")).toBe("font/woff2");
    expect(font.headers.get("Cache-Control")).toBe("public, max-age=3600");
    const known = { headers: { "If-None-Match": font.headers.get("ETag")! } };
    expect((await server.ask("/fonts/inter.woff2", known)).status).toBe(304);
  });

  test.each([
    "/assets/../../package.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/..%5cpackage.json",
    "/.vite/manifest.json",
  ])("%s leads nowhere", async (path) => {
    const server = await openTestServer();
    const raw = await sendRaw(server, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(raw).toMatch(/^HTTP\/1\.1 404 /);
    expect(raw).not.toContain('"dependencies"');
  });

  test("answer a senseless range with the whole file", async () => {
    const server = await openTestServer();
    const answer = await server.ask("/fonts/inter.woff2", { headers: { Range: "bytes=9-2" } });
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBe(Number(answer.headers.get("Content-Length")));
  });
});

describe("requests", () => {
  test("that are no request of a browser get a clear answer", async () => {
    const server = await openTestServer();
    const head = `Host: localhost\r\nConnection: close\r\nOrigin: ${server.origin}\r\n`;
    const cases: [string, number][] = [
      [`GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`, 400],
      [`TRACE / HTTP/1.1\r\n${head}\r\n`, 405],
      [`POST /sign-in HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 411],
      [`GET //evil.example/ HTTP/1.1\r\n${head}\r\n`, 404],
      ["nonsense\r\n\r\n", 400],
    ];
    for (const [text, status] of cases) expect(await sendRaw(server, text), text).toMatch(`HTTP/1.1 ${status} `);
  });

  test("for a page under another name of this machine go to the public one", async () => {
    const server = await openTestServer();
    const get = (accept: string) =>
      fetch(`${server.address}/sign-in?next=/a`, { redirect: "manual", headers: { accept } });
    const page = await get("text/html,*/*");
    expect([page.status, page.headers.get("Location")]).toEqual([307, `${server.origin}/sign-in?next=/a`]);
    expect((await get("*/*")).status).toBe(200);
  });

  test("of somebody who sends slowly hold up nobody else", async () => {
    const server = await openTestServer();
    const headers = {
      Origin: server.origin,
      "Content-Length": "10",
      "Content-Type": "application/x-www-form-urlencoded",
    };
    const slow = httpRequest(`${server.address}/sign-in`, { method: "POST", headers });
    slow.on("error", () => undefined);
    slow.write("login");
    expect((await server.ask("/healthz")).status).toBe(200);
    slow.destroy();
  });

  test("to upgrade from a foreign origin are refused before anything is read", async () => {
    const server = await openTestServer();
    const upgrade = "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: ";
    const foreign = await sendRaw(server, `GET /live/x HTTP/1.1\r\n${upgrade}https://evil.example\r\n\r\n`);
    expect(foreign).toMatch(/^HTTP\/1\.1 403 /);
  });
});
