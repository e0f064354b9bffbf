import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";

/** Version of an installed package: what it reads today it may read otherwise in the next one. */
export function readPackageVersion(name: string): string {
  const path = findPackageJSON(name, import.meta.url);
  if (path === undefined) throw new Error(`package version: ${name} is not installed`);
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}
