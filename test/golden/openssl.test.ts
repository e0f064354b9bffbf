import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseNote, parseVerifierKey } from "#domain/ledger/signed-note.ts";
import { sha256 } from "../../server/services/hash.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { appendMany, openTestLedger } from "../db/make-ledger.ts";

/** In front of a raw key. @see RFC 8410, section 4. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

function hasOpenssl(): boolean {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

if (hasOpenssl()) {
  test("openssl alone verifies a checkpoint, by the words of the README", async () => {
    const database = await openTestDatabase("sqlite");
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 5);
    const { text, signatures } = parseNote(ledger.signedCheckpoint().note);
    const { publicKey } = parseVerifierKey(sha256, ledger.verifierKey);
    const verify = (message: string): string => {
      const dir = makeTestDir();
      writeFileSync(join(dir, "key"), Buffer.concat([SPKI_PREFIX, publicKey]));
      writeFileSync(join(dir, "text"), message);
      writeFileSync(join(dir, "signature"), signatures[0]!.signature);
      const key = ["-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin"];
      return execFileSync("openssl", ["pkeyutl", ...key, "-in", "text", "-sigfile", "signature"], {
        cwd: dir,
        encoding: "utf8",
        stdio: "pipe",
      });
    };
    expect(verify(text)).toContain("Verified Successfully");
    expect(() => verify(text.replace("\n5\n", "\n6\n"))).toThrow();
  });
} else {
  process.stderr.write("openssl: NOT RUN, openssl 3 or newer is missing\n");
}
