// A process that gives commands on a data folder until its work is done or a commit fails, and tells on its standard
// output what it was told. It runs with the shim in front of its C library.
import { writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "../../../db/dialects/open-database.ts";
import { findScore } from "../../../db/queries/scores.ts";
import type { Receipt } from "../../../server/domain/ledger/receipt.ts";
import { submitCommand } from "../../../server/services/commands/submit-command.ts";
import { createServices, type Services } from "../../../server/services/services.ts";
import { sealOf } from "../../helpers/page-commands.ts";
import { getItem } from "../../helpers/path-steps.ts";

/** Who seals what, from the test. */
export interface FaultTask {
  readonly dataDir: string;
  readonly person: { readonly accountId: string; readonly actorId: string };
  readonly itemId: string;
  /** Commands, one after another; each is a commit of its own. */
  readonly commands: number;
  /** Ends without closing anything. */
  readonly isAbandoned: boolean;
  /** Goes on with the next command when one fails. */
  readonly isStubborn: boolean;
}

/** One line of the output. */
export type Told =
  | { readonly recorded: Receipt }
  /** A command of a stubborn worker that failed. */
  | { readonly refused: string }
  /** The first failure; `isStopped`: whether the next command was refused as well. */
  | { readonly failure: string; readonly isStopped: boolean }
  | { readonly done: true };

const task = JSON.parse(process.argv[2] ?? "") as FaultTask;
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const tell = (told: Told): unknown => writeSync(1, `${JSON.stringify(told)}\n`);

/** Twenty millisecond steps that now and then fall back by an hour or leap ahead by a day. */
function makeJumpingClock(): () => Date {
  let looks = 0;
  const startMs = Date.now();
  return () => {
    looks += 1;
    const jumpMs = looks % 7 === 0 ? -3_600_000 : looks % 11 === 0 ? 86_400_000 : 0;
    return new Date(startMs + looks * 20 + jumpMs);
  };
}

async function sealOnce(services: Services): Promise<Receipt> {
  const { person, itemId } = task;
  const db = services.database.reader;
  const item = await getItem(services, itemId);
  const standing = await findScore(db, { itemId, actorId: person.actorId });
  const expects = standing?.version ?? 0;
  const seal = sealOf(item, { expects, milliPoints: 13_000 + 500 * (expects % 2), level: 3 });
  const { commands, now } = services;
  const { receipt } = await submitCommand({ commands, now, ...person }, seal);
  return receipt;
}

async function giveOne(services: Services): Promise<void> {
  try {
    tell({ recorded: await sealOnce(services) });
  } catch (error) {
    if (!task.isStubborn) throw error;
    tell({ refused: String(error) });
    // Whoever makes room says when.
    await answers.next();
  }
}

try {
  const { dataDir } = task;
  const database = await openDatabase(join(dataDir, "assay.db"));
  const options = { database, dataDir, logOrigin: "test.example/log", now: makeJumpingClock(), isSimulated: false };
  const services = await createServices(options);
  writeFileSync(`${dataDir}.armed`, "");
  try {
    for (let count = 0; count < task.commands; count += 1) await giveOne(services);
    if (!task.isAbandoned) {
      await services.ledger.close();
      await database.close();
    }
    tell({ done: true });
  } catch (error) {
    const isStopped = await sealOnce(services).then(
      () => false,
      () => true,
    );
    tell({ failure: String(error), isStopped });
  }
} catch (error) {
  tell({ failure: String(error), isStopped: true });
}
process.exit(0);
