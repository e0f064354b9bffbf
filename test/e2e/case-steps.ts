import type { Page } from "playwright-core";
import { vi } from "../../app/i18n/vi.ts";
import { findCase } from "../../db/queries/cases.ts";
import { findBatch } from "../../db/queries/items.ts";
import { listBatchScores } from "../../db/queries/scores.ts";
import { type BrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { ROUND } from "../helpers/make-round.ts";
import type { RoundServer } from "../helpers/open-round-server.ts";
import { points } from "../helpers/path-steps.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { button, textbox } from "./journey-steps.ts";

// What officers, agency and reviewer do, and the attempts of one person to be both.

const { board, review } = vi;

/** The chair confirms their own proposal, past the page that offers no such button. */
export async function openAlone({ server, round }: RoundServer, batchId: string): Promise<unknown> {
  const db = server.services.database.reader;
  const batch = await findBatch(db, batchId);
  const seals = (await listBatchScores(db, batchId)).map((score) => score.seq);
  return round.panel1.chair.submit({
    type: "batch.opened",
    facts: { round: ROUND, panel: `${ROUND}.p1`, batch: batchId },
    value: { proposal: batch?.proposal_seq as number, seals },
    text: {},
  });
}

/** The officer sends the batch to the agencies. */
export async function moveToResponse({ page, visit }: BrowserPerson, panelId: string, code: string): Promise<void> {
  await visit(`/panels/${panelId}/board`);
  await button(page, `${board.batch.respond} ${code}`).click();
  await button(page, board.respond.submit).click();
  await waitForRecorded(page.getByRole("dialog"));
}

/** The agency reads its final score and asks for a review. @returns the case's address. */
export async function fileCase(
  { page, visit }: BrowserPerson,
  given: { code: string; points: string; claim: string },
): Promise<string> {
  await visit("/reviews");
  const score = page.getByRole("listitem").filter({ hasText: given.code });
  await score.getByText(`${review.list.reason}: ${review.byRule.median}`).waitFor();
  await score.getByRole("link", { name: given.points }).waitFor();
  await button(page, say(review.list.askOf, { code: given.code })).click();
  const dialog = page.getByRole("dialog");
  await textbox(dialog, review.file.claim).fill(given.claim);
  await button(dialog, review.file.submit).click();
  await waitForRecorded(dialog);
  await dialog.getByRole("link", { name: review.file.opened }).click();
  await page.getByRole("heading", { level: 1 }).getByText(given.code).waitFor();
  return new URL(page.url()).pathname;
}

/** Writes the reason of the act that stands open, and sends it by the keyboard. */
export async function sendReason(page: Page, reason: string): Promise<void> {
  const field = page.getByLabel(review.reason, { exact: false });
  await field.fill(reason);
  await page.keyboard.press("Control+Enter");
  await waitForRecorded(page);
}

/** The fresh reviewer scores the item sealed. */
export async function rescore(page: Page, given: { level: number; points: string; why: string }): Promise<void> {
  const levels = page.getByRole("group", { name: review.rescore.level });
  await levels.getByRole("radio").nth(given.level).press("Space");
  await textbox(page, review.rescore.points).fill(given.points);
  await textbox(page, review.rescore.justification).fill(given.why);
  await page.getByRole("group", { name: review.rescore.confidence }).getByRole("radio", { name: "4" }).press("Space");
  await page.keyboard.press("Control+Enter");
  await waitForRecorded(page);
}

/** The officer who proposed approves it, past the page that offers no such button. */
export async function approveAlone(
  { server, round, hue }: RoundServer,
  given: { caseId: string; indicator: string; old: number; new: number },
): Promise<unknown> {
  const item = await hue(given.indicator);
  const row = await findCase(server.services.database.reader, given.caseId);
  return round.officers[0].submit({
    type: "case.decision-approved",
    facts: { ...itemFacts(item), case: given.caseId, expects: item.decisionVersion },
    value: { proposal: row?.proposal_seq as number, old: points(given.old), new: points(given.new) },
    text: { reason: "" },
  });
}
