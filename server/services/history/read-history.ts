import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { listDocumentClients } from "../../../db/queries/documents.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { listSeatAccounts } from "../../../db/queries/pseudonyms.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { veilItem } from "../../domain/policy/veil-item.ts";
import { isOnItem, seatFor } from "../../domain/policy/seat-of.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { DocumentVersion } from "../documents/document-versions.ts";
import type { VersionBody } from "../documents/version-body.ts";
import type { PageServices } from "../page-services.ts";
import { listNotes } from "../workbench/list-notes.ts";
import { CREDITED_VERSIONS_MAX, creditRestored, type EarlierState, findRestored } from "./credit-restored.ts";
import { diffDocument } from "./diff-document.ts";
import { findGap } from "./find-gap.ts";
import type { HistoryStep, HistoryView } from "./history-view.ts";
import { listHistoryEvents } from "./list-history-events.ts";

export interface HistoryAsked {
  readonly itemId: string;
  /** `draft`: the person's own; anything else is the joint conclusion. */
  readonly of: string | null;
  /** The step that the address names; null for the newest. */
  readonly at: string | null;
}

/** What every part of the page is made from. */
interface Desk {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly item: ItemRow;
  readonly now: string;
  /** Room of the document, as text. */
  readonly name: string;
  readonly of: HistoryView["of"];
}

/**
 * What the conclusion of an item said over time, who wrote it, and what happened to its notes. The own draft likewise.
 *
 * Who may read it is who may read the conclusion; a draft is its author's alone.
 *
 * @throws Refusal `thing.absent` or `action.forbidden` as the policy says of the conclusion, or of the item.
 */
export async function readHistory(
  services: PageServices,
  account: { id: string },
  asked: HistoryAsked,
): Promise<HistoryView> {
  const desk = await openDesk(services, account, asked);
  const { actor, item, now, of, name } = desk;
  const db = services.database.reader;
  const versions = await services.documents.versions.list(name);
  const current = await services.documents.versions.read(name, null);
  const accounts = await listSeatAccounts(db, item.roundId);
  const steps = await listSteps(desk, { versions, current, accounts });
  const shown = steps.find((step) => step.key === asked.at) ?? steps.at(-1) ?? null;
  const place = shown === null ? null : findPlace(steps, shown, versions);
  const body = place === null ? null : place.version === null ? current : await readVersion(desk, place.version);
  const before = place === null || place.before === null ? null : await readVersion(desk, place.before);
  const owners = new Map((await listDocumentClients(db, name)).map((one) => [one.clientId, one.accountId]));
  const toActor = (client: number): string | null => accounts.get(owners.get(client) ?? "") ?? null;
  const canWrite = can(actor, of === "draft" ? "contribution.write" : "conclusion.write", { kind: "item", item }, now);
  const isNow = body?.hash === current?.hash;
  const earlier = body === null ? [] : await readEarlier(desk, versions, place?.version ?? null);
  const notes = await listNotes({ services, actor, item, now });
  return {
    kind: "history",
    now,
    of,
    item: await readItem(desk),
    steps,
    shown: shown?.key ?? null,
    gap: shown === null ? null : findGap(steps, shown),
    blocks:
      body === null
        ? []
        : diffDocument(
            place?.before === null ? null : (before?.nodes ?? []),
            creditRestored(
              body.nodes,
              earlier.map(({ nodes }) => nodes),
            ),
            toActor,
          ),
    restoredFrom: shown?.event === null && body !== null ? findRestored(body, earlier) : null,
    restorable: canWrite === "yes" && !isNow && body !== null ? body.nodes : null,
    namedBy: of === "draft" || body === null ? null : await findNaming(desk, body.hash),
    members: await listPanel(desk),
    noteNumbers: Object.fromEntries(notes.map((note) => [note.id, note.number])),
    room: canWrite === "yes" ? { path: name, epoch: await services.documents.getEpoch(name) } : null,
  };
}

async function openDesk(services: PageServices, account: { id: string }, asked: HistoryAsked): Promise<Desk> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const found = await findItem(db, asked.itemId);
  if (actor === null || found === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const item = veilItem(actor, found, now);
  const of = asked.of === "draft" ? "draft" : "conclusion";
  const action = of === "draft" ? "item.read" : "conclusion.read";
  const verdict = can(actor, action, { kind: "item", item }, now);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action });
  const seat = seatFor(actor, item);
  if (of === "draft" && seat?.duty !== "expert") throw new Refusal("thing.absent");
  const name = of === "draft" ? `draft/${item.itemId}/${seat?.actorId}` : `conclusion/${item.itemId}`;
  return { services, actor, item, now, name, of };
}

