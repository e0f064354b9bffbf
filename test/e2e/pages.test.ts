import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listenForComplaints, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { scaled } from "../scale.ts";
import { CASE_ID, makeStages, STAGES } from "./page-stages.ts";

/** How a page is looked at. */
interface Look {
  readonly locale: "vi" | "en";
  readonly theme: "light" | "dark";
  readonly width: number;
}

const TWO_LOOKS: readonly Look[] = [
  { locale: "vi", theme: "light", width: 1440 },
  { locale: "en", theme: "dark", width: 390 },
];
const LOOKS: readonly Look[] = scaled({
  small: TWO_LOOKS,
  full: (["vi", "en"] as const).flatMap((locale) =>
    (["light", "dark"] as const).flatMap((theme) => [1440, 390].map((width) => ({ locale, theme, width }))),
  ),
});

/** Whether a page is looked at so; at small counts each in one of the two ways, in turn. */
const isSeen = (look: number, page: number): boolean => scaled({ small: page % TWO_LOOKS.length === look, full: true });

const item = (indicator: string): string => `/items/${ROUND}.hue.${indicator}`;
const trace = (indicator: string): string => `/trace/${ROUND}.hue.${indicator}`;
const document = (indicator: string): string => `/documents/${ROUND}.hue.${indicator}`;
const dossier = (indicator: string): string => `${trace(indicator)}/dossier`;
const BOARD = `/panels/${ROUND}.p1/board`;
const AGREEMENT = `/panels/${ROUND}.p1/agreement`;
const CASE = `/reviews/${CASE_ID}`;
const { blind, opened, final, disputed } = STAGES;

const PAGES: Readonly<Record<string, readonly string[]>> = {
  expert1a: [
    "/queue",
    ...[blind, opened, final, disputed].map(item),
    BOARD,
    AGREEMENT,
    "/interests",
    "/trace",
    trace(final),
    "/reviews",
    "/my-entries",
  ],
  chair1: [
    "/queue",
    item(blind),
    item(opened),
    ...["history", "notes"].map((page) => `${item(opened)}/${page}`),
    "/notes",
    BOARD,
    AGREEMENT,
    trace(opened),
  ],
  officer1: [
    BOARD,
    "/index",
    "/index?entity=hue",
    "/trace",
    trace(disputed),
    "/reviews",
    CASE,
    "/assignment?entity=hue",
    "/conflicts",
    "/erasures",
    `/erasures?item=${ROUND}.hue.${final}`,
    "/audit-log?q=nobody-knows",
  ],
  agency1: [
    "/queue",
    "/documents",
    document(blind),
    "/reviews",
    CASE,
    trace(disputed),
    dossier(disputed),
    "/audit-log",
  ],
  expert2a: ["/reviews", CASE, `${item(disputed)}?case=${CASE_ID}`],
  auditor: [
    BOARD,
    "/index",
    "/trace",
    trace(disputed),
    dossier(final),
    dossier(disputed),
    "/reviews",
    CASE,
    "/audit-log",
    "/audit-log?entry=20&q=-type:score.*",
  ],
  support: ["/queue", "/documents", document(blind)],
  administrator: ["/queue", "/my-entries"],
  dpo: ["/queue", "/erasures", "/erasures?entries=20,21"],
};

describe.skipIf(!isChromiumAvailable())("every page, for everybody", { timeout: 600_000 }, () => {
  let browser: Browser;
  let site: RoundServer;

  beforeAll(async () => {
    const evidenceOf = Object.values(STAGES);
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf })]);
    await makeStages(site);
  });
  afterAll(() => browser?.close());

  test.for(Object.keys(PAGES))("%s", async (login) => {
    const { address } = site.server;
    const context = { reducedMotion: "reduce" } as const;
    const { page, complaints, visit } = await openBrowserPerson(browser, { address, login, context });
    const problems = await inspectAll(page, { address, paths: PAGES[login] ?? [], visit });
    await page.context().close();
    expect([...problems, ...complaints]).toEqual([]);
  });

  test("nobody in particular", async () => {
    const { address } = site.server;
    const context = await browser.newContext({ baseURL: address, reducedMotion: "reduce" });
    const page = await context.newPage();
    const complaints = listenForComplaints(page);
    const visit = async (path: string): Promise<void> => {
      await page.goto(path, { waitUntil: "networkidle" });
    };
    const problems = await inspectAll(page, { address, paths: ["/sign-in", "/results"], visit });
    await context.close();
    expect([...problems, ...complaints]).toEqual([]);
  });
});

interface Round {
  readonly address: string;
  readonly paths: readonly string[];
  readonly visit: (path: string) => Promise<void>;
}

async function inspectAll(page: Page, { address, paths, visit }: Round): Promise<string[]> {
  const problems: string[] = [];
  for (const [look, { locale, theme, width }] of LOOKS.entries()) {
    await page.context().addCookies([
      { name: "locale", value: locale, url: address },
      { name: "theme", value: theme, url: address },
    ]);
    await page.setViewportSize({ width, height: 900 });
    for (const path of paths.filter((_path, page) => isSeen(look, page))) {
      await visit(path);
      const found = await inspectPage(page, locale);
      problems.push(...found.map((problem) => `${path} (${locale}, ${theme}, ${width}): ${problem}`));
    }
  }
  return problems;
}
