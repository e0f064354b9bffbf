import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en } from "../../app/i18n/en.ts";
import { makeI18n } from "../../app/i18n/make-i18n.ts";
import { vi } from "../../app/i18n/vi.ts";
import { toRefusalKey } from "#domain/refusal-status.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { HOSTILE_FILES, type HostileFile } from "../helpers/hostile-files.ts";
import { makeBomb, makePages } from "../helpers/hostile-pdf.ts";
import { makeJpeg } from "../helpers/make-picture.ts";
import type { TestRound } from "../helpers/make-round.ts";
import { getItem } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import {
  announce,
  ITEM,
  listKept,
  makeFile,
  makeUploadRound,
  type PageHeaders,
  sendBytes,
  sendFile,
  signIn,
} from "./make-upload-round.ts";
import { startUploadServer, type UploadServer } from "./start-upload-server.ts";

const MB = 1024 * 1024;
const MORE: HostileFile[] = [
  [
    "a page sent as a PDF",
    () => Buffer.from("<!doctype html><script>alert(1)</script>"),
    "other-format",
    { name: "a.pdf", mediaType: "application/pdf" },
  ],
  [
    "text whose browser says HTML",
    () => Buffer.from("một dòng"),
    "other-format",
    { name: "a", mediaType: "text/html" },
  ],
  ["10 000 pages", () => makePages(10_000), "too-many-pages"],
  ["a PDF that unpacks to 40 million operators", () => makeBomb("q Q ", 20_000_000), "memory-exceeded"],
];
/** One of each kind; the others differ in the reader alone. */
const EVERY_KIND = [
  "a program named as a PDF",
  "a Word file named as a PDF",
  "a Word file sent as a page",
  "a drawing",
  "a zip behind a PDF",
  "a page behind a PNG",
  "macros",
  "a field that starts a program",
  "a template from elsewhere",
  "a part that unpacks a thousandfold",
  "a part that leaves its folder",
  "entities without end in Word",
  "a PNG of a million by a million",
];
const few = HOSTILE_FILES.filter(([name]) => EVERY_KIND.includes(name));
const attacks = [...MORE, ...scaled({ small: few, full: HOSTILE_FILES })];

