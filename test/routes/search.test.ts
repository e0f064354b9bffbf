import { beforeAll, describe, expect, test } from "vitest";
import type { PaletteView } from "../../server/services/palette/palette-view.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf } from "../helpers/page-commands.ts";
import type { PageClient } from "../helpers/page-client.ts";

const SECRET = "Nguồn vốn chưa thấy ở phụ lục nào";

describe("the search of the command palette", () => {
  let site: RoundServer;
  let a: PageClient;

  beforeAll(async () => {
    site = await openRoundServer({ evidenceOf: ["2.1"] });
    const [first] = site.round.panel1.experts;
    a = await site.signIn(first!);
    const item = await site.hue("2.1");
    const note = { annotation: "ghi-chu-a", start: 20, end: 60, body: SECRET };
    await first!.submit(annotationOf(item, site.evidence.get(item.itemId)!, note));
  });

  const ask = (client: PageClient, query: string, token = client.sender.csrfToken): Promise<Response> =>
    client.ask(`/search?${new URLSearchParams({ q: query }).toString()}`, { headers: { "x-csrf-token": token } });
  const find = async (client: PageClient, query: string): Promise<PaletteView["hits"]> => {
    const answer = await ask(client, query);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    return ((await answer.json()) as PaletteView).hits;
  };

  test("is for the signed in, by the token of their session", async () => {
    expect((await fetch(`${site.server.address}/search?q=hue`)).status).toBe(401);
    expect((await ask(a, "hue", "")).status).toBe(403);
  });

  test("folds marks", async () => {
    for (const query of ["hue", "Huế", "HUẾ 2.1", "nghi quyet hue"]) {
      const hits = await find(a, query);
      expect(hits.map((hit) => hit.itemId)).toContain(`${ROUND}.hue.2.1`);
    }
    expect((await find(a, "hue"))[0]).toMatchObject({ kind: "entity", entityName: { vi: "Huế" } });
  });

  test("finds nothing for nothing, and for what is not there", async () => {
    expect(await find(a, "  ")).toEqual([]);
    expect(await find(a, "không-có-đâu")).toEqual([]);
  });

  test("leads nobody to an item that they may not open", async () => {
    const outsider = await site.signIn(site.round.panel2.experts[0]!);
    expect(await find(outsider, "hue")).toEqual([]);
    const agency = await site.signIn(site.round.agencies[1]);
    expect(await find(agency, "hue")).toEqual([]);
    expect((await find(agency, "da nang")).length).toBeGreaterThan(0);
    expect(await find(await site.signIn(site.round.administrator), "hue")).toEqual([]);
  });

  test("finds one's own notes, and never those of others", async () => {
    const own = (await find(a, "nguon von phu luc")).filter((hit) => hit.kind === "note");
    expect(own).toMatchObject([{ itemId: `${ROUND}.hue.2.1`, text: SECRET }]);
    for (const person of [site.round.panel1.experts[1]!, site.round.panel1.chair, site.round.auditor]) {
      expect(await find(await site.signIn(person), "nguon von phu luc")).toEqual([]);
    }
  });
});
