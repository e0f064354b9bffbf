import { board } from "./vi/board.ts";
import { common } from "./vi/common.ts";
import { erasure } from "./vi/erasure.ts";
import { conflict } from "./vi/conflict.ts";
import { dossier } from "./vi/dossier.ts";
import { errors } from "./vi/errors.ts";
import { history } from "./vi/history.ts";
import { indexPage } from "./vi/index.ts";
import { log } from "./vi/log.ts";
import { outbox } from "./vi/outbox.ts";
import { publicSite } from "./vi/public.ts";
import { queue } from "./vi/queue.ts";
import { receipts } from "./vi/receipts.ts";
import { review } from "./vi/review.ts";
import { shell } from "./vi/shell.ts";
import { signin } from "./vi/signin.ts";
import { trace } from "./vi/trace.ts";
import { workbench } from "./vi/workbench.ts";

/** Vietnamese, written first. One namespace for each area. */
export const vi = {
  board,
  common,
  conflict,
  erasure,
  dossier,
  errors,
  history,
  index: indexPage,
  log,
  outbox,
  public: publicSite,
  queue,
  receipts,
  review,
  shell,
  signin,
  trace,
  workbench,
};
