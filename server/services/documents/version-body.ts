import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as Y from "yjs";
import { type AttributedNode, stripHands, toAttributedTree } from "../../domain/live/attributed-tree.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { hashText } from "../hash.ts";
import { buildDocument } from "./merge-document.ts";

/** What a version keeps. */
export interface VersionBody {
  /** Hash of what it says, as an entry names it. Inside, since a hash alone confirms a guess. */
  readonly hash: string;
  readonly nodes: readonly AttributedNode[];
  /** How far each Yjs client had come: `[client, clock]`. */
  readonly clocks: readonly (readonly [client: number, clock: number])[];
}

/** What a version is made from. */
export interface VersionSource {
  readonly updates: readonly Uint8Array[];
  /** Name of the document's root. */
  readonly root: string;
}

/** The document that the updates make, as a version of it. */
export function buildVersion({ updates, root }: VersionSource): VersionBody {
  const document = buildDocument(updates);
  const nodes = toAttributedTree(document.getXmlFragment(root));
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(document))];
  document.destroy();
  return { hash: hashText(canonicalJson(stripHands(nodes))), nodes, clocks };
}

export function packVersion(body: VersionBody): Uint8Array {
  return deflateRawSync(JSON.stringify(body));
}

/** Far above what a document at its limit makes: what unpacks to more was not packed here. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;

export function unpackVersion(bytes: Uint8Array): VersionBody {
  return JSON.parse(inflateRawSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX }).toString("utf8")) as VersionBody;
}
