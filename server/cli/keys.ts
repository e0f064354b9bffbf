import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findActor } from "../../db/queries/actors.ts";
import { hashRecoveryKey } from "../domain/ledger/key-chain.ts";
import { REASON_LENGTH_MIN } from "../domain/event/text-rules.ts";
import { Refusal } from "../domain/refusal.ts";
import { sha256 } from "../services/hash.ts";
import { KeyFileError, readKeyFile } from "../services/ledger/key-files.ts";
import { getLogKey, listRecoverySeeds, type LogKey, openRecoveryKey, RECOVERY_SEED } from "../services/ledger/keys.ts";
import { makeLogKey, makeRecoveryKey, type NewLogKey, rotateLogKey } from "../services/ledger/rotate-log-key.ts";
import { rotatePartsKey } from "../services/ledger/rotate-parts-key.ts";
import { readLogHistory } from "../services/ledger/log-history.ts";
import type { Services } from "../services/services.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { openData } from "./open-data.ts";
import { demandOption, getPerson, runOnInstallation } from "./open-installation.ts";
import { readPlaces } from "./read-places.ts";

const SHOW_USAGE = `usage: assay keys show

Prints the keys of the installation: which sign and seal, in which files, and what there is to take away. Only reads.
`;

const ROTATE_LOG_USAGE = `usage: assay keys rotate-log --as LOGIN --reason TEXT [--recovery FILE] [--new-recovery]

Gives the log a new key and records it; the old one is destroyed. Stop the server first.

  --as            an administrator
  --reason        why; it stands in the log for everybody
  --recovery      seed of the recovery key: signs where the old key is lost or somebody else has it
  --new-recovery  makes a new recovery key too; the old one counts no more
`;

const ROTATE_PARTS_USAGE = `usage: assay keys rotate-parts --as LOGIN --reason TEXT

Makes a new key at rest, seals parts of entries and drafts with it, and destroys the old one. What was cut off goes on
with the same command. Stop the server first. Backups of the database from before need the old key: keep it with them,
in another place, or make a new backup.

  --as      an administrator
  --reason  why
`;

const OPTIONS = { as: { type: "string" }, reason: { type: "string" } } as const;
const LOG_OPTIONS = {
  ...OPTIONS,
  recovery: { type: "string" },
  "new-recovery": { type: "boolean", default: false },
} as const;

/** `assay keys rotate-log`. @returns exit code, see `runOnInstallation`. */
export async function runRotateLog(argv: readonly string[], output: CommandOutput): Promise<number> {
  const made: { key: NewLogKey | null } = { key: null };
  const replaceLostKey = (origin: string): LogKey => (made.key = makeLogKey(origin));
  const isLost = argv.some((word) => word === "--recovery" || word.startsWith("--recovery="));
  const line = { name: "assay keys rotate-log", usage: ROTATE_LOG_USAGE, options: LOG_OPTIONS };
  const given = { argv, output, ...(isLost ? { serviceOptions: { replaceLostKey } } : {}) };
  return runOnInstallation(line, given, async (services, { values }) => {
    const { subject, reason } = await demandAdministrator(services, values);
    const { ledger, now } = services;
    const history = await getHistory(services);
    const keysDir = join(readPlaces().dataDir, "keys");
    const next = made.key ?? makeLogKey(ledger.origin);
    const oldKey = history.verifierKey;
    const signer =
      values.recovery === undefined
        ? getLogKey(keysDir, oldKey)
        : openRecoveryFile(values.recovery, { origin: ledger.origin, hash: history.recoveryKey });
    const recovery = values["new-recovery"] ? makeRecoveryKey(keysDir, ledger.origin) : null;
    const nextRecoveryKey = recovery?.hash ?? history.recoveryKey;
    await rotateLogKey({ ledger, keysDir, now, subject, reason, oldKey, signer, next, nextRecoveryKey });
    output.stdout.write(`old key  ${oldKey}\nnew key  ${next.verifierKey}\n`);
    if (recovery !== null) output.stdout.write(`recovery key  ${recovery.path}: take it away, to a safe place\n`);
  });
}

