import { findActor } from "../../../db/queries/actors.ts";
import { listEvidence } from "../../../db/queries/annotations.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findItem } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import { parseParts } from "../../domain/event/act.ts";
import { toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { PART_NAMES } from "../../domain/ledger/commitment.ts";
import type { Dossier, DossierEntry } from "../../domain/ledger/dossier.ts";
import { parseEntry } from "../../domain/ledger/entry.ts";
import { hashLeaf } from "../../domain/ledger/merkle-tree.ts";
import { parseTlogProof } from "../../domain/ledger/tlog-proof.ts";
import { Refusal } from "../../domain/refusal.ts";
import { sha256 } from "../hash.ts";
import { readDossier } from "../ledger/read-dossier.ts";
import type { PageServices } from "../page-services.ts";
import { nameItem } from "../queue/name-item.ts";
import { describeAct } from "../trace/describe-act.ts";
import { listActorFaces } from "../trace/list-actor-faces.ts";
import { toDecisionState } from "../trace/read-trace-list.ts";
import type { ActorFace } from "../trace/trace-view.ts";
import type { DossierLine, DossierView } from "./dossier-view.ts";

/**
 * The dossier of an item's final score as a page: the document, and what its entries say in words.
 *
 * Everything in words is of what the document discloses.
 *
 * @throws Refusal as `readDossier`.
 */
export async function readDossierPage(
  services: PageServices,
  account: { id: string },
  asked: { itemId: string },
): Promise<DossierView> {
  const { database, ledger, vault, content } = services;
  const db = database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  if (actor === null) throw new Refusal("thing.absent");
  const dossier = await readDossier({ database, ledger, vault, content, actor, now }, asked.itemId);
  const item = await findItem(db, asked.itemId);
  const last = dossier.decisions.at(-1);
  const value = last === undefined ? null : toScoreValue(toText(last["value_state"]), toNumber(last["milli_points"]));
  // The decision is there, and was disclosed: without it there is no dossier.
  if (item === null || value === null) throw new Refusal("thing.absent");
  const { round, framework } = await getRoundFramework(db, item.roundId);
  const faceOf = await listActorFaces(db, item.roundId);
  return {
    now,
    round: { year: round.year, tier: round.tier },
    value,
    state: toDecisionState(item.state),
    isSample: nameItem(framework, item.indicator).isSample,
    lines: dossier.entries.map((entry) => toLine(entry, faceOf)),
    evidence: await nameEvidence(services, dossier),
    dossier,
  };
}

/** Names of the files that the document lists, and of no other. */
async function nameEvidence(services: PageServices, { item, evidence }: Dossier): Promise<DossierView["evidence"]> {
  const listed = new Set(evidence.map((file) => file.sha256));
  const rows = await listEvidence(services.database.reader, item.id);
  return rows
    .filter((row) => listed.has(row.sha256))
    .map((row) => ({
      sha256: row.sha256,
      number: row.number,
      name: row.name,
    }));
}

function toLine({ entry: text, parts, proof }: DossierEntry, faceOf: (actorId: string) => ActorFace): DossierLine {
  const { head } = parts;
  const entry = parseEntry(utf8(text));
  // Without its value an act says nothing in words; its event, time and actor stand there all the same.
  const read = parseParts({ head: toBytes(head) ?? "", value: toBytes(parts.value) ?? "", text: toBytes(parts.text) });
  const disclosed = new Set(PART_NAMES.filter((part) => parts[part] !== null));
  const said = read.ok ? describeAct(read.act, disclosed) : { change: null, effect: null, reason: null };
  const { type, actor } = JSON.parse(toBytes(head) ?? "{}") as { type: DossierLine["type"]; actor: string };
  return {
    seq: entry.seq,
    at: entry.at,
    type,
    actor: faceOf(actor),
    leafHash: toHex(hashLeaf(sha256, utf8(text))),
    proofLength: parseTlogProof(proof).hashes.length,
    parts,
    ...said,
  };
}

const toBytes = (part: DossierEntry["parts"]["value"]): string | null =>
  part === null || part === "erased" ? null : part.bytes;

const toText = (cell: string | number | null | undefined): string | null => (typeof cell === "string" ? cell : null);
const toNumber = (cell: string | number | null | undefined): number | null => (typeof cell === "number" ? cell : null);
