import { diffArrays } from "diff";
import type { AttributedNode } from "../../domain/live/attributed-tree.ts";
import type { HistoryBlock, HistoryPiece } from "./history-view.ts";

/** A stretch of one hand and one set of marks. */
interface Part {
  readonly text: string;
  readonly cite: string | null;
  readonly marks: Readonly<Record<string, unknown>>;
  readonly by: number;
}

/** A word, a space, a citation, or (a `block`) where a paragraph begins. */
interface Token {
  /** Equal tokens say the same, whatever their marks and hands. */
  readonly key: string;
  readonly block: HistoryBlock["kind"] | null;
  /** Of a word that several hands wrote, several. */
  readonly parts: readonly Part[];
}

/** Beyond this the two are shown as one text gone and one come: no reader would follow more single changes. */
const EDITS_MAX = 4_000;
const TIMEOUT_MS = 500;

/**
 * What a document says, block by block, with the words that came and went since an earlier state of it.
 *
 * @param before - null: nothing is marked. @param toActor - pseudonym of a Yjs client; null when it was forgotten.
 */
export function diffDocument(
  before: readonly AttributedNode[] | null,
  after: readonly AttributedNode[],
  toActor: (client: number) => string | null,
): HistoryBlock[] {
  const now = toTokens(after, "paragraph");
  const blocks = new BlockBuilder(toActor);
  for (const { tokens, change } of compare(before === null ? null : toTokens(before, "paragraph"), now)) {
    for (const [at, token] of tokens.entries()) blocks.add(token, change, tokens[at + 1]);
  }
  return blocks.list();
}

function compare(
  before: readonly Token[] | null,
  now: readonly Token[],
): { tokens: readonly Token[]; change: HistoryPiece["change"] }[] {
  if (before === null) return [{ tokens: now, change: "same" }];
  const limits = { maxEditLength: EDITS_MAX, timeout: TIMEOUT_MS };
  const comparator = (a: Token, b: Token): boolean => a.key === b.key;
  const changes = diffArrays([...before], [...now], { comparator, ...limits });
  if (changes === undefined) {
    return [
      { tokens: before, change: "removed" },
      { tokens: now, change: "added" },
    ];
  }
  return changes.map(({ value, added, removed }) => ({
    tokens: value,
    change: added ? "added" : removed ? "removed" : "same",
  }));
}

class BlockBuilder {
  readonly #blocks: { kind: HistoryBlock["kind"]; pieces: HistoryPiece[] }[] = [];
  readonly #toActor: (client: number) => string | null;

  constructor(toActor: (client: number) => string | null) {
    this.#toActor = toActor;
  }

  add(token: Token, change: HistoryPiece["change"], next: Token | undefined): void {
    // A break that went stands for itself where the words after it stayed.
    const isJoin = token.block !== null && change === "removed" && next === undefined && this.#blocks.length > 0;
    if (token.block !== null && !isJoin) this.#blocks.push({ kind: token.block, pieces: [] });
    const parts = isJoin ? token.parts.map((part) => ({ ...part, text: "¶" })) : token.parts;
    for (const part of parts) if (part.cite !== null || part.text !== "") this.#push(part, change);
  }

  list(): HistoryBlock[] {
    return this.#blocks.filter(({ pieces }) => pieces.length > 0);
  }

  #push({ text, cite, marks, by }: Part, change: HistoryPiece["change"]): void {
    if (this.#blocks.length === 0) this.#blocks.push({ kind: "paragraph", pieces: [] });
    const { pieces } = this.#blocks.at(-1) as { pieces: HistoryPiece[] };
    const piece: HistoryPiece = {
      text,
      cite,
      isBold: "bold" in marks,
      isItalic: "italic" in marks,
      by: this.#toActor(by),
      change,
    };
    const last = pieces.at(-1);
    if (last !== undefined && cite === null && isAlike(last, piece)) {
      pieces[pieces.length - 1] = { ...last, text: last.text + text };
    } else pieces.push(piece);
  }
}

const isAlike = (a: HistoryPiece, b: HistoryPiece): boolean =>
  a.cite === null && a.by === b.by && a.change === b.change && a.isBold === b.isBold && a.isItalic === b.isItalic;

function toTokens(nodes: readonly AttributedNode[], kind: HistoryBlock["kind"]): Token[] {
  const tokens: Token[] = [];
  let line: Part[] = [];
  const endLine = (): void => {
    tokens.push(...toWords(line));
    line = [];
  };
  for (const node of nodes) {
    if ("text" in node) {
      line.push({ text: node.text, cite: null, marks: node.marks, by: node.by });
      continue;
    }
    endLine();
    const { name, attributes, children, by } = node;
    if (name === "cite") {
      const { annotation } = attributes;
      const cite = typeof annotation === "string" ? annotation : "";
      tokens.push({ key: `\0${cite}`, block: null, parts: [{ text: "", cite, marks: {}, by }] });
    } else if (name === "paragraph") {
      const start = { key: `\n${kind}`, block: kind, parts: [{ text: "", cite: null, marks: {}, by }] };
      tokens.push(start, ...toTokens(children, kind));
    } else {
      tokens.push(...toTokens(children, name === "listItem" ? "item" : kind));
    }
  }
  endLine();
  return tokens;
}

/** Words and the spaces between them, each with the parts that it is made of. */
function toWords(line: readonly Part[]): Token[] {
  const words: Token[] = [];
  let [at, from] = [0, 0];
  for (const [word] of line
    .map(({ text }) => text)
    .join("")
    .matchAll(/\s+|\S+/g)) {
    const parts: Part[] = [];
    for (let left = word.length; left > 0;) {
      const part = line[at] as Part;
      const text = part.text.slice(from, from + left);
      if (text !== "") parts.push({ ...part, text });
      left -= text.length;
      from += text.length;
      if (from >= part.text.length) [at, from] = [at + 1, 0];
    }
    words.push({ key: word, block: null, parts });
  }
  return words;
}
