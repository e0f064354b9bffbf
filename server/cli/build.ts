// The pages, unless they are there already, made from the sources as they stand: `npm run build`.
import { buildPages } from "./build-pages.ts";
import { InputError } from "./input-error.ts";

const say = (line: string): unknown => process.stderr.write(`build: ${line}\n`);

try {
  const isBuilt = await buildPages({ onStart: () => say("building the pages") });
  say(isBuilt ? "pages built" : "the pages are as new as their sources");
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  for (const line of error.lines) say(line);
  process.exitCode = 1;
}
