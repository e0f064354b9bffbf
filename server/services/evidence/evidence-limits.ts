/** What one document may be, whoever sends it. Each number is far above real evidence and far below what hurts. */
export interface FileLimits {
  readonly bytesMax: number;
  readonly pagesMax: number;
  readonly sheetsMax: number;
  /** Cells with something in them, over all sheets. */
  readonly cellsMax: number;
  /** Text and HTML are read whole. */
  readonly textBytesMax: number;
  /** Width times height, as the file's header says before anything is decoded. */
  readonly pixelsMax: number;
  /** Files inside an Office file. */
  readonly partsMax: number;
  /** What an Office file may unpack to, counted while it unpacks. */
  readonly unpackedBytesMax: number;
  /** The same for its XML alone, which is kept in memory. */
  readonly xmlBytesMax: number;
  /** Unpacked bytes for each packed one, of parts that unpack to more than eight megabytes. */
  readonly ratioMax: number;
  /** Elements inside each other. */
  readonly depthMax: number;
}

export const defaultFileLimits: FileLimits = {
  bytesMax: 64 * 1024 * 1024,
  pagesMax: 500,
  sheetsMax: 100,
  cellsMax: 50_000,
  textBytesMax: 4 * 1024 * 1024,
  pixelsMax: 64_000_000,
  partsMax: 2_000,
  unpackedBytesMax: 256 * 1024 * 1024,
  xmlBytesMax: 48 * 1024 * 1024,
  ratioMax: 250,
  depthMax: 200,
};
