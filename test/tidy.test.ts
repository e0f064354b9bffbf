import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { BANS, checkBan } from "./tidy/bans.ts";
import { checkFileLength, checkFunctionLength, checkLineLength, listDeadExceptions } from "./tidy/sizes.ts";
import { listSourceFiles, ROOT, toSourceFile } from "./tidy/source-files.ts";
import { checkCatalogues, checkLiteralWords } from "./tidy/words.ts";
import type { Catalogue } from "./tidy/words.ts";

const files = listSourceFiles();
const paths = new Set(files.map(({ path }) => path));

describe.each(BANS)("$name", (ban) => {
  test("its bad line is caught", () => {
    expect(checkBan(ban, toSourceFile(...ban.bad))).toHaveLength(1);
  });

  test("stands nowhere", () => {
    expect(files.flatMap((file) => checkBan(ban, file))).toEqual([]);
  });
});

test("the whole tree is looked at", () => {
  for (const path of ["package.json", "package-lock.json", ".ci/run", "test/setup.ts", "vite.config.ts"]) {
    expect(paths).toContain(path);
  }
});

test("a ban on code lets comments talk, and a comment hides no code", () => {
  const clock = BANS[0]!;
  const lines = ["/* Date.now() */ const a = 1; // Date.now()", 'const b = "//"; const at = Date.now();'];
  expect(checkBan(clock, toSourceFile("server/domain/a.ts", lines.join("\n")))).toEqual([
    expect.stringMatching(/^server\/domain\/a\.ts:2: /),
  ]);
});

describe("sizes", () => {
  const lines = (count: number): string => "a;\n".repeat(count);

  test.each([
    ["server/a.ts", 250],
    ["test/unit/a.test.ts", 300],
    ["app/routes/queue/route.tsx", 120],
    ["app/styles/base.css", 250],
  ])("%s may have %i lines, not one more", (path, limit) => {
    expect(checkFileLength({ path, text: lines(limit) })).toEqual([]);
    expect(checkFileLength({ path, text: lines(limit + 1) })).toHaveLength(1);
  });

  test.each([
    [300, 0],
    [301, 1],
    [299, 1],
    [250, 1],
  ])("an exception for 300 lines may only shrink: %i lines", (count, problems) => {
    expect(checkFileLength({ path: "db/a.ts", text: lines(count) }, { "db/a.ts": 300 })).toHaveLength(problems);
  });

  test("a line may have 120 columns, counted as characters", () => {
    expect(checkLineLength({ path: "db/a.ts", text: "ở".repeat(120) })).toEqual([]);
    expect(checkLineLength({ path: "db/a.ts", text: `a\n${"a".repeat(121)}` })).toEqual(["db/a.ts:2: 121 columns"]);
  });

  test("a function may have 70 lines without blank ones and comments", () => {
    const makeFunction = (count: number): string => `const f = () => {\n${"\n// why\n a();\n".repeat(count)}};`;
    expect(checkFunctionLength(toSourceFile("db/a.ts", makeFunction(68)))).toEqual([]);
    expect(checkFunctionLength(toSourceFile("db/a.ts", makeFunction(69)))).toHaveLength(1);
    const suite = `describe.each([1])("a", () => {\n${"a();\n".repeat(80)}});`;
    expect(checkFunctionLength(toSourceFile("test/a.test.ts", suite))).toEqual([]);
  });

  test("hold everywhere", () => {
    const checks = [checkFileLength, checkLineLength, checkFunctionLength];
    expect(files.flatMap((file) => checks.flatMap((check) => check(file)))).toEqual([]);
    expect(listDeadExceptions(paths)).toEqual([]);
  });
});

describe("words", () => {
  test.each([
    ["<p>Điểm</p>", 1],
    ['<p>{"Score"}</p>', 1],
    ['<button aria-label="Close" />', 1],
    ["<img alt={`Map`} />", 1],
    ['<p className="wide" id="a">{t("score.title")} / 100 %</p>', 0],
    ['<Row tone={"warm"}>{score.name}</Row>', 0],
  ])("%s has %i problem", (jsx, count) => {
    expect(checkLiteralWords({ path: "app/ui/a.tsx", text: `const a = ${jsx};` })).toHaveLength(count);
  });

  test("stand in the catalogues, not in the pages", () => {
    expect(files.flatMap(checkLiteralWords)).toEqual([]);
  });

  test("a missing key and a missing value are caught, plural forms are not", () => {
    const vi = { a: { b: "Điểm {{score}}", c: "Lô" }, n_other: "{{count}} lô" };
    const en = { a: { b: "Score" }, n_one: "one batch", n_other: "{{count}} batches", d: "Only here" };
    expect(checkCatalogues(vi, en)).toEqual([
      "a.b has other values: vi {{score}}, en {{}}",
      "a.c is missing in en",
      "d is missing in vi",
    ]);
  });

  const viPaths = [...paths].filter((path) => /^app\/i18n\/vi(\.|\/)/.test(path));
  const enPaths = [...paths].filter((path) => /^app\/i18n\/en(\.|\/)/.test(path));

  test("both languages have the same files", () => {
    expect(enPaths.map((path) => path.replace("/en", "/vi"))).toEqual(viPaths);
  });

  test.each(viPaths)("%s says the same in both languages", async (path) => {
    const load = async (file: string): Promise<Catalogue> =>
      (await import(/* @vite-ignore */ pathToFileURL(join(ROOT, file)).href)) as Catalogue;
    const [vi, en] = [await load(path), await load(path.replace("/vi", "/en"))];
    // An export may be named after its language.
    const unname = (catalogue: Catalogue): Catalogue =>
      Object.fromEntries(
        Object.entries(catalogue).map(([name, value]) => [name.replace(/^(vi|en)(?![a-z])/, ""), value]),
      );
    expect(checkCatalogues(unname(vi), unname(en))).toEqual([]);
  });
});

/** Fonts without a licence that begins with their family's name, in their folder or in `licences/` below it. */
function listUnlicensedFonts(all: readonly string[]): string[] {
  const licences = all.filter((path) => /(licen[cs]e|ofl)[^/]*$/i.test(path) || /\/licences\//.test(path));
  return all.filter((path) => {
    const [, folder, name] = /^(.*\/)([^/]+)\.(?:woff2?|ttf|otf)$/.exec(path) ?? [];
    if (folder === undefined || name === undefined) return false;
    const families = licences.flatMap((licence) => {
      const rest = licence.startsWith(folder) ? licence.slice(folder.length).replace(/^licences\//, "") : "/";
      return rest.includes("/") ? [] : [rest.replace(/[-.]?(licen[cs]e|ofl)?(\.\w+)?$/i, "")];
    });
    return !families.some((family) => family !== "" && name.toLowerCase().startsWith(family.toLowerCase()));
  });
}

test("every font has its licence beside it", () => {
  const folder = ["f/inter-400.woff2", "f/tinos-400.woff2", "f/plex.ttf", "f/licences/inter.txt", "f/plex-OFL.txt"];
  expect(listUnlicensedFonts(folder)).toEqual(["f/tinos-400.woff2"]);
  expect(listUnlicensedFonts([...paths])).toEqual([]);
});
