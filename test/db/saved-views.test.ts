import { beforeAll, describe, expect, test } from "vitest";
import type { Services } from "../../server/services/services.ts";
import type { MemberQueue } from "../../server/services/queue/read-queue.ts";
import { SAVED_VIEWS_MAX } from "../../server/services/queue/saved-views.ts";
import { makeRound, type Person, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

describe.each(DIALECTS)("%s: saved views of the queue", (dialect) => {
  let services: Services;
  let round: TestRound;

  const list = async (person: Person) => {
    const queue = await services.pages.queue({ id: person.accountId, displayName: person.login });
    return (queue as MemberQueue).savedViews;
  };

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
  });

  test("are the person's own, in the order in which they were made, and a name is one view", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    await services.savedViews.save(a.accountId, { name: "  Dài ", query: "pages=100" });
    await services.savedViews.save(a.accountId, { name: "Lệch", query: "gap=5000" });
    await services.savedViews.save(a.accountId, { name: "Dài", query: "pages=50&state=todo" });
    expect(await list(a)).toEqual([
      { name: "Dài", query: "state=todo&pages=50" },
      { name: "Lệch", query: "gap=5000" },
    ]);
    expect(await list(b)).toEqual([]);
    await services.savedViews.remove(b.accountId, "Dài");
    await services.savedViews.remove(a.accountId, "Lệch");
    expect((await list(a)).map(({ name }) => name)).toEqual(["Dài"]);
  });

  test("NFD is the same name, and what is no filter of ours is left out", async () => {
    const [a] = round.panel1.experts as [Person];
    await services.savedViews.save(a.accountId, { name: "Dài".normalize("NFD"), query: "pages=7&x=1" });
    expect(await list(a)).toEqual([{ name: "Dài", query: "pages=7" }]);
  });

  test("without a name, with one too long, or one too many: refused, and nothing is kept", async () => {
    const [, b] = round.panel1.experts as [Person, Person];
    for (const name of ["", "   ", "a".repeat(61)]) {
      await expect(services.savedViews.save(b.accountId, { name, query: "" })).rejects.toThrow("view.unnamed");
    }
    for (let i = 0; i < SAVED_VIEWS_MAX; i += 1) {
      await services.savedViews.save(b.accountId, { name: `Xem ${i}`, query: "state=todo" });
    }
    await expect(services.savedViews.save(b.accountId, { name: "Thêm", query: "" })).rejects.toThrow("view.too-many");
    await services.savedViews.save(b.accountId, { name: "Xem 3", query: "state=open" });
    expect(await list(b)).toHaveLength(SAVED_VIEWS_MAX);
  });
});
