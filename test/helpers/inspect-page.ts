import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { vi } from "../../app/i18n/vi.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] })`;

/** Names, texts and hints of the page; what is shown byte for byte as it stands in the log is left out. */
const READ_TEXTS = `(() => {
  const body = document.body.cloneNode(true);
  for (const one of body.querySelectorAll("script, .pre, code")) one.remove();
  const named = [...body.querySelectorAll("[aria-label], [title], [placeholder]")];
  const names = named.flatMap((one) => ["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name)));
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode.data);
  return [document.title, ...names, ...texts].filter(Boolean);
})()`;

const NAMESPACES = Object.keys(vi).join("|");
const GROUPS = Object.values(vi).flatMap((texts) =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === "object" ? [key] : [])),
);
/** A key that was shown in place of its text, or a value that was not filled in. */
const UNTRANSLATED = new RegExp(
  `^(${NAMESPACES}):[\\w.-]+$|(?<![\\w.-])(${[...new Set(GROUPS)].join("|")})\\.[a-z][\\w-]*(\\.[\\w-]+)*|\\{\\{`,
);

/** Lists what is wrong with a page as it stands: accessibility, language, words, width. Empty when nothing is. */
export async function inspectPage(page: Page, locale: string): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(RUN_AXE);
  const problems = violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim() ?? ""}`,
    ),
  );
  const language = await page.evaluate<string>("document.documentElement.lang");
  if (language !== locale) problems.push(`its language is ${language}`);
  const texts = await page.evaluate<string[]>(READ_TEXTS);
  problems.push(...texts.filter((text) => UNTRANSLATED.test(text)).map((text) => `untranslated: ${text}`));
  const [wide, window] = await page.evaluate<[number, number]>("[document.scrollingElement.scrollWidth, innerWidth]");
  if (wide > window) problems.push(`${wide} px wide in a window of ${window}`);
  return problems;
}
