import { join } from "node:path";
import { findItem, type ItemRow } from "../../db/queries/items.ts";
import { addEvidence, type EvidenceFile, type TestEvidence } from "./add-evidence.ts";
import { makeRound, type Person, ROUND, type TestRound } from "./make-round.ts";
import { openTestServer, type TestServer, type TestServerOptions } from "./open-test-server.ts";
import { type PageClient, signInByForm } from "./page-client.ts";
import { getItem, importSelfScores } from "./path-steps.ts";
import { makeTestDir } from "./run-dir.ts";

/** A server with the round of `makeRound` in its independent phase, and the people of it able to sign in. */
export interface RoundServer {
  readonly server: TestServer;
  /** Its folder: keys, evidence, and on SQLite the database. */
  readonly dataDir: string;
  readonly round: TestRound;
  /** Documents of Huế that were asked for, as `addEvidence` names them. */
  readonly evidence: ReadonlyMap<string, TestEvidence>;
  /** Item of Huế as it stands now. */
  hue(indicator: string): Promise<ItemRow>;
  signIn(person: Pick<Person, "login" | "actorId">): Promise<PageClient>;
}

/**
 * @param options.evidenceOf - indicators of Huế that get a document; one that is named twice gets two.
 * @param options.file - for all of them, or by indicator; a sample PDF when left out.
 * @param options.selfScores - milli-points that Huế gives itself, by indicator; none when left out.
 */
export async function openRoundServer(
  options: TestServerOptions & {
    evidenceOf: readonly string[];
    file?: EvidenceFile;
    selfScores?: Readonly<Record<string, number>>;
  },
): Promise<RoundServer> {
  const dataDir = makeTestDir();
  const file = options.dialect === "postgres" ? {} : { DATABASE_URL: join(dataDir, "assay.db") };
  const environment = { PUBLIC_ORIGIN: "http://127.0.0.1:0", DATA_DIR: dataDir, ...file, ...options.environment };
  const server = await openTestServer({ ...options, environment });
  const { services } = server;
  const hue = (indicator: string): Promise<ItemRow> => getItem(services, `${ROUND}.hue.${indicator}`);
  let evidence: ReadonlyMap<string, TestEvidence> = new Map();
  const round = await makeRound(services, {
    evidence: async ({ agencies, support }) => {
      if (options.selfScores !== undefined) await importSelfScores(support, options.selfScores);
      const items = await Promise.all(
        options.evidenceOf.map((one) => findItem(services.database.reader, `${ROUND}.hue.${one}`)),
      );
      evidence = await addEvidence(services, agencies[0], items as ItemRow[], options.file);
    },
  });
  const log = { origin: services.ledger.origin, verifierKey: services.ledger.verifierKey };
  const signIn = (person: Pick<Person, "login" | "actorId">): Promise<PageClient> =>
    signInByForm(server, { login: person.login, actorId: person.actorId, log });
  return { server, dataDir, round, evidence, hue, signIn };
}
