import type { ShellPlace } from "../../server/services/shell/read-shell.ts";

/** Address of each place in the bar. */
export const PLACE_PATHS: Readonly<Record<ShellPlace, string>> = {
  queue: "/queue",
  documents: "/documents",
  workbench: "/items",
  board: "/board",
  notes: "/notes",
  trace: "/trace",
  disputes: "/reviews",
  index: "/index",
  log: "/audit-log",
  erasures: "/erasures",
  assignment: "/assignment",
};

/** The trace of an item's score, at one entry of the log when it is given. */
export function toTracePath(itemId: string, seq?: number): string {
  return `/trace/${encodeURIComponent(itemId)}${seq === undefined ? "" : `?at=${seq}`}`;
}

/** The dossier of an item's final score, as a page. */
export function toDossierPath(itemId: string): string {
  return `/trace/${encodeURIComponent(itemId)}/dossier`;
}

/** Addresses of a place that do not begin with its own. */
export const PLACE_PREFIXES: Partial<Record<ShellPlace, string>> = { board: "/panels" };

/** An item's documents, for its agency and the support team. */
export function toDocumentsPath(itemId: string): string {
  return `/documents/${encodeURIComponent(itemId)}`;
}

/** An item's workbench. */
export function toItemPath(itemId: string): string {
  return `/items/${encodeURIComponent(itemId)}`;
}

/** A note in its item's workbench: the right document, at its place. */
export function toNotePath(itemId: string, noteId: string): string {
  return `${toItemPath(itemId)}?${NOTE_PARAMETER}=${encodeURIComponent(noteId)}`;
}

/** Every version of an item's notes, and their way in and out. */
export function toItemNotesPath(itemId: string): string {
  return `${toItemPath(itemId)}/notes`;
}

/** Names a note in an item's address. */
export const NOTE_PARAMETER = "note";

/** Names a refused command in the address of the page with its form: its words are taken up there. */
export const RESUME_PARAMETER = "resume";
/** State of the way that leads there: who takes it again asks again. */
export const RESUMING = { isResuming: true } as const;

/** An item as one of a run: the same indicator over all entities. */
export function toRunPath(itemId: string): string {
  return `${toItemPath(itemId)}?${RUN_PARAMETER}=1`;
}

/** Says in an item's address that the next one is the same indicator of the next entity. */
export const RUN_PARAMETER = "run";

/** A panel's board. */
export function toBoardPath(panelId: string): string {
  return `/panels/${encodeURIComponent(panelId)}/board`;
}

/** How far a panel's experts agree. */
export function toAgreementPath(panelId: string): string {
  return `/panels/${encodeURIComponent(panelId)}/agreement`;
}

/** The audit log, at one of its entries when it is given. */
export function toLogPath(seq?: number): string {
  return `/audit-log${seq === undefined ? "" : `?entry=${seq}`}`;
}
