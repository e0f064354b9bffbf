import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { inject } from "vitest";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

const BIN_DIR = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
const PARTS = ["chromium.br", "al2023.tar.br", "fonts.tar.br"];

// The package unpacks into the temporary folder of its process, so it gets a process with a folder of its own.
const UNPACK = `
  import { inflate } from "@sparticuz/chromium";
  await Promise.all(process.argv.slice(1).map((part) => inflate(part)));
`;

// The one in the package names folders of the cloud service that it was made for.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">.</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/** True when `CHROMIUM_PATH` names a browser or npm has brought one that this platform can run. */
export function isChromiumAvailable(): boolean {
  if (process.env["CHROMIUM_PATH"]) return existsSync(process.env["CHROMIUM_PATH"]);
  return process.platform === "linux" && process.arch === "x64" && existsSync(join(BIN_DIR, "chromium.br"));
}

/**
 * Starts a headless browser: the one at `CHROMIUM_PATH`, else the one from npm, unpacked once for each run.
 *
 * The latter brings its libraries and its fonts, so pictures are the same on every machine. The caller closes it.
 *
 * @param runDir - where to unpack it; the folder of the run of tests when left out.
 * @throws Error when the platform has no browser: ask `isChromiumAvailable` and skip the test.
 */
export async function launchChromium(runDir?: string): Promise<Browser> {
  if (!isChromiumAvailable()) throw new Error("launch Chromium: none here; set CHROMIUM_PATH to one");
  const systemPath = process.env["CHROMIUM_PATH"];
  if (systemPath) return chromium.launch({ executablePath: systemPath, args: FLAGS });
  const dir = await unpackChromium(runDir ?? inject("runDir"));
  const env = {
    ...process.env,
    TMPDIR: join(dir, "tmp"),
    LD_LIBRARY_PATH: join(dir, "al2023", "lib"),
    FONTCONFIG_FILE: join(dir, "fonts", "fonts.conf"),
    XDG_CACHE_HOME: join(dir, "tmp"),
  };
  return chromium.launch({ executablePath: join(dir, "chromium"), args: FLAGS, env });
}

async function unpackChromium(runDir: string): Promise<string> {
  const dir = join(runDir, "chromium");
  if (existsSync(dir)) return dir;
  // Two workers may both unpack; the first to rename wins, and nobody ever sees half a browser.
  const ownDir = await mkdtemp(join(runDir, "unpack-"));
  await mkdir(join(ownDir, "tmp"));
  const parts = PARTS.map((part) => join(BIN_DIR, part));
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", UNPACK, ...parts], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: ownDir },
  });
  await writeFile(join(ownDir, "fonts", "fonts.conf"), FONTS_CONF);
  try {
    await rename(ownDir, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
    await rm(ownDir, { recursive: true, force: true });
  }
  return dir;
}
