import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import { listEvidence } from "../../db/queries/annotations.ts";
import { vi } from "../../app/i18n/vi.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import { type BrowserPerson, openBrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { inDays, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { until } from "../helpers/until.ts";
import { button } from "./journey-steps.ts";

const { describe: form, desk, upload } = vi.documents;
const ITEM = `${ROUND}.hue.2.1`;
const PATH = `/documents/${ITEM}`;
const NAMES = ["kế hoạch 2025.pdf", "báo cáo 2025.pdf"] as const;

describe.skipIf(!isChromiumAvailable())("an agency that is asked for more", { timeout: 180_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let agency: BrowserPerson;
  let files: { name: string; mimeType: string; buffer: Buffer }[];

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1"] })]);
    const kinds = ["ke-hoach", "bao-cao"] as const;
    files = await Promise.all(
      kinds.map(async (kind, place) => {
        const options = { kind, entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 3 } as const;
        const { bytes } = await makeEvidencePdf(options);
        return { name: NAMES[place] as string, mimeType: "application/pdf", buffer: Buffer.from(bytes) };
      }),
    );
    const { support } = site.round;
    await support.submit({
      type: "supplement.requested",
      facts: itemFacts(await site.hue("2.1")),
      value: { supplement: "s1", until: inDays(site.server.services, 3) },
      text: { reason: "Thiếu kế hoạch và báo cáo năm 2025 có dấu." },
    });
    agency = await openBrowserPerson(browser, { address: site.server.address, login: "agency1" });
  });
  afterAll(() => browser?.close());

  const choose = (): Promise<void> => agency.page.locator('input[type="file"]').setInputFiles(files);
  const formOf = (name: string): Locator => agency.page.getByRole("form", { name: say(form.title, { name }) });

  test("sees in the list what is asked, and on the item's page until when", async () => {
    await agency.visit("/documents");
    await agency.page.getByText(vi.documents.state.asked).first().waitFor();
    await agency.visit(PATH);
    await agency.page.getByText("Thiếu kế hoạch và báo cáo năm 2025 có dấu.").waitFor();
  });

  test("sends two files at once over a line that breaks, and goes on after a reload", async () => {
    const { page } = agency;
    const isBytes = (url: URL): boolean => /^\/uploads\/[0-9a-f]{32}$/.test(url.pathname);
    await page.route(isBytes, (route) => route.abort("connectionreset"));
    await choose();
    await until(async () => (await page.getByText(upload.waiting).count()) === 2, { timeoutMs: 30_000 });
    await agency.visit(PATH);
    await until(async () => (await page.getByText(upload.receiving).count()) === 2);
    await page.unroute(isBytes);
    await choose();
    for (const name of NAMES) await formOf(name).waitFor();
    expect(await page.getByText(upload.receiving).count()).toBe(0);
  });

  test("is told which fields of a document are missing, and loses nothing", async () => {
    const one = formOf(NAMES[0]);
    await one.getByLabel(form.name).fill("Kế hoạch chuyển đổi số năm 2025");
    await button(one, form.submit).click();
    await one.getByText(form.missing.number).waitFor();
    await one.getByText(form.missing.issuedOn).waitFor();
    await one.getByText(form.missing.abstract).waitFor();
    expect(await one.getByLabel(form.name).inputValue()).toBe("Kế hoạch chuyển đổi số năm 2025");
  });

  test("describes and submits both, one of them as a new version", async () => {
    const [first, second] = [formOf(NAMES[0]), formOf(NAMES[1])];
    await first.getByLabel(form.number).fill("01/KH-UBND");
    await first.getByLabel(form.issuedOn).fill("2025-01-15");
    await first.getByLabel(form.abstract).fill("Mục tiêu và kinh phí năm 2025.");
    await first.getByLabel(form.replaces).selectOption({ index: 1 });
    await button(first, form.submit).click();
    await first.waitFor({ state: "detached" });
    await agency.page.getByRole("link", { name: vi.handIn.submitted.show }).click();
    await agency.page
      .locator("li:target")
      .getByText(say(vi.handIn.earlier_other, { count: 1 }))
      .press("Enter");
    await agency.page.getByText(vi.handIn.replaced).waitFor();
    await second.getByLabel(form.number).fill("02/BC-UBND");
    await second.getByLabel(form.name).fill("Báo cáo kết quả năm 2025");
    await second.getByLabel(form.issuedOn).fill("2025-12-30");
    await second.getByLabel(form.abstract).fill("Kết quả thực hiện.");
    await button(second, form.submit).click();
    await second.waitFor({ state: "detached" });
    const rows = await listEvidence(site.server.services.database.reader, ITEM);
    expect(
      rows.map(({ number, replaces, supplement, file_name }) => [number, replaces, supplement, file_name]),
    ).toEqual([
      [rows[0]?.number, null, null, ""],
      ["01/KH-UBND", rows[0]?.id, "s1", NAMES[0]],
      ["02/BC-UBND", null, "s1", NAMES[1]],
    ]);
  });

  test("the support team marks it complete and freezes the set; then the expert has both documents", async () => {
    const support = await openBrowserPerson(browser, { address: site.server.address, login: "support" });
    await support.visit(PATH);
    await button(support.page, desk.close).click();
    await waitForRecorded(support.page);
    await button(support.page, desk.mark.complete).click();
    await support.page.getByText(vi.documents.state.complete).first().waitFor();
    await button(support.page, desk.freezeAgain).click();
    const { services } = site.server;
    await until(
      async () => (await site.hue("2.1")).evidenceSet === (await hashEvidenceSet(services.database.reader, ITEM)),
    );
    const expert = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    await expert.visit(`/items/${ITEM}`);
    await expert.page.locator(".file-menu summary").click();
    for (const number of ["01/KH-UBND", "02/BC-UBND"]) await expert.page.getByText(number).waitFor();
    expect(support.complaints).toEqual([]);
  });

  test("its pages are accessible, and what is over says so", async () => {
    await agency.visit(PATH);
    await agency.page.getByText(vi.documents.closed.phase).waitFor();
    expect(await inspectPage(agency.page, "vi")).toEqual([]);
  });
});
