/** A stretch of a text that a search found; UTF-16 offsets, `start < end`. */
export interface FoundStretch {
  readonly start: number;
  readonly end: number;
}

/** A text as a search sees it, made once for many searches. */
export interface FoldedText {
  /** Lower case without marks, `đ` as `d`, one space for any run of white space. */
  readonly folded: string;
  /** For each unit of `folded`, where the character that it is made of begins in the text; then the text's length. */
  readonly starts: Uint32Array;
  /** For each unit of `folded`, where that character ends. */
  readonly ends: Uint32Array;
}

/** More matches than this are not listed: a person looks for something, not for a letter. */
export const matchesMax = 5_000;

/**
 * Folds a text for searching: "hue" finds "Huế", "dieu" finds "Điều", composed or not.
 *
 * @param text - NFC or NFD; offsets stay those of the text as it is given.
 */
export function foldText(text: string): FoldedText {
  const pieces: string[] = [];
  // Folding may lengthen a character (ﬃ, İ): three units for one are more than Unicode needs with marks taken off.
  let starts = new Uint32Array(text.length + 1);
  let ends = new Uint32Array(text.length + 1);
  let length = 0;
  const push = (piece: string, from: number, to: number): void => {
    if (length + piece.length + 1 > starts.length) {
      starts = grow(starts);
      ends = grow(ends);
    }
    for (let unit = 0; unit < piece.length; unit += 1) {
      starts[length] = from;
      ends[length] = to;
      length += 1;
    }
    pieces.push(piece);
  };
  let endsWithSpace = false;
  for (const { 0: cluster, index } of text.matchAll(/\s+|\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = /^\s/.test(cluster) ? " " : foldCluster(cluster);
    if (piece === " " && endsWithSpace) ends[length - 1] = index + cluster.length;
    else if (piece !== "") push(piece, index, index + cluster.length);
    endsWithSpace = piece === " " || (piece === "" && endsWithSpace);
  }
  starts[length] = text.length;
  ends[length] = text.length;
  return { folded: pieces.join(""), starts: starts.subarray(0, length + 1), ends: ends.subarray(0, length + 1) };
}

/**
 * Finds every place where the words stand, marks and case aside. Places do not overlap.
 *
 * @param text - as `foldText` made it.
 * @param query - any form; white space at its ends does not count.
 * @returns in the order of the text, `matchesMax` at most; empty for a query without a letter, digit or sign.
 */
export function findInText({ folded, starts, ends }: FoldedText, query: string): FoundStretch[] {
  const wanted = foldText(query).folded.trim();
  if (wanted === "") return [];
  const found: FoundStretch[] = [];
  for (let at = folded.indexOf(wanted); at >= 0 && found.length < matchesMax;) {
    found.push({ start: starts[at] as number, end: ends[at + wanted.length - 1] as number });
    at = folded.indexOf(wanted, at + wanted.length);
  }
  return found;
}

const known = new Map<string, string>();

function foldCluster(cluster: string): string {
  const unit = cluster.charCodeAt(0);
  if (cluster.length === 1 && unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? cluster.toLowerCase() : cluster;
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const folded = cluster.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
  // Characters of the world's scripts are many more than those of one document.
  if (known.size < 5_000) known.set(cluster, folded);
  return folded;
}

function grow(before: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const after = new Uint32Array(before.length * 2 + 32);
  after.set(before);
  return after;
}
