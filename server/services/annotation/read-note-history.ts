import { findBatch } from "../../../db/queries/items.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import type { AnnotationTarget } from "../../domain/annotation/target.ts";
import { parseParts } from "../../domain/event/act.ts";
import type { AnnotationKind } from "../../domain/event/annotation-events.ts";
import type { TextPart, ValuePart } from "../../domain/event/catalogue.ts";
import { isErasedText } from "../../domain/event/erased-text.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import { can } from "../../domain/policy/can.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { getComponent, itemFacts } from "../commands/item-context.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { listTraceEntries } from "../trace/list-trace-entries.ts";
import type { TraceEntry } from "../trace/trace-view.ts";
import { openNotesDesk } from "./open-notes-desk.ts";

const NOTE_EVENTS = [
  "annotation.created",
  "annotation.revised",
  "annotation.removed",
  "annotation.resolved",
  "annotation.hidden",
  "annotation.left-on-earlier",
  "message.posted",
  "message.revised",
] as const;
type NoteEvent = (typeof NOTE_EVENTS)[number];

/** One act on a thread: who did what when, and what it said where the person may read it. */
export interface NoteStep {
  readonly seq: number;
  readonly at: string;
  readonly type: NoteEvent;
  readonly actor: TraceEntry["actor"];
  /** Of the note or the reply; null for acts that make none. */
  readonly version: number | null;
  readonly message: string | null;
  readonly kind: AnnotationKind | null;
  readonly target: AnnotationTarget | null;
  readonly quote: string;
  /** What was said, or why it was hidden; null when its text was erased. */
  readonly words: string | null;
}

/** All that happened in one thread, oldest first. */
export interface NoteHistory {
  readonly noteId: string;
  readonly steps: readonly NoteStep[];
}

/** The notes of an item through time, and what is needed to bring in others. */
export interface NoteHistoryView {
  readonly itemId: string;
  readonly code: string;
  readonly name: LocalText;
  readonly entityName: LocalText;
  readonly threads: readonly NoteHistory[];
  readonly canImport: boolean;
  /** Head fields of every act on the item. */
  readonly facts: HeadFacts;
}

/** Every version of the notes and replies of an item that the person may read; threads in the order of their first. */
export async function readNoteHistory(
  services: PageServices,
  asking: Pick<Asking, "id">,
  { itemId }: { itemId: string },
): Promise<NoteHistoryView> {
  const { actor, item, now } = await openNotesDesk(services, asking, itemId);
  const db = services.database.reader;
  const openedSeq = (await findBatch(db, item.batchId))?.opened_seq ?? null;
  const entries = await listTraceEntries({ db, vault: services.vault, actor, now, item, openedSeq });
  const threads = new Map<string, NoteStep[]>();
  for (const entry of entries) {
    const read = toStep(entry);
    if (read !== null) threads.set(read.noteId, [...(threads.get(read.noteId) ?? []), read.step]);
  }
  const component = await getComponent({ trx: db }, item);
  const names = await listEntityNames(db);
  return {
    itemId,
    code: component.code,
    name: component.name,
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    threads: [...threads].map(([noteId, steps]) => ({ noteId, steps })),
    canImport: can(actor, "contribution.write", { kind: "item", item }, now) === "yes",
    facts: itemFacts(item),
  };
}

function toStep({ seq, at, type, actor, parts }: TraceEntry): { noteId: string; step: NoteStep } | null {
  const event = NOTE_EVENTS.find((one) => one === type);
  const { head, value, text } = parts;
  const isWhole = head !== null && head !== "erased" && value !== null && value !== "erased" && text !== null;
  if (event === undefined || !isWhole) return null;
  const said = text === "erased" ? null : text.bytes;
  const parsed = parseParts({ head: head.bytes, value: value.bytes, text: said });
  if (!parsed.ok) return null;
  const act = parsed.act;
  const about = act.value as Partial<ValuePart<"annotation.created"> & ValuePart<"message.revised">>;
  const words = act.text as Partial<TextPart<"annotation.created"> & TextPart<"annotation.hidden">>;
  const told = words.body ?? words.reason ?? "";
  const quote = words.exact ?? "";
  return {
    noteId: about.annotation ?? "",
    step: {
      ...{ seq, at, type: event, actor },
      version: about.version ?? (event === "message.posted" ? 1 : null),
      message: about.message ?? null,
      kind: about.kind ?? null,
      target: about.target ?? null,
      quote: isErasedText(quote) ? "" : quote,
      words: isErasedText(told) ? null : told,
    },
  };
}
