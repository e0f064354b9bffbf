import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { parseAddCheckpoint } from "#domain/ledger/add-checkpoint.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import type { WitnessPolicy } from "#domain/ledger/witness-policy.ts";
import { sha256 } from "../../server/services/hash.ts";
import { LOG_SEED, loadOrCreateKey, openLogKey } from "../../server/services/ledger/keys.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { appendDraft, makeDraft } from "../db/make-ledger.ts";
import { type Dialect, makeTestLocation } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { spawnWitness, type WitnessProcess } from "../helpers/witness-process.ts";
import { makeWitness } from "../unit/ledger/make-witness.ts";

const ORIGIN = "assay.example/witnessed";

/** Where an installation is, with its keys made: witnesses have to know the log's before it begins. */
export async function makeSite(dialect: Dialect = "sqlite") {
  const dataDir = makeTestDir();
  const { verifierKey } = openLogKey(ORIGIN, loadOrCreateKey(join(dataDir, "keys"), LOG_SEED));
  const location = dialect === "sqlite" ? join(dataDir, "assay.db") : await makeTestLocation(dialect);
  return { dataDir, location, verifierKey };
}

export type Site = Awaited<ReturnType<typeof makeSite>>;

export interface Running extends Services {
  readonly warnings: { details: Record<string, unknown>; message: string }[];
  append(count?: number): Promise<void>;
  close(): Promise<void>;
}

/** The services of a server with this policy; null leaves the log's own. */
export async function startSite(
  { dataDir, location }: Site,
  policy: string | null,
  timing: { lateMs?: number } = {},
): Promise<Running> {
  const database = await openDatabase(location);
  const warnings: Running["warnings"] = [];
  const warn = (details: object, message: string): unknown => warnings.push({ details: { ...details }, message });
  const witnessing = { policy: policy === null ? null : parsePolicy(policy), warn, retryMs: 20, ...timing };
  const options = { database, dataDir, logOrigin: ORIGIN, now: () => new Date(), isSimulated: false, witnessing };
  const services = await createServices(options).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await services.witnesses.close();
    await services.ledger.close();
    await database.close();
  };
  onTestFinished(close);
  await services.witnesses.start();
  const append = async (count = 1): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      await appendDraft(services.ledger, makeDraft(services.ledger.size()));
    }
    await services.ledger.publish();
  };
  return { ...services, warnings, append, close };
}

export function parsePolicy(text: string): WitnessPolicy {
  const parsed = parseWitnessPolicy(sha256, text);
  if (!parsed.ok) throw new RangeError(parsed.issues.join("; "));
  return parsed.policy;
}

/** A line of a policy. */
export const lineOf = (name: string, { verifierKey, url }: { verifierKey: string; url: string }): string =>
  `witness ${name} ${verifierKey} ${url}\n`;

/** Resolves once a quorum has cosigned all there is. */
export const whenWitnessed = ({ witnesses, ledger }: Services): Promise<boolean> =>
  until(() => witnesses.witnessed()?.size === ledger.size(), { what: "a quorum of cosignatures" });

/** A witness that answers 200 and something else than its cosignature of what it was asked. */
export async function startLiar() {
  const honest = makeWitness(3, "witness.example/liar");
  const lies: ((note: string) => string)[] = [
    () => "",
    () => "trust me\n",
    (note) => makeWitness(4, honest.name).cosign(note),
    // Another key's signature in a line with the right name and key id.
    (note) => honest.cosign(note).slice(0, -30) + makeWitness(4, honest.name).cosign(note).slice(-30),
    (note) => honest.cosign(note.replace(/\n(\d+)\n/, "\n9$1\n")),
    (note) => `${honest.cosign(note)}`.repeat(1000),
  ];
  const told: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { note } = parseAddCheckpoint(Buffer.concat(chunks).toString());
      const lie = told.length % lies.length;
      told.push(lie);
      response.end(lies[lie]!(note));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { verifierKey: honest.verifierKey, url, told, lies: lies.length };
}

/** A process that witnesses the site, in a folder of its own or one that it had before. */
export async function startWitness(site: Site, name: string, port?: number, directory = makeTestDir()) {
  const given = { directory, logs: [site.verifierKey], name: `witness.example/${name}` };
  const witness = await spawnWitness(port === undefined ? given : { ...given, port });
  return { ...witness, directory };
}

export type Started = WitnessProcess & { readonly directory: string };

/** The policy that asks one witness. */
export const quorumOf = (name: string, witness: Started): string => `${lineOf(name, witness)}quorum ${name}\n`;
