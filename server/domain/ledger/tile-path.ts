/** Hashes or entries in a full tile: height 8. */
export const TILE_WIDTH = 256;

/** Which tile a path names. `width` 1–256 is the number of hashes or entries; 256 is a full tile. */
export interface TileName {
  /** 0–63, or the bundles of entries. */
  readonly level: number | "entries";
  /** 0-based among the tiles of its level. */
  readonly index: number;
  readonly width: number;
}

/**
 * Path of a tile below the log's prefix: `tile/0/x001/234`, partial `tile/0/x001/234.p/5`.
 *
 * @param width - 1–256; 256 gives the path of the full tile.
 * @throws RangeError when a number is out of range.
 * @see C2SP tlog-tiles, "Merkle Tree" and "Log entries".
 */
export function tilePath(level: number | "entries", index: number, width: number): string {
  const isLevel = level === "entries" || (Number.isInteger(level) && level >= 0 && level <= 63);
  const isIndex = Number.isSafeInteger(index) && index >= 0;
  const isWidth = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
  if (!isLevel || !isIndex || !isWidth)
    throw new RangeError(`tile path: level ${level}, index ${index}, width ${width}`);
  let elements = (index % 1000).toString().padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    elements = `x${(rest % 1000).toString().padStart(3, "0")}/${elements}`;
  }
  return `tile/${level}/${elements}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/**
 * The tile that a path names, or null when it is not exactly what `tilePath` writes.
 *
 * @param path - from the outside, without a leading slash.
 */
export function parseTilePath(path: string): TileName | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return null;
  const [, levelText, elements, widthText] = match as unknown as [string, string, string, string | undefined];
  const name: TileName = {
    level: levelText === "entries" ? levelText : Number(levelText),
    index: Number(elements.replace(/[x/]/g, "")),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  };
  const isInRange = name.width >= 1 && name.width <= TILE_WIDTH && Number.isSafeInteger(name.index);
  if (!isInRange || (name.level !== "entries" && name.level > 63)) return null;
  // Writing it again refuses leading zeroes, empty x000 elements and ".p/256" in one go.
  return tilePath(name.level, name.index, name.width) === path ? name : null;
}
