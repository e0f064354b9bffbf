import { createServices, type Services } from "../../server/services/services.ts";
import { type Dialect, openTestDatabase } from "./open-test-database.ts";
import { makeTestDir } from "./run-dir.ts";

/** The services on an empty database, with keys and evidence in a folder of their own. */
export async function openTestServices(dialect: Dialect, now: () => Date = () => new Date()): Promise<Services> {
  const database = await openTestDatabase(dialect);
  return createServices({
    database,
    dataDir: makeTestDir(),
    logOrigin: "test.example/log",
    now,
    isSimulated: false,
  });
}