async function listSteps(
  desk: Desk,
  given: {
    versions: readonly DocumentVersion[];
    current: VersionBody | null;
    accounts: ReadonlyMap<string, string>;
  },
): Promise<HistoryStep[]> {
  const { versions, current, accounts } = given;
  const toPeople = (ids: readonly string[]): string[] => ids.flatMap((id) => accounts.get(id) ?? []).sort();
  const steps = versions.map((version): HistoryStep => {
    const kind = version.kind === "final" ? "final" : "version";
    return { key: `v${version.id}`, at: version.at, kind, people: toPeople(version.writers), event: null };
  });
  const events = desk.of === "draft" ? [] : await listHistoryEvents(desk);
  const all = [...steps, ...events].sort((a, b) => ((a.at ?? "") < (b.at ?? "") ? -1 : 1));
  const last = versions.at(-1);
  const newest = last === undefined ? null : await readVersion(desk, last);
  // What was written since the last version is not nobody's secret: it stands on the page of the item as well.
  const isAhead = current !== null && (newest === null ? current.nodes.length > 0 : newest.hash !== current.hash);
  if (isAhead) all.push({ key: "now", at: null, kind: "now", people: [], event: null });
  return all;
}

/** Which version a step shows, and the one before it; `version` is null for what stands now. */
function findPlace(
  steps: readonly HistoryStep[],
  shown: HistoryStep,
  versions: readonly DocumentVersion[],
): { version: DocumentVersion | null; before: DocumentVersion | null } | null {
  const until = steps.slice(0, steps.indexOf(shown) + 1);
  const keys = until.filter((step) => step.event === null).map((step) => step.key);
  const find = (key: string | undefined): DocumentVersion | null =>
    versions.find((version) => `v${version.id}` === key) ?? null;
  const [key, beforeKey] = [keys.at(-1), keys.at(-2)];
  if (key === undefined) return null;
  // An event changes no word: it shows what stood, with nothing marked.
  return { version: find(key), before: shown.event === null ? find(beforeKey) : null };
}

async function readVersion({ services, name }: Desk, version: DocumentVersion): Promise<VersionBody> {
  const body = await services.documents.versions.read(name, version.id);
  // Thinned between two reads: the page is asked for again.
  if (body === null) throw new Refusal("thing.absent");
  return body;
}

/** What stood before a version, or before now; oldest first. */
async function readEarlier(
  { services, name }: Desk,
  versions: readonly DocumentVersion[],
  shown: DocumentVersion | null,
): Promise<EarlierState[]> {
  const end = shown === null ? versions.length : versions.findIndex(({ id }) => id === shown.id);
  const states: EarlierState[] = [];
  for (const { id, at } of versions.slice(Math.max(0, end - CREDITED_VERSIONS_MAX), end)) {
    const body = await services.documents.versions.read(name, id);
    // One that is thinned meanwhile credits nobody.
    if (body !== null) states.push({ at, hash: body.hash, nodes: body.nodes });
  }
  return states;
}

/** The entry of the decision that was taken on these words. */
async function findNaming({ services, actor, item, now }: Desk, hash: string): Promise<number | null> {
  if (can(actor, "decision.read", { kind: "item", item }, now) !== "yes") return null;
  const row = await services.database.reader
    .selectFrom("decision")
    .select("seq")
    .where("item_id", "=", item.itemId)
    .where("conclusion_hash", "=", hash)
    .orderBy("version", "desc")
    .executeTakeFirst();
  return row?.seq ?? null;
}

async function readItem({ services, item }: Desk): Promise<HistoryView["item"]> {
  const db = services.database.reader;
  const { framework } = await getRoundFramework(db, item.roundId);
  const component = framework.components.find((one) => one.code === item.indicator);
  const names = await listEntityNames(db);
  const panelNumber = (await listMembers(db, item.roundId)).find((one) => one.panelId === item.panelId)?.panelNumber;
  return {
    id: item.itemId,
    code: item.indicator,
    name: component?.name ?? { vi: item.indicator, en: item.indicator },
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    panelNumber: panelNumber ?? 0,
  };
}

async function listPanel({ services, item, of, actor }: Desk): Promise<HistoryView["members"]> {
  const members = (await listMembers(services.database.reader, item.roundId)).filter(
    (one) => isOnItem(one, item) && (of === "conclusion" || actor.seats.some((seat) => seat.actorId === one.actorId)),
  );
  return members.map(({ actorId, letter, duty }) => ({ actorId, letter, duty }));
}
