import type { Catalogue } from "./catalogue.ts";
import { agreement } from "./en/agreement.ts";
import { agreementPage } from "./en/agreement-page.ts";
import { assignment } from "./en/assignment.ts";
import { ballot } from "./en/ballot.ts";
import { board } from "./en/board.ts";
import { common } from "./en/common.ts";
import { erasure } from "./en/erasure.ts";
import { documents } from "./en/documents.ts";
import { conflict } from "./en/conflict.ts";
import { dossier } from "./en/dossier.ts";
import { edits } from "./en/edits.ts";
import { errors } from "./en/errors.ts";
import { handIn } from "./en/hand-in.ts";
import { history } from "./en/history.ts";
import { indexPage } from "./en/index.ts";
import { keys } from "./en/keys.ts";
import { interests } from "./en/interests.ts";
import { log } from "./en/log.ts";
import { notes } from "./en/notes.ts";
import { opinion } from "./en/opinion.ts";
import { outbox } from "./en/outbox.ts";
import { palette } from "./en/palette.ts";
import { prose } from "./en/prose.ts";
import { publicSite } from "./en/public.ts";
import { queue } from "./en/queue.ts";
import { receipts } from "./en/receipts.ts";
import { review } from "./en/review.ts";
import { scoring } from "./en/scoring.ts";
import { sheet } from "./en/sheet.ts";
import { shell } from "./en/shell.ts";
import { signin } from "./en/signin.ts";
import { threads } from "./en/threads.ts";
import { trace } from "./en/trace.ts";
import { viewer } from "./en/viewer.ts";
import { viewerTools } from "./en/viewer-tools.ts";
import { workbench } from "./en/workbench.ts";

/** English: the same keys. */
export const en: Catalogue = {
  agreement,
  agreementPage,
  assignment,
  ballot,
  board,
  common,
  conflict,
  erasure,
  documents,
  dossier,
  edits,
  errors,
  handIn,
  history,
  index: indexPage,
  keys,
  interests,
  log,
  notes,
  opinion,
  outbox,
  palette,
  prose,
  public: publicSite,
  queue,
  receipts,
  review,
  scoring,
  sheet,
  shell,
  signin,
  threads,
  trace,
  viewer,
  viewerTools,
  workbench,
};
