import ts from "typescript";
import { parseTypeScript } from "./source-files.ts";
import type { SourceFile } from "./source-files.ts";

const FUNCTION_LINES_MAX = 70;
const LINE_COLUMNS_MAX = 120;

/**
 * Files that are longer than the limit, with their length. This table may only shrink: a file that got
 * shorter must be entered with its new length, one that fits must be taken out, and nothing may be added.
 */
const FILE_LINES_EXCEPTIONS: Readonly<Record<string, number>> = {};

/** Tables of words and numbers are data: their length says nothing about how hard they are to read. */
const isData = (path: string): boolean => /^(app\/i18n\/(vi|en)\b|db\/seeds\/data\/|test\/golden\/)/.test(path);
const isCode = (path: string): boolean => /\.(tsx?|[cm]?js|css)$|^\.ci\/run$/.test(path) && !isData(path);

/** A line that holds one string and nothing else: it cannot be broken, and in a seed it is data. */
const SENTENCE = /^\s*(\w+: )?(["'`])(?:(?!\2).)*\2(,|;| \+)?$/;

/** An address that does not fit into a line with anything else. */
const ADDRESS = /https?:\/\/\S{80}|url\("data:[^"]{80}/;

function limitOf(path: string): number {
  if (/^app\/routes\/.*route\.tsx$/.test(path)) return 120;
  return /^test\/.*\.test\.tsx?$/.test(path) ? 300 : 250;
}

/** Lists files over their limit, and exceptions that are no longer true. */
export function checkFileLength(
  { path, text }: Pick<SourceFile, "path" | "text">,
  exceptions: Readonly<Record<string, number>> = FILE_LINES_EXCEPTIONS,
): string[] {
  if (!isCode(path)) return [];
  const lines = text.trimEnd().split("\n").length;
  const excepted = exceptions[path];
  if (excepted === undefined) return lines > limitOf(path) ? [`${path}: ${lines} lines, limit ${limitOf(path)}`] : [];
  if (lines <= limitOf(path)) return [`${path}: ${lines} lines fit: take it out of the exceptions`];
  return lines === excepted ? [] : [`${path}: ${lines} lines, its exception says ${excepted}: it may only shrink`];
}

/** Lists lines over the limit; a long address, and a sentence of a seed, which cannot be broken, may stand. */
export function checkLineLength({ path, text }: Pick<SourceFile, "path" | "text">): string[] {
  if (!isCode(path)) return [];
  return text.split("\n").flatMap((line, i) => {
    const columns = [...line].length;
    if (path.startsWith("db/seeds/") && SENTENCE.test(line)) return [];
    return columns > LINE_COLUMNS_MAX && !ADDRESS.test(line) ? [`${path}:${i + 1}: ${columns} columns`] : [];
  });
}

/** Lists functions over the limit; blank lines and comments do not count, a `describe` is not a function. */
export function checkFunctionLength(file: SourceFile): string[] {
  if (!/\.tsx?$/.test(file.path)) return [];
  const source = parseTypeScript(file);
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body && !isSuite(node)) {
      const code = file.code.slice(node.getStart(source), node.getEnd());
      const lines = code.split("\n").filter((line) => line.trim() !== "").length;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (lines > FUNCTION_LINES_MAX) {
        problems.push(`${file.path}:${line}: function of ${lines} lines, limit ${FUNCTION_LINES_MAX}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

/** The exceptions whose file is gone. */
export function listDeadExceptions(paths: ReadonlySet<string>): string[] {
  return Object.keys(FILE_LINES_EXCEPTIONS).filter((path) => !paths.has(path));
}
