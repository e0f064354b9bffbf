import { exportItemNotes, readImport } from "./annotation/exchange-notes.ts";
import { type NoteHistoryView, readNoteHistory } from "./annotation/read-note-history.ts";
import { readUnread, type UnreadView } from "./annotation/read-unread.ts";
import { type CaseView, readCase } from "./review/read-case.ts";
import { readReviews, type ReviewsView } from "./review/read-reviews.ts";
import type { AssignmentView } from "./assignment/assignment-view.ts";
import { readAssignment } from "./assignment/read-assignment.ts";
import { type PreviewAsked, startPreview } from "./assignment/start-preview.ts";
import type { AgreementView } from "./agreement/agreement-view.ts";
import { readAgreement } from "./agreement/read-agreement.ts";
import { findFirstBoard, readBoard, type BoardView } from "./board/read-board.ts";
import { readQueue, type QueueView } from "./queue/read-queue.ts";
import { type ConflictsView, readConflicts } from "./process/read-conflicts.ts";
import { type InterestsView, readInterests } from "./process/read-interests.ts";
import { findNextItem } from "./workbench/find-next-item.ts";
import {
  type EvidenceContent,
  type EvidenceText,
  readEvidenceContent,
  readEvidenceText,
} from "./workbench/read-evidence-content.ts";
import { readWorkbench } from "./workbench/read-workbench.ts";
import type { WorkbenchQuery } from "./workbench/workbench-query.ts";
import type { BarredView, WorkbenchView } from "./workbench/workbench-view.ts";
import type { IndexView } from "./index/index-view.ts";
import { readIndex } from "./index/read-index.ts";
import { readResults, type ResultsView } from "./results/read-results.ts";
import type { DossierView } from "./dossier/dossier-view.ts";
import { readDossierPage } from "./dossier/read-dossier-page.ts";
import type { MyEntriesView } from "./my-entries/my-entries-view.ts";
import { readMyEntries } from "./my-entries/read-my-entries.ts";
import { exportAccessLog } from "./access/export-access-log.ts";
import type { ErasuresView } from "./erasure/erasure-view.ts";
import { type ErasuresAsked, readErasures } from "./erasure/read-erasures.ts";
import { readSubmission } from "./submission/read-submission.ts";
import { readSubmissions } from "./submission/read-submissions.ts";
import type { SubmissionsView, SubmissionView } from "./submission/submission-view.ts";
import type { HistoryView } from "./history/history-view.ts";
import { type HistoryAsked, readHistory } from "./history/read-history.ts";
import type { PaletteView } from "./palette/palette-view.ts";
import { searchPalette } from "./palette/search-palette.ts";
import { findFirstPlace, readShell, type ShellPlace, type ShellView } from "./shell/read-shell.ts";
import { readTrace } from "./trace/read-trace.ts";
import { readTraceList } from "./trace/read-trace-list.ts";
import type { TraceListView, TraceView } from "./trace/trace-view.ts";
import { exportEntries, type LogExport, type LogExportAsked } from "./audit-log/export-entries.ts";
import { LogReadings } from "./audit-log/log-reading.ts";
import type { LogEntry, LogPage, LogView } from "./audit-log/log-view.ts";
import { type LogAsked, readLog, readLogEntry, readLogPage } from "./audit-log/read-log.ts";
import type { Asking, PageServices } from "./page-services.ts";

/**
 * What pages show. Every reader asks `can` and gives a view that lists each field that may leave the server, never a
 * row. A thing that the person may not know of is refused as `thing.absent`.
 */
