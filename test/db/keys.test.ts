import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { hashRecoveryKey, followKeyChain } from "#domain/ledger/key-chain.ts";
import { verifyNote } from "#domain/ledger/signed-note.ts";
import { lockDataDir } from "../../db/dialects/lock-data-dir.ts";
import { runDoctor } from "../../server/cli/doctor.ts";
import { runExport } from "../../server/cli/export.ts";
import { runRotateLog, runRotateParts, runShowKeys } from "../../server/cli/keys.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { openRecoveryKey, openVault } from "../../server/services/ledger/keys.ts";
import { readLogHistory } from "../../server/services/ledger/log-history.ts";
import { writeKeyFile } from "../../server/services/ledger/key-files.ts";
import { makeLogKey } from "../../server/services/ledger/rotate-log-key.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import { readReplica } from "../../server/services/ledger/replica.ts";
import { rotatePartsKey } from "../../server/services/ledger/rotate-parts-key.ts";
import type { Services } from "../../server/services/services.ts";
import { createIdentity } from "../../server/services/identity/identity.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import { createVault } from "../../server/services/vault.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { CONCLUSION, OLD_CONCLUSION, OPEN_WORDS, writeConclusions } from "./conclusion-rows.ts";
import { type Installation, makeInstallation, onServices, openStored, runCommand } from "./make-installation.ts";

const PASSWORD = "mật-khẩu-quản-trị";
const REASON = "The key is changed once a year.";
const DRAFT = "draft/item-1/a_0000000000000001";

async function makeStaffed(dialect: (typeof DIALECTS)[number]): Promise<Installation> {
  const at = await makeInstallation(dialect);
  await onServices(at, async (services) => {
    const make = (login: string, role: "administrator" | "auditor") =>
      createAccount(services, { login, displayName: login, password: PASSWORD, roles: [role], entityId: null });
    await make("admin", "administrator");
    await make("auditor", "auditor");
    await signInOnce(services);
    await services.documents.load(DRAFT);
    await services.documents.append(DRAFT, [Uint8Array.of(0, 0)], []);
    await services.documents.compact(DRAFT);
    await services.documents.append(DRAFT, [Uint8Array.of(0, 0)], []);
    await writeConclusions(services);
  });
  return at;
}

/** Makes the key of what browsers keep of the administrator. */
async function signInOnce({ database, vault }: Services): Promise<void> {
  const identity = await createIdentity({ database, vault, isSecure: false });
  await identity.signIn({ login: "admin", password: PASSWORD, address: "192.0.2.1", cookieHeader: null }, new Date());
}

const NOBODY = { password: PASSWORD, roles: [], entityId: null };
const readKey = ({ ledger }: Services): Promise<string> => Promise.resolve(ledger.verifierKey);

const AS_ADMIN = ["--as", "admin", "--reason", REASON];

/** Everything in all tables of the database, as one text of bytes. */
async function dump(at: Installation): Promise<Buffer> {
  const database = await openStored(at);
  try {
    const query =
      database.dialect.name === "sqlite"
        ? sql<{ name: string }>`select name from sqlite_schema where type = 'table'`
        : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
    const pieces: Buffer[] = [];
    for (const { name } of (await query.execute(database.reader)).rows) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database.reader);
      for (const row of rows) {
        for (const cell of Object.values(row)) {
          pieces.push(cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(String(cell)), Buffer.of(0));
        }
      }
    }
    return Buffer.concat(pieces);
  } finally {
    await database.close();
  }
}

async function findProblems(at: Installation): Promise<string[]> {
  const database = await openStored(at);
  try {
    return (await checkDatabase(database, openVault(at.keysDir))).flatMap(({ problems }) => problems);
  } finally {
    await database.close();
  }
}

const idIn = (text: string, label: string): string => new RegExp(`${label}\\s+([^\\s,]+)`).exec(text)![1]!;

