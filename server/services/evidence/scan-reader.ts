import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

/** A word that was read, with its place in the picture; pixels from the upper left corner. */
export interface ReadWord {
  readonly text: string;
  /** Words of one paragraph have the same one, words of the next another. */
  readonly paragraph: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How sure the program is, 0–100. */
  readonly confidence: number;
}

/** A program that reads text from pictures. */
export interface ScanReader {
  /** Names program, version and language: `tesseract-5.3.0-vie`. */
  readonly version: string;
  /**
   * Reads one picture, in a process of its own that is ended when it takes too long.
   *
   * @param picture - PNG, JPEG or PGM.
   * @returns words in reading order; null when the program could not read the picture.
   */
  read(picture: Uint8Array): Promise<ReadWord[] | null>;
}

/** What reading one picture may cost. A page of text takes some three seconds and 200 MB. */
const LIMITS = { timeoutMs: 90_000, cpuSeconds: 60, memoryBytes: 2 * 1024 ** 3, outputBytes: 8 * 1024 * 1024 };
const LANGUAGE = "vie";
const PRLIMIT = "/usr/bin/prlimit";

/**
 * Opens tesseract with Vietnamese.
 *
 * @param path - of the program.
 * @returns null when there is no such program, or it does not have the language.
 */
export async function openScanReader(path: string): Promise<ScanReader | null> {
  const version = await findVersion(path);
  if (version === null) return null;
  return { version: `tesseract-${version}-${LANGUAGE}`, read: (picture) => readPicture(path, picture) };
}

async function findVersion(path: string): Promise<string | null> {
  const about = await run(path, ["--version"]);
  const languages = await run(path, ["--list-langs"]);
  const version = /^tesseract v?(\d[\w.-]{0,30})/m.exec(about ?? "")?.[1] ?? null;
  return languages?.split(/\s+/).includes(LANGUAGE) === true ? version : null;
}

async function readPicture(path: string, picture: Uint8Array): Promise<ReadWord[] | null> {
  const table = await run(path, ["stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"], picture);
  return table === null ? null : parseTable(table);
}

/** Runs the program without a shell, and where the system can do it, with the kernel's own limits. */
async function run(path: string, given: readonly string[], input?: Uint8Array): Promise<string | null> {
  const limits = [`--as=${LIMITS.memoryBytes}`, `--cpu=${LIMITS.cpuSeconds}`];
  const [file, args] = existsSync(PRLIMIT) ? [PRLIMIT, [...limits, path, ...given]] : [path, given];
  // Nothing of this process's environment; and a thread for each core would take the machine from everybody else.
  const env = { NODE_ENV: "production", OMP_THREAD_LIMIT: String(Math.max(1, availableParallelism() >> 1)) } as const;
  const options = { env, timeout: LIMITS.timeoutMs, killSignal: "SIGKILL", maxBuffer: LIMITS.outputBytes } as const;
  return new Promise((resolve) => {
    const child = execFile(file, args, { ...options, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout : null);
    });
    // A program that ends before it has read everything is told of by its exit.
    child.stdin?.on("error", () => undefined).end(input);
  });
}

/** Level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function parseTable(table: string): ReadWord[] {
  const rows = table.split("\n").map((line) => line.replace(/\r$/, "").split("\t"));
  return rows.flatMap(([level, , block, paragraph, , , x, y, width, height, confidence, text = ""]): ReadWord[] => {
    if (level !== "5" || text.trim() === "") return [];
    const place = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
    return [{ text: text.trim(), paragraph: `${block}/${paragraph}`, ...place, confidence: Number(confidence) }];
  });
}
