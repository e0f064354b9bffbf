import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Extraction } from "../../server/domain/annotation/extraction.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import type { PageClient } from "../helpers/page-client.ts";

let site: RoundServer;
let expert: PageClient;
let stranger: PageClient;
let content: string;
let text: string;
let whole: Buffer;
let etag: string;

beforeAll(async () => {
  site = await openRoundServer({ evidenceOf: ["2.1"] });
  expert = await site.signIn(site.round.panel1.experts[0]!);
  stranger = await site.signIn(site.round.panel2.experts[0]!);
  const { id, sha256 } = site.evidence.get(site.round.itemId("hue", "2.1"))!;
  content = `/evidence/${id}/content`;
  text = `/evidence/${id}/text`;
  etag = `"${sha256}"`;
  whole = Buffer.from((await site.server.services.content.get(sha256))!);
});

const ask = async (headers: Record<string, string>, path = content) => {
  const response = await expert.ask(path, { headers });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
};

describe("the content of a document", () => {
  test("is the file, for us alone: inline, sandboxed, kept by nobody", async () => {
    const { status, headers, body } = await ask({});
    expect(status).toBe(200);
    expect(`"${createHash("sha256").update(body).digest("hex")}"`).toBe(etag);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(whole.length),
      "content-disposition": "inline",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
      "accept-ranges": "bytes",
      etag,
    });
  });

  test.each([
    ["bytes=0-0", 0, 1],
    ["bytes=1-9", 1, 10],
    ["bytes=100-", 100, Infinity],
    ["bytes=-50", -50, Infinity],
    ["bytes=10-999999999", 10, Infinity],
  ])("goes out in parts: %s", async (range, start, end) => {
    const { status, headers, body } = await ask({ Range: range, "If-Range": etag });
    const expected = whole.subarray(start, end);
    const first = start < 0 ? whole.length + start : start;
    expect(status).toBe(206);
    expect(body.equals(expected)).toBe(true);
    expect(headers.get("content-range")).toBe(`bytes ${first}-${first + expected.length - 1}/${whole.length}`);
    expect(headers.get("content-length")).toBe(String(expected.length));
  });

  test.each(["bytes=999999999-", "bytes=-0"])("says that a range holds nothing: %s", async (range) => {
    const { status, headers, body } = await ask({ Range: range });
    expect([status, headers.get("content-range"), body.length]).toEqual([416, `bytes */${whole.length}`, 0]);
  });

  test.each(["bytes=5-2", "bytes=0-1,4-5", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=99999999999999999999-"])(
    "is whole when the range is none: %s",
    async (range) => {
      const { status, body } = await ask({ Range: range });
      expect([status, body.length]).toEqual([200, whole.length]);
    },
  );

  test("is whole for those who have parts of another file, and not sent again to those who have it", async () => {
    expect((await ask({ Range: "bytes=0-9", "If-Range": '"other"' })).status).toBe(200);
    expect(await ask({ "If-None-Match": etag })).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  });
});

describe("the text of a document", () => {
  test("is its extraction", async () => {
    const { status, headers, body } = await ask({}, text);
    expect([status, headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    const extraction = JSON.parse(body.toString()) as Extraction;
    expect(extraction.text).toBe(site.evidence.get(site.round.itemId("hue", "2.1"))!.text);
  });
});

test.each([() => content, () => text])(
  "nobody signed out hears of it, and strangers hear what is not there",
  async (at) => {
    const path = at();
    const signedOut = await fetch(site.server.address + path, { redirect: "manual" });
    expect([signedOut.status, (await signedOut.text()).includes("session.signed-out")]).toEqual([401, true]);
    const hidden = await stranger.ask(path);
    const absent = await stranger.ask(path.replace(/ev\.[^/]+/, "khong-co"));
    expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()]);
    expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()]);
    expect((await expert.ask(path, { method: "POST" })).status).toBeGreaterThanOrEqual(400);
  },
);
