/** A stretch of text that is nearly the pattern; UTF-16 offsets. */
export interface ApproximateMatch {
  readonly start: number;
  readonly end: number;
  /** Insertions, deletions and replacements of single UTF-16 units that make the pattern of it. */
  readonly errors: number;
}

const wordBits = 32;
/** More ends than this are equally near only in a text made for it; the first ones are kept. */
const endsMax = 200;

/**
 * Finds where the text is nearest to the pattern: all ends with the least number of errors.
 *
 * Work is bounded: `⌈pattern.length / 32⌉` steps for each unit of the text, and of 200 times the pattern at most.
 *
 * @param errorsMax - more errors than this are no match.
 * @returns in the order of their ends, each with the earliest start that has as few errors; empty without a match,
 *   for an empty text and for an empty pattern.
 * @see G. Myers, A fast bit-vector algorithm for approximate string matching based on dynamic programming, J. ACM 46
 *   (1999); blocks and signs after H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit
 *   distances, Nordic Journal of Computing 10 (2003).
 */
export function findApproximate(text: string, pattern: string, errorsMax: number): ApproximateMatch[] {
  if (text === "" || pattern === "") return [];
  const { errors, ends } = findBestEnds(text, pattern, errorsMax);
  const reversed = reverse(pattern);
  return ends.slice(0, endsMax).map((end) => {
    const least = Math.max(0, end - pattern.length - errors);
    const backwards = findBestEnds(reverse(text.slice(least, end)), reversed, errors).ends;
    return { start: end - Math.max(0, ...backwards), end, errors };
  });
}

// Units, not characters: offsets stay UTF-16, and a torn pair is put together again by the second reversal.
const reverse = (text: string): string => text.split("").reverse().join("");

/**
 * One column of the edit matrix for each unit of the text, its vertical differences kept as bits: `plus` where the
 * next row is one more, `minus` where it is one less. Only the value of the last row is followed.
 */
function findBestEnds(text: string, pattern: string, errorsMax: number): { errors: number; ends: number[] } {
  const blocks = Math.ceil(pattern.length / wordBits);
  const masks = listMasks(pattern, blocks);
  const none = new Int32Array(blocks);
  const plus = new Int32Array(blocks).fill(-1);
  const minus = new Int32Array(blocks);
  const lastBit = 1 << ((pattern.length - 1) % wordBits);
  let score = pattern.length;
  let errors = errorsMax;
  let ends: number[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const equals = masks.get(text.charCodeAt(position)) ?? none;
    // Row 0 is always 0: a match may start anywhere.
    let carry = 0;
    for (let block = 0; block < blocks; block += 1) {
      const up = plus[block]!;
      const down = minus[block]!;
      const equal = equals[block]! | (carry < 0 ? 1 : 0);
      const vertical = equals[block]! | down;
      const horizontal = (((equal & up) + up) ^ up) | equal;
      let right = down | ~(horizontal | up);
      let left = up & horizontal;
      const top = block === blocks - 1 ? lastBit : 1 << (wordBits - 1);
      const next = (right & top) !== 0 ? 1 : (left & top) !== 0 ? -1 : 0;
      right = (right << 1) | (carry > 0 ? 1 : 0);
      left = (left << 1) | (carry < 0 ? 1 : 0);
      plus[block] = left | ~(vertical | right);
      minus[block] = right & vertical;
      carry = next;
    }
    score += carry;
    if (score > errors) continue;
    if (score < errors) ends = [];
    errors = score;
    ends.push(position + 1);
  }
  return { errors, ends };
}

/** For each unit of the pattern the rows where it stands, 32 rows a block. */
function listMasks(pattern: string, blocks: number): Map<number, Int32Array> {
  const masks = new Map<number, Int32Array>();
  for (let row = 0; row < pattern.length; row += 1) {
    const unit = pattern.charCodeAt(row);
    const mask = masks.get(unit) ?? new Int32Array(blocks);
    mask[row >> 5]! |= 1 << (row & 31);
    masks.set(unit, mask);
  }
  return masks;
}