/** `assay keys rotate-parts`. @returns exit code, see `runOnInstallation`. */
export async function runRotateParts(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay keys rotate-parts", usage: ROTATE_PARTS_USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const { subject, reason } = await demandAdministrator(services, values);
    const { database, ledger, vault, now } = services;
    const keysDir = join(readPlaces().dataDir, "keys");
    const onProgress = (table: string, rows: number): void => {
      output.stderr.write(`assay keys rotate-parts: ${table} ${rows}\n`);
    };
    const rotation = { database, ledger, vault, keysDir, now, subject, reason, onProgress };
    const { oldKey, newKey } = await rotatePartsKey(rotation);
    output.stdout.write(
      `old key  ${oldKey}, destroyed\nnew key  ${newKey}\n` +
        `backups of the database made until now open with key ${oldKey} only\n`,
    );
  });
}

/** `assay keys show`. @returns 0, or 2 when there is nothing to look at. */
export async function runShowKeys(argv: readonly string[], output: CommandOutput): Promise<number> {
  if (argv.length > 0) {
    (argv[0] === "--help" ? output.stdout : output.stderr).write(SHOW_USAGE);
    return argv[0] === "--help" ? 0 : 2;
  }
  try {
    const { database, vault, key, lock } = await openData();
    try {
      const history = await readLogHistory(database.reader, vault);
      const keysDir = join(readPlaces().dataDir, "keys");
      const files = readdirSync(keysDir).sort();
      output.stdout.write(`log key       ${key.verifierKey}\n`);
      output.stdout.write(`rotations     ${history?.rotations.length ?? 0}\n`);
      output.stdout.write(`recovery key  sha256 ${history?.recoveryKey ?? "none"}\n`);
      output.stdout.write(`key at rest   ${vault.keyId}\n`);
      output.stdout.write(`files         ${keysDir}: ${files.join(", ")}\n`);
      for (const path of listRecoverySeeds(readPlaces().dataDir)) output.stdout.write(`take away     ${path}\n`);
      return 0;
    } finally {
      await lock.close();
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay keys show: ${line}\n`);
    return 2;
  }
}

/**
 * The recovery key of a file, once it is the one that the log names.
 *
 * @param expected.hash - of the recovery key in force; null: the log has none.
 * @throws InputError when the file is another key, or none.
 */
export function openRecoveryFile(path: string, expected: { origin: string; hash: string | null }): LogKey {
  if (!existsSync(path)) throw new InputError([`there is no file ${path}`]);
  const key = openRecoveryKey(expected.origin, readRecoverySeed(path));
  if (expected.hash === null) throw new InputError(["the log names no recovery key"]);
  if (hashRecoveryKey(sha256, key.verifierKey) !== expected.hash) {
    throw new InputError([`${path} is not the recovery key that the log names (${RECOVERY_SEED} when it was made)`]);
  }
  return key;
}

function readRecoverySeed(path: string): Uint8Array {
  try {
    return readKeyFile(path);
  } catch (error) {
    if (error instanceof KeyFileError) throw new InputError([error.message]);
    throw error;
  }
}

async function getHistory({ database, vault }: Services) {
  const history = await readLogHistory(database.reader, vault);
  if (history === null) throw new InputError(["the log does not say which key it began with"]);
  return history;
}

/** @throws Refusal `actor.forbidden` for anybody else. @throws InputError when the reason is missing. */
async function demandAdministrator(
  services: Services,
  values: { as?: string; reason?: string },
): Promise<{ subject: string; reason: string }> {
  const person = await getPerson(services, demandOption("as", values.as), null);
  const actor = await findActor(services.database.reader, person.accountId);
  if (actor?.roles.includes("administrator") !== true) throw new Refusal("actor.forbidden");
  return { subject: person.actorId, reason: demandReason(values.reason) };
}

function demandReason(given: string | undefined): string {
  const reason = demandOption("reason", given).normalize("NFC").trim();
  if (reason.length < REASON_LENGTH_MIN)
    throw new InputError([`--reason has ${reason.length} characters, at least ${REASON_LENGTH_MIN} are needed`]);
  return reason;
}