export interface Pages {
  shell(asking: Asking, logSize: number): Promise<ShellView>;
  /** Where the person's work begins; null where no page is for them. */
  firstPlace(asking: Asking): Promise<ShellPlace | null>;
  /** What the command palette finds. */
  palette(asking: Asking, asked: { query: string }): Promise<PaletteView>;
  queue(asking: Asking): Promise<QueueView>;
  /** The panel whose board comes first; null without one. */
  firstBoard(asking: Asking): Promise<string | null>;
  board(asking: Asking, panelId: string): Promise<BoardView>;
  /** How far a panel's experts agree. */
  agreement(asking: Asking, panelId: string): Promise<AgreementView>;
  workbench(asking: Asking, query: WorkbenchQuery): Promise<WorkbenchView | BarredView>;
  /** What the conclusion of an item, or the own draft, said over time. */
  history(asking: Asking, asked: HistoryAsked): Promise<HistoryView>;
  /** The item that waits for the person; null without one. */
  nextItem(asking: Asking): Promise<string | null>;
  noteHistory(asking: Asking, asked: { itemId: string }): Promise<NoteHistoryView>;
  /** JSON-LD. */
  noteExport(asking: Asking, asked: { itemId: string; address: string }): Promise<string>;
  noteImport(asking: Asking, asked: Parameters<typeof readImport>[2]): ReturnType<typeof readImport>;
  unread(asking: Asking): Promise<UnreadView[]>;
  /** @param asked.entityId - for staff: whose items to list. */
  submissions(asking: Asking, asked: { entityId: string | null }): Promise<SubmissionsView>;
  submission(asking: Asking, asked: { itemId: string }): Promise<SubmissionView>;
  evidenceContent(asking: Asking, evidenceId: string): Promise<EvidenceContent>;
  evidenceText(asking: Asking, evidenceId: string): Promise<EvidenceText>;
  interests(asking: Asking): Promise<InterestsView>;
  /** Declarations and conflicts of all members. */
  conflicts(asking: Asking): Promise<ConflictsView>;
  /** Who scores what, and the preview that is named, if it is still known. */
  assignment(asking: Asking, asked: { preview: string | null; entityId: string | null }): Promise<AssignmentView>;
  /** Begins to look for an assignment; writes nothing. @returns the preview's name. */
  startPreview(asking: Asking, asked: PreviewAsked): Promise<string>;
  reviews(asking: Asking): Promise<ReviewsView>;
  case(asking: Asking, caseId: string): Promise<CaseView>;
  index(asking: Asking, asked: { entityId: string | null }): Promise<IndexView>;
  traceList(asking: Asking): Promise<TraceListView>;
  trace(asking: Asking, asked: { itemId: string }): Promise<TraceView>;
  dossier(asking: Asking, asked: { itemId: string }): Promise<DossierView>;
  log(asking: Asking, asked: { query: string; entry: number | null }): Promise<LogView>;
  logPage(asking: Asking, asked: LogAsked): Promise<LogPage>;
  /** Null when the log has no such number. */
  logEntry(asking: Asking, seq: number): Promise<LogEntry | null>;
  logExport(asking: Asking, asked: LogExportAsked): Promise<LogExport>;
  /** @param asked.before - entries below this number; null for the newest. */
  myEntries(asking: Asking, asked: { before: number | null }): Promise<MyEntriesView>;
  /** CSV. */
  accessLogExport(asking: Asking): Promise<string>;
  erasures(asking: Asking, asked: ErasuresAsked): Promise<ErasuresView>;
  /** For anybody, signed in or not. */
  results(asked: { year: number | null }): Promise<ResultsView>;
}

export function createPages(services: PageServices): Pages {
  const readings = new LogReadings();
  return {
    shell: (asking, logSize) => readShell(services, asking, logSize),
    firstPlace: (asking) => findFirstPlace(services, asking),
    palette: (asking, asked) => searchPalette(services, asking, asked),
    queue: (asking) => readQueue(services, asking),
    firstBoard: (asking) => findFirstBoard(services, asking),
    board: (asking, panelId) => readBoard(services, asking, panelId),
    agreement: (asking, panelId) => readAgreement(services, asking, panelId),
    workbench: (asking, query) => readWorkbench(services, asking, query),
    history: (asking, asked) => readHistory(services, asking, asked),
    nextItem: (asking) => findNextItem(services, asking),
    noteHistory: (asking, asked) => readNoteHistory(services, asking, asked),
    noteExport: (asking, asked) => exportItemNotes(services, asking, asked),
    noteImport: (asking, asked) => readImport(services, asking, asked),
    unread: (asking) => readUnread(services, asking),
    submissions: (asking, asked) => readSubmissions(services, asking, asked),
    submission: (asking, asked) => readSubmission(services, asking, asked),
    evidenceContent: (asking, evidenceId) => readEvidenceContent(services, asking, evidenceId),
    evidenceText: (asking, evidenceId) => readEvidenceText(services, asking, evidenceId),
    interests: (asking) => readInterests(services, asking),
    conflicts: (asking) => readConflicts(services, asking),
    assignment: (asking, asked) => readAssignment(services, asking, asked),
    startPreview: (asking, asked) => startPreview(services, asking, asked),
    reviews: (asking) => readReviews(services, asking),
    case: (asking, caseId) => readCase(services, asking, caseId),
    index: (asking, asked) => readIndex(services, asking, asked),
    traceList: (asking) => readTraceList(services, asking),
    trace: (asking, asked) => readTrace(services, asking, asked),
    dossier: (asking, asked) => readDossierPage(services, asking, asked),
    log: (asking, asked) => readLog(services, readings, asking, asked),
    logPage: (asking, asked) => readLogPage(services, readings, asking, asked),
    logEntry: (asking, seq) => readLogEntry(services, readings, asking, seq),
    logExport: (asking, asked) => exportEntries(services, readings, asking, asked),
    myEntries: (asking, asked) => readMyEntries(services, asking, asked),
    accessLogExport: (asking) => exportAccessLog(services, asking),
    erasures: (asking, asked) => readErasures(services, readings, { asking, asked }),
    results: (asked) => readResults(services, asked),
  };
}
