import { readdir, readFile } from "node:fs/promises";
import { request } from "node:http";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BUILD_DIR } from "../../server/cli/build-pages.ts";
import { openTestServer } from "../helpers/open-test-server.ts";
import manifest from "../../package.json" with { type: "json" };

/** Asks without decoding what comes back, as fetch would. */
async function askRaw(url: string, encoding: string): Promise<{ answer: IncomingMessage; body: Buffer }> {
  const asked = request(url, { headers: { "Accept-Encoding": encoding } });
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return { answer, body: Buffer.concat(await answer.toArray()) };
}

test.each([
  ["br", brotliDecompressSync],
  ["gzip", gunzipSync],
])("assets go out as %s, packed at build", async (encoding, unpack) => {
  const server = await openTestServer();
  const names = await readdir(join(BUILD_DIR, "client/assets"));
  const name = names.find((one) => /^entry\.client-.*\.js$/.test(one))!;
  const { answer, body } = await askRaw(`${server.address}/assets/${name}`, encoding);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-encoding"]).toBe(encoding);
  expect(answer.headers["content-type"]).toMatch(/^text\/javascript/);
  expect(answer.headers["vary"]).toMatch(/accept-encoding/i);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const plain = await readFile(join(BUILD_DIR, "client/assets", name));
  expect(unpack(body).equals(plain)).toBe(true);
  expect(body.length).toBeLessThan(plain.length / 2);
});

test("the built pages need nothing that `npm ci --omit=dev` leaves out", async () => {
  const names = await readdir(join(BUILD_DIR, "server"), { recursive: true });
  const texts = await Promise.all(
    names.filter((name) => name.endsWith(".js")).map((name) => readFile(join(BUILD_DIR, "server", name), "utf8")),
  );
  const imports = texts.flatMap((text) => [...text.matchAll(/^import\s(?:[^"';]*?\sfrom\s)?["']([^"'.][^"']*)["']/gm)]);
  const packages = new Set(imports.map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ""));
  const known = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
  expect(packages.size).toBeGreaterThan(5);
  expect([...packages].filter((name) => !name.startsWith("node:") && !known.has(name))).toEqual([]);
});
