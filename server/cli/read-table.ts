import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "./input-error.ts";

/** One row of a CSV file by column name, with the line of the file that it ends on, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads a file as UTF-8 text.
 *
 * @throws InputError when it cannot be read, saying why.
 */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError([`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/**
 * Reads a CSV file with a header line. Empty lines are left out, cells are trimmed, a byte order mark is ignored.
 *
 * @param columns - columns that must be there; others are kept.
 * @throws InputError naming file and line when the file is no table or a column is missing or repeats.
 */
export function readTable(path: string, columns: readonly string[]): TableRow[] {
  const [header, ...rows] = parseRecords(path);
  if (!header) throw new InputError([`${path}: the file is empty; expected the columns ${columns.join(",")}`]);
  const missing = columns.filter((column) => !header.record.includes(column));
  if (missing.length > 0) throw new InputError([`${path}:1: missing columns: ${missing.join(", ")}`]);
  if (new Set(header.record).size !== header.record.length) throw new InputError([`${path}:1: a column repeats`]);
  return rows.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(header.record.map((column, position) => [column, record[position] ?? ""])),
  }));
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseRecords(path: string): CsvRecord[] {
  const text = readTextFile(path);
  try {
    // With `info` the reader gives record and place, which its types do not say.
    return parse(text, { bom: true, info: true, skip_empty_lines: true, trim: true }) as unknown as CsvRecord[];
  } catch (error) {
    if (error instanceof CsvError) throw new InputError([`${path}: ${error.message}`]);
    throw error;
  }
}
