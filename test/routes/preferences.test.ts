import { describe, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";

function choose(server: Pick<TestServer, "ask">, fields: Record<string, string>): Promise<Response> {
  return server.ask("/preferences", { method: "POST", body: new URLSearchParams(fields) });
}

describe("preferences", () => {
  test("of somebody signed out are kept in cookies, and lead back to the page", async () => {
    const server = await openTestServer();
    const answer = await choose(server, { locale: "en", theme: "dark", next: "/sign-in?next=/queue" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/sign-in?next=/queue"]);
    expect(answer.headers.getSetCookie()).toEqual([
      "locale=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
      "theme=dark; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
    ]);
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example"])("do not lead to %s", async (next) => {
    const server = await openTestServer();
    expect((await choose(server, { theme: "light", next })).headers.get("Location")).toBe("/");
  });

  test("that do not exist are not kept", async () => {
    const server = await openTestServer();
    const answer = await choose(server, { locale: "xx", theme: "dark; Domain=evil.example", next: "/" });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("of somebody signed in need the token of the session", async () => {
    const server = await openTestServer();
    const browser = await server.signIn("a");
    expect((await choose(browser, { locale: "en", next: "/" })).status).toBe(403);
    expect((await browser.post("/preferences", { locale: "en", next: "/" })).status).toBe(302);
  });

  test("are not changed by a GET", async () => {
    const server = await openTestServer();
    const answer = await server.ask("/preferences?locale=en");
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([302, []]);
  });
});

describe("an address that is no page", () => {
  test.each(["GET", "POST"])("is 404 by %s, says so, and logs no failure", async (method) => {
    const server = await openTestServer();
    const started = server.log.length;
    const answer = await server.ask("/no/such.page", { method });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Không có gì ở địa chỉ này.");
    expect(server.log.slice(started).filter((line) => Number(line["level"]) >= 40)).toEqual([]);
  });
});
