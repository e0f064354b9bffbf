import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { vi } from "../../app/i18n/vi.ts";
import { PASSWORD } from "./make-round.ts";
import { type Received, recordReceived } from "./received.ts";

/** Somebody at a browser of their own, signed in. */
export interface BrowserPerson {
  readonly page: Page;
  readonly received: Received;
  /** What the browser complained of: errors, warnings, violations of the content policy. */
  readonly complaints: readonly string[];
  /** Opens an address; on return the page answers to keys and presses. */
  visit(path: string): Promise<void>;
}

export interface BrowserPersonOptions {
  readonly address: string;
  readonly login: string;
  readonly context?: BrowserContextOptions;
  /** Whether the form is filled in on its page; otherwise it is sent without one, and the page stays blank. */
  readonly byForm?: boolean;
}

/** Longest wait for one step; the log publishes a checkpoint every ten seconds. */
const STEP_MS_MAX = 30_000;
const VIEWPORT = { width: 1440, height: 900 };

/** The window of the person closes with the browser. */
export async function openBrowserPerson(browser: Browser, options: BrowserPersonOptions): Promise<BrowserPerson> {
  const { address, login } = options;
  const context = await browser.newContext({ viewport: VIEWPORT, baseURL: address, ...options.context });
  context.setDefaultTimeout(STEP_MS_MAX);
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  const received = await recordReceived(page);
  if (options.byForm) {
    await page.goto("/sign-in");
    await page.getByLabel(vi.signin.login).fill(login);
    await page.getByLabel(vi.signin.password).fill(PASSWORD);
    await Promise.all([waitForFeed(page), page.keyboard.press("Enter")]);
  } else {
    // Two pages less to load for each person of each test.
    const sent = { form: { login, password: PASSWORD }, headers: { Origin: new URL(address).origin }, maxRedirects: 0 };
    const answer = await context.request.post("/sign-in", sent);
    if (answer.status() !== 302) throw new Error(`sign in as ${login}: ${answer.status()}`);
  }
  const visit = async (path: string): Promise<void> => {
    await received.settle();
    await Promise.all([waitForFeed(page), page.goto(path)]);
  };
  return { page, received, complaints, visit };
}

/** The layout opens its feed from an effect: whatever the page listens to is in place by then. */
const waitForFeed = (page: Page) => page.waitForRequest(/\/rounds\/[^/]+\/feed\?/);

/** Gathers what the console and the page's scripts complain of from now on. */
export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  return complaints;
}

/** A text of the catalogue with its values: `say(vi.workbench.banner.sealed, { sealed: 1, total: 2 })`. */
export function say(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)(, \w+)?\}\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`say: no ${name} for “${text}”`);
    return String(value);
  });
}

/** "đã ghi #1.234": the entry that a command became. */
export const RECORDED = new RegExp(say(vi.common.receipt.recorded, { leaf: "[\\d.]+" }));

/** Waits until a part of the page says that a command was recorded. */
export async function waitForRecorded(part: Page | Locator): Promise<void> {
  await part.getByText(RECORDED).first().waitFor();
}