describe.each(DIALECTS)("keys of an installation on %s", (dialect) => {
  test("are files of mode 0400, and none is in the database, in any spelling", async () => {
    const at = await makeStaffed(dialect);
    const files = readdirSync(at.keysDir).sort();
    expect(files).toEqual(["log.seed", "parts.key", "recovery.seed"]);
    const copy = await dump(at);
    expect(copy.length).toBeGreaterThan(1_000);
    for (const name of files) {
      const key = readFileSync(join(at.keysDir, name));
      for (const spelt of [
        key,
        ...(["hex", "base64", "base64url", "latin1"] as const).map((one) => key.toString(one)),
      ]) {
        expect(copy.includes(spelt), name).toBe(false);
      }
    }
  });

  test("the first entry names the recovery key by its hash only", async () => {
    const at = await makeStaffed(dialect);
    await onServices(at, async ({ database, vault, ledger }) => {
      const history = await readLogHistory(database.reader, vault);
      const recovery = openRecoveryKey(ledger.origin, readFileSync(join(at.keysDir, "recovery.seed")));
      expect(history).toMatchObject({
        verifierKey: ledger.verifierKey,
        recoveryKey: hashRecoveryKey(sha256, recovery.verifierKey),
        rotations: [],
      });
    });
  });

  test("a key file that others may read keeps the installation shut", async () => {
    const at = await makeStaffed(dialect);
    for (const name of ["log.seed", "parts.key"]) {
      chmodSync(join(at.keysDir, name), 0o440);
      await expect(onServices(at, () => Promise.resolve())).rejects.toThrow(`chmod 0400 '${join(at.keysDir, name)}'`);
      chmodSync(join(at.keysDir, name), 0o400);
    }
    await onServices(at, () => Promise.resolve());
  });

  test("the log's key is changed by an entry that both sign, and only the new one signs from then on", async () => {
    const at = await makeStaffed(dialect);
    const before = await onServices(at, ({ ledger }) => Promise.resolve(ledger.verifierKey));
    const { code, text } = await runCommand(at, runRotateLog, ...AS_ADMIN);
    expect([code, idIn(text, "old key")]).toEqual([0, before]);
    const after = idIn(text, "new key");
    expect(readdirSync(at.keysDir).filter((name) => name.startsWith("log"))).toEqual([
      `log-${after.split("+")[1]}.seed`,
    ]);
    await onServices(at, async ({ ledger, database }) => {
      expect(ledger.verifierKey).toBe(after);
      const size = ledger.size();
      const { note } = await database.reader
        .selectFrom("checkpoint")
        .select("note")
        .where("size", "=", size)
        .executeTakeFirstOrThrow();
      for (const verifierKey of [before, after]) expect(verifyNote(nodeCrypto, { note, verifierKey })).not.toBeNull();
      const { rotations, recoveryKey } = await ledger.readKeys();
      const chain = { log: ledger.origin, rotations, recoveryKey: null };
      expect(followKeyChain(nodeCrypto, { ...chain, trustedKey: before })).toBe(after);
      expect(recoveryKey).not.toBeNull();
    });
    const third = await runCommand(at, runRotateLog, ...AS_ADMIN);
    const file = join(makeTestDir(), "export.ndjson");
    expect((await runCommand(at, runExport, "--out", file)).code).toBe(0);
    const verified = await runCommand(at, runVerify, file, "--key", before);
    expect([verified.code, verified.text]).toEqual([0, expect.stringMatching(/signatures +passed/)]);
    await onServices(at, async ({ ledger }) => {
      const { rotations } = await ledger.readKeys();
      const chain = { log: ledger.origin, rotations, recoveryKey: null };
      expect(followKeyChain(nodeCrypto, { ...chain, trustedKey: before })).toBe(idIn(third.text, "new key"));
    });
    expect(await findProblems(at)).toEqual([]);
  });

  test("a crash before or after the entry leaves a log that is signed as its entries say", async () => {
    const at = await makeStaffed(dialect);
    const signed = (given: Services) => Promise.resolve(given.ledger.signedCheckpoint().note);
    const isSigned = (note: string, verifierKey: string) => verifyNote(nodeCrypto, { note, verifierKey }) !== null;
    const [before, seed] = [await onServices(at, readKey), readFileSync(join(at.keysDir, "log.seed"))];
    makeLogKey("test.example/log").save(at.keysDir);
    expect(await onServices(at, readKey)).toBe(before);
    expect((await runCommand(at, runRotateLog, ...AS_ADMIN)).code).toBe(0);
    expect(readdirSync(at.keysDir).filter((name) => name.startsWith("log"))).toHaveLength(1);
    // As it was before the old seed was destroyed: the checkpoint over the entry is signed by both once more.
    writeKeyFile(join(at.keysDir, "log.seed"), seed);
    const after = await onServices(at, readKey);
    const both = await onServices(at, signed);
    expect([isSigned(both, before), isSigned(both, after)]).toEqual([true, true]);
    const next = await onServices(at, async (services) => {
      await createAccount(services, { ...NOBODY, login: "later", displayName: "later" });
      return signed(services);
    });
    expect([isSigned(next, before), isSigned(next, after)]).toEqual([false, true]);
  });

  test("a lost log key is replaced by the recovery key, and by nothing else", async () => {
    const at = await makeStaffed(dialect);
    const away = join(makeTestDir(), "recovery.seed");
    copyFileSync(join(at.keysDir, "recovery.seed"), away);
    const lost = join(at.keysDir, "log.seed");
    const before = await onServices(at, ({ ledger }) => Promise.resolve(ledger.verifierKey));
    const other = join(makeTestDir(), "keys");
    mkdirSync(other);
    copyFileSync(lost, join(other, "log.seed"));
    chmodSync(join(other, "log.seed"), 0o400);
    rmSync(lost);
    await expect(onServices(at, () => Promise.resolve())).rejects.toThrow("rotate-log --recovery FILE");
    const wrong = await runCommand(at, runRotateLog, ...AS_ADMIN, "--recovery", join(other, "log.seed"));
    expect([wrong.code, wrong.notes]).toEqual([2, expect.stringContaining("is not the recovery key")]);
    expect(readdirSync(at.keysDir).sort()).toEqual(["parts.key", "recovery.seed"]);

    const done = await runCommand(at, runRotateLog, ...AS_ADMIN, "--recovery", away, "--new-recovery");
    expect([done.code, done.notes]).toEqual([0, ""]);
    await onServices(at, async ({ ledger }) => {
      const { rotations, recoveryKey } = await ledger.readKeys();
      expect(rotations).toMatchObject([{ signedBy: "recovery-key", oldKey: before, newKey: ledger.verifierKey }]);
      const made = openRecoveryKey(ledger.origin, readFileSync(/recovery key {2}(.*):/.exec(done.text)![1]!));
      expect(recoveryKey).toBe(hashRecoveryKey(sha256, made.verifierKey));
    });
    expect((await runCommand(at, runRotateLog, ...AS_ADMIN, "--recovery", away)).notes).toContain(
      "is not the recovery",
    );
    expect(await findProblems(at)).toEqual([]);
  });

  test("the key at rest is changed: every box opens with the new key, none with the old one", async () => {
    const at = await makeStaffed(dialect);
    const old = createVault(readFileSync(join(at.keysDir, "parts.key")));
    const before = await dump(at);
    expect(before.includes(Buffer.from(`01${old.keyId}`, "hex"))).toBe(true);
    const { code, text } = await runCommand(at, runRotateParts, ...AS_ADMIN);
    expect([code, idIn(text, "old key")]).toEqual([0, old.keyId]);
    const fresh = createVault(readFileSync(join(at.keysDir, "parts.key")));
    expect(idIn(text, "new key")).toBe(fresh.keyId);
    expect(existsSync(join(at.keysDir, "parts-next.key"))).toBe(false);

    expect((await dump(at)).includes(Buffer.from(`01${old.keyId}`, "hex"))).toBe(false);
    // What was never sealed is from now on.
    expect(before.includes(OPEN_WORDS)).toBe(true);
    expect((await dump(at)).includes(OPEN_WORDS)).toBe(false);
    expect(await findProblems(at)).toEqual([]);
    await onServices(at, async ({ database, documents }) => {
      expect((await documents.load(DRAFT)).updates).toHaveLength(1);
      for (const name of [CONCLUSION, OLD_CONCLUSION]) {
        expect((await documents.readConclusion(name)).text).toBe(OPEN_WORDS);
      }
      const [version] = await documents.versions.list(CONCLUSION);
      const said = await documents.versions.read(CONCLUSION, version?.id ?? 0);
      expect(said).toEqual(await documents.versions.read(CONCLUSION, null));
      const rows = await database.reader.selectFrom("ledger_part").selectAll().execute();
      for (const row of rows) {
        expect(openParts(fresh, row).head.bytes).toContain("actor");
        expect(() => openParts(old, row)).toThrow();
      }
      const [kept, ...more] = await database.reader.selectFrom("local_key").selectAll().execute();
      expect([fresh.open(kept!.box, `local-key/${kept!.account_id}`).length, more]).toEqual([32, []]);
      const update = sql`update ledger_part set value = head where seq = 0`;
      await expect(database.writer.run((trx) => update.execute(trx))).rejects.toThrow("append-only");
    });
    const again = await runCommand(at, runRotateParts, ...AS_ADMIN);
    expect([again.code, idIn(again.text, "old key")]).toEqual([0, fresh.keyId]);
  });

  test("with the key at rest the second copy is made anew, and opens with the new key", async () => {
    const at = await makeStaffed(dialect);
    const replicaDir = join(makeTestDir(), "replica");
    const old = createVault(readFileSync(join(at.keysDir, "parts.key")));
    const rotate = ({ database, ledger, vault, now }: Services) =>
      rotatePartsKey({
        ...{ database, ledger, vault, now, keysDir: at.keysDir },
        ...{ subject: "a_0000000000000001", reason: REASON, onProgress: () => undefined },
      });
    await onServices(at, rotate, { replicaDir });
    const fresh = openVault(at.keysDir);
    const size = await onServices(at, ({ ledger }) => Promise.resolve(ledger.size()), { replicaDir });
    let copied = 0;
    for await (const { seq, boxes } of readReplica(replicaDir)) {
      openParts(fresh, { seq, ...boxes });
      expect(() => openParts(old, { seq, ...boxes })).toThrow();
      copied += 1;
    }
    expect(copied).toBe(size);
  });

  test("only an administrator changes keys, with a reason, and alone", async () => {
    const at = await makeStaffed(dialect);
    for (const command of [runRotateLog, runRotateParts]) {
      expect((await runCommand(at, command, "--as", "auditor", "--reason", REASON)).notes).toContain("actor.forbidden");
      expect((await runCommand(at, command, "--as", "admin", "--reason", "short")).notes).toContain("at least 20");
      expect((await runCommand(at, command, "--as", "admin")).notes).toContain("--reason is required");
      const unlock = lockDataDir(at.dataDir);
      expect((await runCommand(at, command, ...AS_ADMIN)).notes).toContain("another process works in");
      unlock();
    }
    expect(readdirSync(at.keysDir).sort()).toEqual(["log.seed", "parts.key", "recovery.seed"]);
    await onServices(at, async ({ ledger }) => expect((await ledger.readKeys()).rotations).toEqual([]));
    const shown = await runCommand(at, runShowKeys);
    expect([shown.code, shown.text]).toEqual([0, expect.stringContaining(`take away     ${at.keysDir}`)]);
    expect((await runCommand(at, runDoctor, "--rebuild")).code).toBe(0);
  });
});
