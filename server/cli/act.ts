import { type EventType, EVENTS, isEventType } from "../domain/event/catalogue.ts";
import type { HeadFacts } from "../domain/event/head.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { demandOption, getPerson, runOnInstallation } from "./open-installation.ts";
import type { Submission } from "../services/commands/submit-command.ts";

const USAGE = `usage: assay act --as LOGIN --type EVENT [--facts JSON] [--value JSON] [--text JSON]

Gives one command in somebody's name, with the rights and the checks that it has in the browser.
Reads DATA_DIR and DATABASE_URL; stop the server first.

  --type   one of the events, as round.created or panel.created
  --facts  what the head of the entry names: round, panel, batch, entity, item …
  --value  the value part; --text the text part; {} when left out
`;

const OPTIONS = {
  as: { type: "string" },
  type: { type: "string" },
  facts: { type: "string", default: "{}" },
  value: { type: "string", default: "{}" },
  text: { type: "string", default: "{}" },
} as const;

/** `assay act`. @returns exit code, see `runOnInstallation`. */
export async function runAct(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay act", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const submission = readSubmission(values);
    const person = await getPerson(services, demandOption("as", values.as), submission.facts.round ?? null);
    const { seq, command } = await person.submit(submission);
    output.stdout.write(`${JSON.stringify({ seq, command })}\n`);
  });
}

function readSubmission(values: { type?: string; facts: string; value: string; text: string }): Submission<EventType> {
  const type = demandOption("type", values.type);
  if (!isEventType(type))
    throw new InputError([`--type ${type} is no event`, `events: ${Object.keys(EVENTS).join(" ")}`]);
  const facts = parseJson("facts", values.facts) as HeadFacts;
  const [value, text] = [parseJson("value", values.value), parseJson("text", values.text)];
  const problems = [EVENTS[type].value.safeParse(value), EVENTS[type].text.safeParse(text)].flatMap((parsed, place) =>
    (parsed.error?.issues ?? []).map((issue) => {
      const path = issue.path.map(String).join(".");
      return `--${place === 0 ? "value" : "text"} ${path}: ${issue.message}`;
    }),
  );
  if (problems.length > 0) throw new InputError(problems);
  return { type, facts, value, text } as Submission<EventType>;
}

function parseJson(option: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The sentence below says it.
  }
  throw new InputError([`--${option} is no JSON object: ${text}`]);
}