describe("files that mean harm, sent through the door of the server by an agency", () => {
  let server: UploadServer;
  let round: TestRound;
  let dataDir: string;
  let hue: PageHeaders;
  let good: Uint8Array;
  const texts = [makeI18n("vi", vi), makeI18n("en", en)];

  beforeAll(async () => {
    dataDir = makeTestDir();
    const extractor = { unpackedBytesMax: 64 * MB, xmlBytesMax: 16 * MB, memoryBytesMax: 256 * MB };
    server = await startUploadServer(dataDir, { limits: { agencyFilesMax: 4 }, extractor, beginsPerMinute: 10_000 });
    round = await makeUploadRound(server);
    hue = await signIn(server, round.agencies[0]);
    good = await makeFile();
  });
  afterAll(() => server.close());

  const find = (url: string) => server.uploads.find(url.split("/").at(-1) as string);
  const drop = (url: string): Promise<Response> => fetch(url, { method: "DELETE", headers: hue });
  const begin = async (size: number): Promise<string> => {
    const response = await announce(server.address, hue, { size });
    return server.address + (response.headers.get("location") as string);
  };
  const expectUnharmed = async (): Promise<void> => {
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
    const url = await sendFile(server.address, hue, { bytes: good });
    await server.uploads.idle();
    expect(await find(url)).toMatchObject({ state: "stored" });
    await drop(url);
    expect(await readdir(server.uploads.directory)).toEqual([]);
  };

  const title = "%s: refused in both languages, nothing kept, and the server works on";
  test.each(attacks)(title, async (_name, makeBytes, code, claim = { name: "minh chứng", mediaType: "" }) => {
    const { name: fileName, mediaType } = claim;
    const bytes = makeBytes();
    const kept = await listKept(dataDir).catch(() => []);
    const url = await sendFile(server.address, hue, { bytes, chunkSize: 8 * MB, fileName, mediaType });
    await server.uploads.idle();
    const row = await find(url);
    expect(row).toMatchObject({ state: "refused", sha256: null });
    const refusal = JSON.parse(row?.refusal as string) as { code: string; details: Record<string, string> };
    expect(refusal.code).toBe(`evidence.${code}`);
    const key = toRefusalKey(refusal.code);
    for (const { t, exists } of texts) {
      expect(exists(key)).toBe(true);
      expect((t as (key: string, details: object) => string)(key, refusal.details)).not.toMatch(/\{\{|undefined/);
    }
    expect(await readdir(server.uploads.directory)).toEqual([]);
    expect(await listKept(dataDir).catch(() => [])).toEqual(kept);
    await drop(url);
    await expectUnharmed();
  });

  test("what was refused cannot be handed in by its hash", async () => {
    const bytes = Buffer.from("<svg/>");
    await sendFile(server.address, hue, { bytes }).then(drop);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const item = await getItem(server.services, ITEM);
    const none = "0".repeat(64);
    const value = { evidence: "e1", position: 1, issuedOn: "2025-01-01", sha256, pageCount: 1, extraction: none };
    const found = { format: "html", byteCount: 6, replaces: null, supplement: null, signatures: null } as const;
    const text = { number: "1", name: "Tên", abstract: "Trích yếu", fileName: "a.html", signers: "" };
    const handIn = { type: "evidence.added", facts: itemFacts(item), value: { ...value, ...found }, text } as const;
    await expect(round.agencies[0].submit(handIn)).rejects.toMatchObject({ code: "evidence.not-stored" });
  });

  test.each([
    ["a picture with a page in its comment", () => makeJpeg(2, 2, { comment: "<script>alert(1)</script>" }), ""],
    ["a page with scripts", () => Buffer.from("<html><script>alert(1)</script><p onclick=a()>Kế hoạch"), "Kế hoạch"],
  ])("%s is harmless: its text alone is read", async (_what, makeBytes, read) => {
    const url = await sendFile(server.address, hue, { bytes: makeBytes(), fileName: "a" });
    await server.uploads.idle();
    const row = await find(url);
    expect(row?.state).toBe("stored");
    const kept = server.services.database.reader.selectFrom("extraction").select("document");
    const { document } = await kept.where("sha256", "=", row?.sha256 as string).executeTakeFirstOrThrow();
    expect((JSON.parse(document) as { text: string }).text).toBe(read);
    await drop(url);
  });

  test.each([
    ["a name of six hundred letters", { fileName: "ữ".repeat(600) }],
    ["a media type that is none", { mediaType: "text/html\r\nX-A: b" }],
    ["a media type without end", { mediaType: "a".repeat(300) }],
  ])("%s is not begun", async (_what, said) => {
    const response = await announce(server.address, hue, { size: 10, ...said });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("upload.invalid");
  });

  test("a long name is cut, and its ending stays", async () => {
    const response = await announce(server.address, hue, { size: 10, fileName: `${"ữ".repeat(255)}.pdf` });
    const url = server.address + (response.headers.get("location") as string);
    const { file_name: name = "" } = (await find(url)) ?? {};
    expect([Buffer.byteLength(name) < 255, name.endsWith("ữ.pdf")]).toEqual([true, true]);
    await drop(url);
  });

  test("bytes beyond the announced ones are not written, however they come", async () => {
    const url = await begin(1_000);
    const body = new ReadableStream({
      start: (controller) => {
        for (let part = 0; part < 4; part += 1) controller.enqueue(new Uint8Array(500));
        controller.close();
      },
    });
    const headers = { ...hue, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" };
    const answer = await fetch(url, { method: "PATCH", headers, body, duplex: "half" }).catch(() => null);
    expect(answer?.status ?? 400).toBeGreaterThanOrEqual(400);
    const head = await fetch(url, { method: "HEAD", headers: hue });
    expect(Number(head.headers.get("upload-offset"))).toBeLessThanOrEqual(1_000);
    await drop(url);
    await expectUnharmed();
  });

  test("of forty files begun at once as many are taken as there is room for", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => announce(server.address, hue, { size: 10 })));
    const begun = answers.filter((one) => one.status === 201);
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.length).toBeLessThanOrEqual(4);
    expect(answers.every(({ status }) => [201, 422, 429].includes(status))).toBe(true);
    for (const one of begun) await drop(server.address + (one.headers.get("location") as string));
    await expectUnharmed();
  });

  test("a disk that is full says so, what came before stands, and the next file is taken", async () => {
    const url = await begin(good.length);
    const path = join(server.uploads.directory, url.split("/").at(-1) as string);
    await rm(path);
    // The kernel's own full disk.
    await symlink("/dev/full", path);
    const answer = await sendBytes(url, hue, { offset: 0, bytes: good });
    expect([answer.status, await answer.json()]).toEqual([507, { refusal: { code: "storage.full", details: {} } }]);
    for (const { exists } of texts) expect(exists(toRefusalKey("storage.full"))).toBe(true);
    await rm(path);
    await writeFile(path, "");
    expect((await sendBytes(url, hue, { offset: 0, bytes: good })).status).toBe(204);
    await server.uploads.idle();
    expect(await find(url)).toMatchObject({ state: "stored" });
    await drop(url);
    await expectUnharmed();
  });

  test("a file that arrived when the disk for contents fails waits there, and is read by the next start", async () => {
    const [content, aside] = [join(dataDir, "content"), join(dataDir, "aside")];
    await rename(content, aside);
    await writeFile(content, "");
    const bytes = await makeFile(9);
    const url = await sendFile(server.address, hue, { bytes });
    await server.uploads.idle();
    expect(await find(url)).toMatchObject({ state: "reading" });
    expect(server.warnings).toHaveLength(1);
    await rm(content);
    await mkdir(aside, { recursive: true });
    await rename(aside, content);
    await server.close();
    server = await startUploadServer(dataDir, {});
    await server.uploads.idle();
    expect(await find(url)).toMatchObject({ state: "stored" });
  });
});
