import { agreement } from "./vi/agreement.ts";
import { agreementPage } from "./vi/agreement-page.ts";
import { assignment } from "./vi/assignment.ts";
import { ballot } from "./vi/ballot.ts";
import { board } from "./vi/board.ts";
import { common } from "./vi/common.ts";
import { erasure } from "./vi/erasure.ts";
import { documents } from "./vi/documents.ts";
import { conflict } from "./vi/conflict.ts";
import { dossier } from "./vi/dossier.ts";
import { edits } from "./vi/edits.ts";
import { errors } from "./vi/errors.ts";
import { handIn } from "./vi/hand-in.ts";
import { history } from "./vi/history.ts";
import { indexPage } from "./vi/index.ts";
import { keys } from "./vi/keys.ts";
import { interests } from "./vi/interests.ts";
import { log } from "./vi/log.ts";
import { notes } from "./vi/notes.ts";
import { opinion } from "./vi/opinion.ts";
import { outbox } from "./vi/outbox.ts";
import { palette } from "./vi/palette.ts";
import { prose } from "./vi/prose.ts";
import { publicSite } from "./vi/public.ts";
import { queue } from "./vi/queue.ts";
import { receipts } from "./vi/receipts.ts";
import { review } from "./vi/review.ts";
import { scoring } from "./vi/scoring.ts";
import { sheet } from "./vi/sheet.ts";
import { shell } from "./vi/shell.ts";
import { signin } from "./vi/signin.ts";
import { threads } from "./vi/threads.ts";
import { trace } from "./vi/trace.ts";
import { viewer } from "./vi/viewer.ts";
import { viewerTools } from "./vi/viewer-tools.ts";
import { workbench } from "./vi/workbench.ts";

/** Vietnamese, written first. One namespace for each area. */
export const vi = {
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
