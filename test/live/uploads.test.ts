import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DIALECTS, makeTestLocation } from "../helpers/open-test-database.ts";
import { ROUND, type TestRound } from "../helpers/make-round.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { once, until } from "../helpers/until.ts";
import {
  announce,
  ITEM,
  makeFile,
  makeUploadRound,
  type PageHeaders,
  sendBytes,
  sendFile,
  signIn,
} from "./make-upload-round.ts";
import { startUploadServer, type UploadServer } from "./start-upload-server.ts";

const FILE_BYTES_MAX = 400_000;

describe.each(DIALECTS)("%s: files that agencies send", (dialect) => {
  let server: UploadServer;
  let round: TestRound;
  let hue: PageHeaders;
  let daNang: PageHeaders;
  let bytes: Uint8Array;

  beforeAll(async () => {
    const location = await makeTestLocation(dialect);
    const limits = { fileBytesMax: FILE_BYTES_MAX, agencyFilesMax: 4, agencyBytesMax: 1_000_000 };
    server = await startUploadServer(makeTestDir(), { location, limits, openRequestsMax: 3, requestTimeoutMs: 1_000 });
    round = await makeUploadRound(server);
    hue = await signIn(server, round.agencies[0]);
    daNang = await signIn(server, round.agencies[1]);
    bytes = await makeFile();
  });
  afterAll(() => server.close());

  const begin = async (size = bytes.length): Promise<string> => {
    const response = await announce(server.address, hue, { size });
    expect(response.status).toBe(201);
    return server.address + (response.headers.get("location") as string);
  };
  const drop = (url: string): Promise<Response> => fetch(url, { method: "DELETE", headers: hue });
  const codeOf = async (response: Response): Promise<[number, string]> => {
    const body = (await response.json()) as { refusal: { code: string } };
    return [response.status, body.refusal.code];
  };

  test("a whole file is kept, read, and waits to be submitted", async () => {
    const url = await sendFile(server.address, hue, { bytes, chunkSize: 20_000 });
    await server.uploads.idle();
    const row = await server.uploads.find(url.split("/").at(-1) as string);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(row).toMatchObject({ state: "stored", item_id: ITEM, entity_id: "hue", file_name: "kế hoạch.pdf", sha256 });
    expect(await server.services.content.verify(sha256)).toBe("sound");
    expect(await readdir(server.uploads.directory)).toEqual([]);
    // A clearing that saw it a moment ago says once more that all of it is here.
    await server.uploads.complete(row?.id ?? "");
    await server.uploads.idle();
    expect(await server.uploads.find(row?.id ?? "")).toEqual(row);
    await drop(url);
  });

  test("what is no document is refused with its reason, and nothing is kept of it", async () => {
    const url = await sendFile(server.address, hue, { bytes: new TextEncoder().encode("%PDF-1.7 nothing more") });
    await server.uploads.idle();
    const row = await server.uploads.find(url.split("/").at(-1) as string);
    expect(row).toMatchObject({ state: "refused", sha256: null });
    expect(row?.refusal).toContain("evidence.");
    expect(await readdir(server.uploads.directory)).toEqual([]);
    await drop(url);
  });

  test.each([
    ["signed out", () => ({ ...hue, Cookie: "" }), 401, "session.signed-out"],
    ["without the token", () => ({ ...hue, "X-CSRF-Token": "" }), 403, "session.csrf-missing"],
    [
      "with the token of another session",
      () => ({ ...hue, "X-CSRF-Token": daNang["X-CSRF-Token"] as string }),
      403,
      "session.csrf-missing",
    ],
  ] as const)("who is %s begins nothing", async (_who, headers, status, code) => {
    expect(await codeOf(await announce(server.address, headers(), { size: 10 }))).toEqual([status, code]);
  });

  test("another site begins nothing", async () => {
    const response = await announce(server.address, { ...hue, Origin: "https://evil.example" }, { size: 10 });
    expect(response.status).toBe(403);
  });

  test("only the item's own agency sends, while it is asked to", async () => {
    const to = (headers: PageHeaders, itemId: string) => announce(server.address, headers, { size: 10, itemId });
    expect(await codeOf(await to(daNang, ITEM))).toEqual([404, "thing.absent"]);
    expect(await codeOf(await to(hue, `${ROUND}.hue.9.9`))).toEqual([404, "thing.absent"]);
    expect(await codeOf(await to(hue, `${ROUND}.hue.1.2`))).toEqual([409, "round.other-phase"]);
    const expert = await signIn(server, round.panel1.experts[0] as never);
    expect(await codeOf(await to(expert, ITEM))).toEqual([403, "action.forbidden"]);
  });

  test("another agency's upload is as absent as one that never was", async () => {
    const url = await begin();
    const never = `${server.address}/uploads/${"0".repeat(32)}`;
    for (const method of ["HEAD", "DELETE"]) {
      for (const one of [url, never]) expect((await fetch(one, { method, headers: daNang })).status).toBe(404);
    }
    for (const one of [url, never]) {
      const answer = await sendBytes(one, daNang, { offset: 0, bytes: bytes.subarray(0, 10) });
      expect(await codeOf(answer)).toEqual([404, "thing.absent"]);
    }
    expect((await fetch(url, { headers: hue })).status).toBe(404);
    expect((await drop(url)).status).toBe(204);
    expect((await fetch(url, { method: "HEAD", headers: hue })).status).toBe(404);
  });

  test("a file that is too large, empty, or without a length is not begun", async () => {
    const size = (value: number) => announce(server.address, hue, { size: value });
    expect(await codeOf(await size(FILE_BYTES_MAX + 1))).toEqual([413, "upload.too-large"]);
    expect(await codeOf(await size(0))).toEqual([422, "upload.empty"]);
    expect(await codeOf(await size(-1))).toEqual([422, "upload.invalid"]);
  });

  test("more bytes than announced, and bytes at another place, change nothing", async () => {
    const url = await begin(1_000);
    const over = await sendBytes(url, hue, { offset: 0, bytes: new Uint8Array(1_001) });
    expect(over.status).toBeGreaterThanOrEqual(400);
    const head = await fetch(url, { method: "HEAD", headers: hue });
    expect(Number(head.headers.get("upload-offset"))).toBeLessThanOrEqual(1_000);
    const wrong = await sendBytes(url, hue, { offset: 999_999, bytes: new Uint8Array(5) });
    expect(wrong.status).toBe(409);
    await drop(url);
  });

  test.each([
    ["../../../../etc/passwd", "passwd"],
    ["C:\\Windows\\bao cao.pdf", "bao cao.pdf"],
    ["báo cáo\u0000.pdf", "báo cáo.pdf"],
    ["ke\u0302\u0301 hoa\u0323ch.pdf".normalize("NFD"), "kế hoạch.pdf"],
    ["gia\u202Efdp.exe", "giafdp.exe"],
  ])("a name such as %j names nothing on the disk", async (fileName, kept) => {
    const response = await announce(server.address, hue, { size: 10, fileName });
    const id = (response.headers.get("location") as string).split("/").at(-1) as string;
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect((await server.uploads.find(id))?.file_name).toBe(kept);
    expect(await readdir(server.uploads.directory)).toEqual([id]);
    await drop(`${server.address}/uploads/${id}`);
  });

  test.each([
    "/uploads/../content/x",
    "/uploads/%2e%2e%2fkeys%2flog.seed",
    "/uploads/a/b",
    `/uploads/${"0".repeat(33)}`,
  ])("an address such as %s leads nowhere", async (path) => {
    for (const method of ["GET", "HEAD", "PATCH", "DELETE", "OPTIONS"]) {
      const response = await fetch(server.address + path, { method, headers: hue });
      expect([403, 404, 405]).toContain(response.status);
    }
  });

  test("an agency's files that are not submitted are bounded", async () => {
    const urls = [await begin(10), await begin(10), await begin(10), await begin(10)];
    expect(await codeOf(await announce(server.address, hue, { size: 10 }))).toEqual([422, "upload.too-many"]);
    for (const url of urls) await drop(url);
    const large = [await begin(400_000), await begin(400_000)];
    expect(await codeOf(await announce(server.address, hue, { size: 400_000 }))).toEqual([422, "upload.quota-reached"]);
    for (const url of large) await drop(url);
  });

  test("a sender that is slow is ended, and goes on behind what has come", async () => {
    const url = await begin(1_000);
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    const lines = Object.entries({ ...hue, "Upload-Offset": "0", "Content-Length": "1000" });
    const head = [...lines, ["Content-Type", "application/offset+octet-stream"], ["Host", "assay.example"]];
    socket.write(`PATCH ${pathname} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
    socket.write("x".repeat(300));
    socket.resume();
    await once(socket, "close", { timeoutMs: 20_000 });
    const offset = await until(async () => {
      const answer = await fetch(url, { method: "HEAD", headers: hue });
      return answer.headers.get("upload-offset") === "300" ? 300 : 0;
    });
    expect(offset).toBe(300);
    await drop(url);
  });

  test("too many requests of one person at once are put off, and others are served", async () => {
    // One more than may be under way; each of them stays so until the server's time for a request is over.
    const urls = [await begin(1_000), await begin(1_000), await begin(1_000), await begin(1_000)];
    const held = urls.map(async (url) => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
      const headers = { ...hue, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" };
      const answer = await fetch(url, { method: "PATCH", headers, body, duplex: "half" }).catch(() => null);
      return answer?.status ?? null;
    });
    expect((await announce(server.address, daNang, { size: 10, itemId: ITEM })).status).toBe(404);
    expect((await Promise.all(held)).filter((status) => status === 429)).toHaveLength(1);
    for (const url of urls) await until(async () => (await drop(url)).status === 204);
  });

  test("who goes away while the session is looked up is no request under way", async () => {
    const { hostname, port } = new URL(server.address);
    const head = Object.entries({ ...hue, Host: "assay.example" }).map(([name, value]) => `${name}: ${value}\r\n`);
    for (let left = 0; left < 8; left += 1) {
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      socket.end(`HEAD /uploads/${"0".repeat(32)} HTTP/1.1\r\n${head.join("")}\r\n`, () => socket.resetAndDestroy());
      await once(socket, "close");
    }
    await until(async () => (await drop(`${server.address}/uploads/${"0".repeat(32)}`)).status === 404);
  });

  test("when the date of the request has passed, what is under way ends too", async () => {
    const url = await begin(1_000);
    await server.services.database.writer.run(async (trx) => {
      await trx.updateTable("supplement").set({ until: "2020-01-01T00:00:00.000Z" }).execute();
    });
    const answer = await sendBytes(url, hue, { offset: 0, bytes: new Uint8Array(10) });
    expect(await codeOf(answer)).toEqual([409, "round.other-phase"]);
  });
});
