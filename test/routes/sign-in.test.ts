import { describe, expect, test } from "vitest";
import { createAccount } from "../../server/services/process/create-account.ts";
import { openTestServer, PASSWORD, type TestServer } from "../helpers/open-test-server.ts";

const NOW = new Date("2026-05-04T08:00:00.000Z");

async function open(environment = {}): Promise<TestServer> {
  const server = await openTestServer({ environment, now: () => NOW });
  const account = { displayName: "Cán bộ 1", password: PASSWORD, roles: [], entityId: null };
  await createAccount(server.services, { ...account, login: "can-bo-1" });
  return server;
}

function postSignIn(server: TestServer, fields: Record<string, string>, headers = {}): Promise<Response> {
  const body = new URLSearchParams({ login: "can-bo-1", password: PASSWORD, ...fields });
  return server.ask("/sign-in", { method: "POST", body, headers });
}

describe("sign-in", () => {
  test("shows a form that works without scripts, in both languages", async () => {
    const server = await open();
    const vi = await server.ask("/sign-in?next=/queue%3Fpage=2");
    expect(vi.status).toBe(200);
    expect(vi.headers.get("Cache-Control")).toBe("no-store");
    const html = await vi.text();
    expect(html).toContain('<html lang="vi"');
    expect(html).toMatch(/<form[^>]*method="post"[^>]*action="\/sign-in/);
    expect(html).toContain('name="next" value="/queue?page=2"');
    expect(html).toContain("Tên đăng nhập");
    // The other language leads back to this page: where somebody wanted to go is not lost.
    expect(html).toMatch(
      /<form method="post" action="\/preferences".*?name="next" value="\/sign-in\?next=[^"]*page=2"/s,
    );
    expect(html).toMatch(/<button[^>]*name="locale"[^>]*value="en"/);
    expect(html).toMatch(/name="theme" value="(light|dark)"/);
    const en = await (await server.ask("/sign-in", { headers: { Cookie: "locale=en" } })).text();
    expect(en).toContain('<html lang="en"');
    expect(en).toContain("Sign-in name");
  });

  test("refuses a post from another site, or from no site", async () => {
    const server = await open();
    for (const origin of ["https://evil.example", "null", server.address, `${server.origin}0`]) {
      const answer = await postSignIn(server, {}, { Origin: origin });
      expect(answer.status, origin).toBe(403);
      expect(answer.headers.get("Set-Cookie")).toBeNull();
    }
    const silent = await fetch(`${server.address}/sign-in`, { method: "POST", body: new URLSearchParams() });
    expect(silent.status).toBe(403);
  });

  test("shows the form again with what was typed, never the password", async () => {
    const server = await open();
    const empty = await postSignIn(server, { login: " ", password: "" });
    expect(empty.status).toBe(422);
    expect((await empty.text()).match(/Chưa điền\./g)?.length).toBeGreaterThanOrEqual(2);
    const wrong = await postSignIn(server, { login: "Can-Bo-1", password: "bí mật sai" });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(html).toContain("Tên đăng nhập hoặc mật khẩu không khớp.");
    expect(html).toContain('value="Can-Bo-1"');
    expect(html).not.toContain("bí mật sai");
    expect(JSON.stringify(server.log)).not.toContain("bí mật sai");
  });

  test("says how long to wait after many tries", async () => {
    const server = await open();
    for (let i = 0; i < 5; i += 1) expect((await postSignIn(server, { password: "sai" })).status).toBe(422);
    const answer = await postSignIn(server, {});
    expect(answer.status).toBe(429);
    expect(answer.headers.get("Retry-After")).toBe("1");
    expect(await answer.text()).toContain("Đợi 1 giây rồi thử lại.");
  });

  test("on http, sets a plainly named cookie and goes where the person wanted to go", async () => {
    const server = await open();
    const answer = await postSignIn(server, { next: "/queue?page=2#top" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe("/queue?page=2#top");
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^assay-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const cookie = answer.headers.get("Set-Cookie")!.split(";", 1)[0]!;
    const again = await server.ask("/sign-in?next=/index", { headers: { Cookie: cookie } });
    expect([again.status, again.headers.get("Location")]).toEqual([302, "/index"]);
    // The start leads to where the work begins, and to the results who is not signed in.
    const starts = await Promise.all([server.ask("/", { headers: { Cookie: cookie } }), server.ask("/")]);
    expect(starts.map(({ headers }) => headers.get("Location"))).toEqual(["/queue", "/results"]);
  });

  test("on https, sets a cookie that belongs to this host alone", async () => {
    const server = await open({ PUBLIC_ORIGIN: "https://assay.example" });
    const answer = await postSignIn(server, {});
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^__Host-assay-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(answer.headers.get("Strict-Transport-Security")).toMatch(/^max-age=\d{8}/);
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "queue", "/\t/evil"])(
    "does not go to %s",
    async (next) => {
      const server = await open();
      expect((await postSignIn(server, { next })).headers.get("Location")).toBe("/");
    },
  );
});

describe("sign-out", () => {
  test("sends somebody without a session to sign in", async () => {
    const server = await openTestServer();
    const answer = await server.ask("/sign-out", { method: "POST", body: new URLSearchParams() });
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/sign-in?next=%2Fsign-out"]);
  });

  test("refuses a wrong origin, and a missing or foreign token; the session stays", async () => {
    const server = await openTestServer();
    const a = await server.signIn("a");
    const b = await server.signIn("b");
    const foreign = { method: "POST", body: new URLSearchParams({ csrf: a.csrfToken }) };
    expect((await a.ask("/sign-out", { ...foreign, headers: { Origin: "https://evil.example" } })).status).toBe(403);
    expect((await a.ask("/sign-out", { method: "POST", body: new URLSearchParams() })).status).toBe(403);
    expect((await a.post("/sign-out", { csrf: b.csrfToken })).status).toBe(403);
    expect(await server.identity.findSession(a.cookie, new Date())).not.toBeNull();
  });

  test("changes nothing by a GET", async () => {
    const server = await openTestServer();
    const browser = await server.signIn("a");
    expect((await browser.ask("/sign-out")).headers.get("Location")).toBe("/");
    expect(await server.identity.findSession(browser.cookie, new Date())).not.toBeNull();
  });

  test("ends the session and removes the cookie", async () => {
    const server = await openTestServer();
    const browser = await server.signIn("a");
    const answer = await browser.post("/sign-out");
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/sign-in"]);
    expect(answer.headers.get("Set-Cookie")).toMatch(/^assay-session=; Max-Age=0; /);
    expect(await server.identity.findSession(browser.cookie, new Date())).toBeNull();
  });

  test("keeps tokens and cookies out of the log", async () => {
    const server = await openTestServer();
    const browser = await server.signIn("a");
    await browser.ask(`/sign-in?token=${browser.csrfToken}`);
    await browser.post("/sign-out");
    const log = JSON.stringify(server.log);
    expect(server.log.filter((line) => line["msg"] === "request answered").length).toBeGreaterThan(0);
    expect(log).not.toContain(browser.csrfToken);
    expect(log).not.toContain(browser.cookie.split("=")[1]);
  });
});
