import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildPages } from "../../server/cli/build-pages.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { type BenchResult, findMedian } from "./measure-ratio.ts";

const CLI = join(import.meta.dirname, "../../server/cli/assay.ts");
const SLOWDOWN = 4;
const VISITS = 6;
const VIEWPORT = { width: 1440, height: 900 };
/** The level of a score, its points up and down, and a word of the reasons: what an expert presses most. */
const KEYS = ["Digit2", "BracketRight", "BracketLeft", "Digit3", "KeyE", "KeyN", "KeyU", "KeyT", "Escape"] as const;
/** An item that is still scored, and where the reasons are written. */
const [OPEN_LEVEL, EDITOR] = [".levels input:not([disabled])", ".justification [role=textbox]"] as const;

interface Vitals {
  /** Largest contentful paint, ms from the start of the navigation. */
  readonly lcpMs: number;
  /** Longest from a key to the next paint, ms. */
  readonly inpMs: number;
  /** Cumulative layout shift, no unit. */
  readonly cls: number;
  /** Scripts that the document itself names, as they travel. */
  readonly scriptBytes: number;
}

/** The workbench of the demo's round as an expert meets it, on a processor that is four times as slow. */
export async function measureWorkbenchPage(dir: string): Promise<BenchResult[]> {
  if (!isChromiumAvailable()) throw new Error("bench: no Chromium here; set CHROMIUM_PATH to one");
  await buildPages({ environment: { ...process.env, NODE_ENV: "production" } });
  const demo = await startDemo(dir);
  const browser = await launchChromium(dir);
  try {
    const context = await signIn(browser, demo);
    const path = await findItem(context);
    const visits: Vitals[] = [];
    for (let visit = 0; visit < VISITS; visit += 1) visits.push(await visitItem(context, path));
    return toResults(visits.slice(1));
  } finally {
    await browser.close();
    await demo.stop();
  }
}

function toResults(visits: readonly Vitals[]): BenchResult[] {
  const median = (vital: keyof Vitals): number => findMedian(visits.map((visit) => visit[vital]));
  const worst = (vital: keyof Vitals): number => Math.max(...visits.map((visit) => visit[vital]));
  const at = `at ${SLOWDOWN} × CPU throttle`;
  const shared = { isAtMost: true } as const;
  return [
    {
      ...shared,
      name: "workbench page, scripts",
      ratio: "kB compressed, named by the document",
      median: median("scriptBytes") / 1_000,
      floor: 250,
      stretch: 170,
      facts: {},
    },
    {
      ...shared,
      name: "workbench page, LCP",
      ratio: `ms ${at}`,
      median: median("lcpMs"),
      floor: 2_500,
      stretch: 1_200,
      facts: { worst: worst("lcpMs") },
    },
    {
      ...shared,
      name: "workbench page, INP",
      ratio: `ms ${at}, the slowest of ${KEYS.length} keys`,
      median: median("inpMs"),
      floor: 200,
      stretch: 100,
      facts: { worst: worst("inpMs") },
    },
    {
      ...shared,
      name: "workbench page, CLS",
      ratio: "layout shift",
      median: median("cls"),
      floor: 0.1,
      stretch: 0.02,
      facts: { worst: worst("cls") },
    },
  ];
}

interface Demo {
  readonly address: string;
  readonly login: string;
  readonly password: string;
  stop(): Promise<void>;
}

async function startDemo(dataDir: string): Promise<Demo> {
  const settings = { NODE_ENV: "production", DEMO: "1", LOG_LEVEL: "warn", DATA_DIR: dataDir, PORT: "0" } as const;
  const child = spawn(process.execPath, [CLI, "demo"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  let address = "";
  for await (const line of createInterface({ input: child.stdout })) {
    address = /Assay demo: (\S+)/.exec(line)?.[1] ?? address;
    // The last line of the welcome; progress goes to the other stream.
    if (line.startsWith("All ")) break;
  }
  const text = await readFile(join(dataDir, "demo-accounts.json"), "utf8");
  const accounts = Object.entries(JSON.parse(text) as Record<string, { role: string; password: string }>);
  const [login, account] = accounts.find(([, { role }]) => role === "expert")!;
  return {
    address,
    login,
    password: account.password,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function signIn(browser: Browser, { address, login, password }: Demo): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: address, viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/queue");
  await page.close();
  return context;
}

/** The first item of the expert's queue that waits for a score. */
async function findItem(context: BrowserContext): Promise<string> {
  const page = await context.newPage();
  await page.goto("/queue");
  const links = page.locator('a[href^="/items/"]');
  await links.first().waitFor();
  for (const path of await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!))) {
    await page.goto(path);
    if ((await page.locator(OPEN_LEVEL).count()) === 0) continue;
    await page.close();
    return path;
  }
  throw new Error("bench: no item of the queue waits for a score");
}

async function visitItem(context: BrowserContext, path: string): Promise<Vitals> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.addInitScript(OBSERVE);
  await page.goto(path, { waitUntil: "networkidle" });
  await page.locator(EDITOR).waitFor();
  const lcpMs = await read(page, "lcp");
  const scriptBytes = await page.evaluate<number>(SCRIPT_BYTES);
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }
  const vitals = { lcpMs, scriptBytes, inpMs: await read(page, "inp"), cls: await read(page, "cls") };
  await page.close();
  return vitals;
}

const read = (page: Page, vital: string): Promise<number> => page.evaluate<number>(`window.vitals.${vital}`);

/** Runs in the page before its own scripts. */
const OBSERVE = `
  window.vitals = { lcp: 0, inp: 0, cls: 0 };
  const observe = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  observe("largest-contentful-paint", (entry) => { vitals.lcp = entry.startTime; });
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
  // A pointer that happens to be over the page as it loads is no interaction.
  const take = (entry) => { if (entry.interactionId > 0) vitals.inp = Math.max(vitals.inp, entry.duration); };
  observe("event", take, { durationThreshold: 16 });
`;

const SCRIPT_BYTES = `
  (() => {
    const named = [...document.querySelectorAll('link[rel="modulepreload"]')].map((link) => link.href);
    const sizes = new Map(performance.getEntriesByType("resource").map((one) => [one.name, one.encodedBodySize]));
    return [...new Set(named)].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  })()
`;
