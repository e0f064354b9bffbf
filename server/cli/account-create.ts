import { randomBytes } from "node:crypto";
import { type Role, ROLES } from "../domain/policy/actor.ts";
import { createAccount } from "../services/process/create-account.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { demandOption, runOnInstallation } from "./open-installation.ts";

const USAGE = `usage: assay account create --login LOGIN --name NAME [--role ROLE]… [--entity ID] [--password-stdin]

Makes an account; the first ones of an installation are made so. Without --password-stdin a password is made and
printed once. Reads DATA_DIR, DATABASE_URL and, for a new log, PUBLIC_ORIGIN; stop the server first.

  --role            ${ROLES.join(", ")}; may be repeated, and is left out for panel members
  --entity          the agency that a representative speaks for
  --password-stdin  read the password from the first line of standard input
`;

const OPTIONS = {
  login: { type: "string" },
  name: { type: "string" },
  role: { type: "string", multiple: true, default: [] as string[] },
  entity: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
} as const;

const PASSWORD_LENGTH_MIN = 12;

/** `assay account create`. @returns exit code, see `runOnInstallation`. */
export async function runAccountCreate(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay account create", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const login = demandOption("login", values.login);
    const displayName = demandOption("name", values.name);
    const roles = values.role.map(parseRole);
    if (roles.includes("agency") !== (values.entity !== undefined)) {
      throw new InputError(["--role agency and --entity go together"]);
    }
    const given = values["password-stdin"] ? await readPassword() : null;
    const password = given ?? randomBytes(12).toString("base64url");
    const entityId = values.entity ?? null;
    const { actorId } = await createAccount(services, { login, displayName, password, roles, entityId });
    output.stdout.write(`account ${login}, pseudonym ${actorId}\n`);
    if (given === null) output.stdout.write(`password ${password}\n`);
  });
}

function parseRole(text: string): Role {
  const role = ROLES.find((one) => one === text);
  if (role === undefined) throw new InputError([`--role ${text} is none of ${ROLES.join(", ")}`]);
  return role;
}

async function readPassword(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
  const [password = ""] = text.split(/\r?\n/);
  if (password.length >= PASSWORD_LENGTH_MIN) return password;
  throw new InputError([`the password has ${password.length} characters, at least ${PASSWORD_LENGTH_MIN} are needed`]);
}
