import { parseLogQuery } from "../../domain/ledger/log-query.ts";
import { exportLog } from "../ledger/export-log.ts";
import type { PageServices } from "../page-services.ts";
import { discloseEntries } from "./disclose-entries.ts";
import type { LogReadings } from "./log-reading.ts";
import { type Matches, matchEntries } from "./match-entries.ts";
import { type LogContext, openLogContext } from "./open-log-context.ts";
import { streamLines } from "./stream-lines.ts";
import { CSV_COLUMNS, toCsvLine } from "./to-csv.ts";

/** `view`: what a query finds; `whole`: all of it in the form that `assay verify` reads. */
export interface LogExportAsked {
  readonly range: "view" | "whole";
  readonly format: "ndjson" | "csv";
  readonly query: string;
}

/** A file that is made while it is read. */
export interface LogExport {
  readonly fileName: string;
  readonly contentType: string;
  /** Entries that it is going to hold. */
  readonly entryCount: number;
  readonly body: ReadableStream<Uint8Array>;
}

const PAGE = 200;

/** The log as one person may read it, as a file. Only what is being sent is in memory. */
export async function exportEntries(
  services: PageServices,
  readings: LogReadings,
  account: { id: string },
  asked: LogExportAsked,
): Promise<LogExport> {
  const context = await openLogContext(services, readings, account);
  const isWhole = asked.range === "whole";
  const { size } = context.reading;
  const fileName = `assay-log-${size}${isWhole ? "" : "-view"}.${asked.format}`;
  if (isWhole && asked.format === "ndjson") {
    const body = streamLines((write) =>
      exportLog(
        { ...services, scope: "round", actor: context.actor, now: context.now, memory: readings.memory },
        write,
      ),
    );
    return { fileName, contentType: "application/x-ndjson; charset=utf-8", entryCount: size, body };
  }
  const matches = await matchEntries(context.db, parseLogQuery(isWhole ? "" : asked.query), context);
  const isCsv = asked.format === "csv";
  return {
    fileName,
    contentType: isCsv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson; charset=utf-8",
    entryCount: matches.count,
    body: toBytes(isCsv ? listCsv(context, matches) : listProofs(services, context, matches)),
  };
}

async function* listCsv(context: LogContext, matches: Matches): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for another encoding.
  yield `\uFEFF${CSV_COLUMNS.join(",")}\r\n`;
  for await (const page of listPages(context, matches)) {
    yield page.map(({ row }) => `${toCsvLine(row)}\r\n`).join("");
  }
}

/** Each entry with what is disclosed of it and its way to the root of the checkpoint in the last line. */
async function* listProofs({ ledger }: PageServices, context: LogContext, matches: Matches): AsyncGenerator<string> {
  const { size, note } = ledger.signedCheckpoint();
  const { origin: log, verifierKey: key } = ledger;
  yield `${JSON.stringify({ kind: "assay-entries", v: 1, log, key, size })}\n`;
  // What is committed and not signed yet has no place in that tree.
  for await (const page of listPages(context, matches, size)) {
    let lines = "";
    for (const { row, entry, parts } of page) {
      const proof = await ledger.proveInclusion(row.seq, size);
      lines += `${JSON.stringify({ seq: row.seq, entry, parts, proof })}\n`;
    }
    yield lines;
  }
  yield `${JSON.stringify({ checkpoint: note })}\n`;
}

async function* listPages(context: LogContext, matches: Matches, size = Infinity) {
  for (let before = size; ;) {
    const seqs = matches.list(before, PAGE);
    const last = seqs.at(-1);
    if (last === undefined) return;
    yield await discloseEntries(context, seqs);
    before = last;
  }
}

function toBytes(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await texts.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await texts.return(undefined);
    },
  });
}
