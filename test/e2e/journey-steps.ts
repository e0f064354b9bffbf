import type { Locator, Page } from "playwright-core";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { until } from "../helpers/until.ts";

// What people do at the workbench, by its keys where it has them.

const { workbench, common } = vi;

/** A part of the page, by the name it is announced with. */
export const textbox = (page: Page | Locator, name: string): Locator =>
  page.getByRole("textbox", { name, exact: true });
export const button = (page: Page | Locator, name: string): Locator => page.getByRole("button", { name, exact: true });

/** The paragraph of the evidence that everybody annotates. */
export const paragraphOf = (page: Page): Locator =>
  page
    .getByRole("article", { name: say(workbench.pageNumber, { page: 1 }) })
    .locator("p.indent")
    .first();

export interface Note {
  readonly kind: string;
  readonly body: string;
}

/** Turns the evidence to its text, as it stays for this person. */
export const readAsText = (page: Page): Promise<void> => button(page, vi.viewer.mode.text).click();

/** Selects the paragraph, opens a note with A, and saves it. */
export async function annotate({ page }: BrowserPerson, note: Note): Promise<void> {
  await readAsText(page);
  await paragraphOf(page).click({ clickCount: 3 });
  await annotateSelection(page, note);
}

/** Opens a note with A on what is selected, and saves it. */
export async function annotateSelection(page: Page, { kind, body }: Note): Promise<void> {
  await page.keyboard.press("a");
  const composer = page.getByRole("article", { name: workbench.annotate });
  await composer.getByRole("radio", { name: kind }).press("Space");
  await textbox(composer, workbench.annotationText).fill(body);
  await page.keyboard.press("Control+Enter");
  await composer.waitFor({ state: "detached" });
  await page.getByText(body).first().waitFor();
}

export interface Ballot {
  readonly level: number;
  /** Presses of `]`: the first goes to the level's lowest points. */
  readonly steps: number;
  /** What the field then shows. */
  readonly points: string;
  readonly justification: string;
}

/** Scores and seals with the keyboard alone. */
export async function sealByKeys({ page }: BrowserPerson, ballot: Ballot): Promise<void> {
  const { keyboard } = page;
  const editor = textbox(page, workbench.justification);
  await editor.waitFor();
  await keyboard.press(`Digit${ballot.level}`);
  for (let step = 0; step < ballot.steps; step += 1) await keyboard.press("BracketRight");
  await waitForValue(textbox(page, workbench.score), ballot.points);
  await page.getByRole("radio", { name: `3, ${workbench.confidenceStep.fair}` }).press("Space");
  await keyboard.press("e");
  await editor.and(page.locator(":focus")).waitFor();
  await keyboard.insertText(ballot.justification);
  await editor.getByText(ballot.justification).waitFor();
  await page.getByRole("toolbar", { name: workbench.editorTools }).getByText(SAVED).waitFor();
  await keyboard.press("Control+Enter");
  await waitForRecorded(page);
  await editor.waitFor({ state: "detached" });
}

/** "đã lưu 08:30:01". */
export const SAVED = new RegExp(say(common.save.saved, { time: "[\\d:]+" }));

/** Waits until a field shows a text. */
export async function waitForValue(field: Locator, value: string): Promise<void> {
  const handle = await field.elementHandle();
  await field.page().waitForFunction(([node, wanted]) => (node as HTMLInputElement).value === wanted, [handle, value]);
}

/** Where everybody stood at the opening and stands now. */
export const standings = (page: Page, { then, now }: { then: string; now: string }): Locator =>
  page.getByRole("img", {
    name: say(workbench.strip.spoken, { then, now, median: "" }).split(". ").slice(0, 2).join(". "),
  });

/** How many of the two ballots are sealed. */
export const sealCount = (page: Page, sealed: number): Locator =>
  page.getByRole("img", { name: say(workbench.banner.sealedSpoken, { sealed, total: 2 }) });

export const conclusionOf = (page: Page): Locator => textbox(page, workbench.conclusion);

/** Changes the own score with a reason, and sends it. */
export async function changeByKeys(
  { page }: BrowserPerson,
  { points, reason }: { points: string; reason: string },
): Promise<void> {
  const part = page.getByRole("region", { name: workbench.change.title });
  const field = textbox(part, workbench.change.reason);
  // A change that was just recorded is taken out of the fields first.
  await field.filter({ hasText: /^\s*$/ }).waitFor();
  await textbox(part, workbench.score).fill(points);
  await field.click();
  await page.keyboard.insertText(reason);
  // While the change before is on its way to the page, nothing can be written upon it.
  await part.locator("button:not([aria-disabled=true])", { hasText: workbench.change.submit }).waitFor();
  await page.keyboard.press("Control+Enter");
}

/** Moves the pointer over the evidence until the others see where. */
export async function pointAtEvidence(page: Page, isSeen: () => Promise<boolean>): Promise<void> {
  await readAsText(page);
  await page.evaluate("document.getSelection().removeAllRanges()");
  const { x, y } = (await paragraphOf(page).boundingBox()) ?? { x: 0, y: 0 };
  let step = 0;
  await until(async () => {
    step = (step % 40) + 4;
    await page.mouse.move(x + 60 + step, y + 8);
    return isSeen();
  });
}

/** Text of each paragraph, without the carets of others. */
export const readParagraphs = (editor: Locator): Promise<string[]> =>
  editor.locator("p").evaluateAll((paragraphs) =>
    paragraphs.map((paragraph) => {
      const copy = paragraph.cloneNode(true) as Element;
      for (const caret of copy.querySelectorAll(".caret")) caret.remove();
      return copy.textContent?.replaceAll("\u2060", "") ?? "";
    }),
  );

/** Remembers in the page that it is this very document: a reload forgets it. */
export const mark = (page: Page): Promise<unknown> => page.evaluate("window.isStillHere = true");
export const isMarked = (page: Page): Promise<boolean> => page.evaluate("window.isStillHere === true");

/** Recomputes the final score's entry in the browser with V, and reads what the panel says of it. */
export async function verifyTrace({ page, visit }: BrowserPerson, itemId: string): Promise<string[]> {
  const { proof } = vi.trace;
  await visit(`/trace/${itemId}`);
  await page.keyboard.press("v");
  await page.getByRole("heading", { name: proof.verified }).waitFor();
  return page
    .locator(".proof-lines li")
    .evaluateAll((lines) =>
      lines.map((line) => `${line.querySelector("[aria-label]")?.getAttribute("aria-label")}: ${line.textContent}`),
    );
}
