import { sha256 } from "@noble/hashes/sha2.js";
import type { RoomClient } from "#app/live/room-provider.ts";
import { toHex, utf8 } from "#domain/ledger/bytes.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { CONCLUSION_ROOT } from "#domain/live/document-shape.ts";
import { toDocumentTree } from "#domain/live/document-tree.ts";

/** Hash of the conclusion as this page has it: the server computes the same on what it has stored. */
export function hashConclusion({ doc }: RoomClient): string {
  const { nodes } = toDocumentTree(doc.getXmlFragment(CONCLUSION_ROOT));
  return toHex(sha256(utf8(canonicalJson(nodes))));
}
