import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import type { Transaction } from "../../db/dialects/write-queue.ts";
import { findLedgerState } from "../../db/queries/ledger.ts";
import { hashRecoveryKey } from "../domain/ledger/key-chain.ts";
import { type AccessLog, createAccessLog } from "./access/access-log.ts";
import { watchPages } from "./access/watch-pages.ts";
import { createAgreementCalculator } from "./agreement/agreement-calculator.ts";
import { createAnchorFinder } from "./annotation/anchor-finder.ts";
import { markThreadRead } from "./annotation/read-unread.ts";
import { createAssignmentSolver } from "./assignment/assignment-solver.ts";
import { createCommandExecutor, type Recorded } from "./commands/execute-command.ts";
import { HANDLERS } from "./commands/handlers.ts";
import { recordSystem } from "./commands/record-system.ts";
import { createRefusedAttempts } from "./commands/refused-attempts.ts";
import { watchCommands } from "./commands/watch-commands.ts";
import { createDocumentStore } from "./documents/document-store.ts";
import { toPolicyText } from "./cosigning/load-policy.ts";
import { askWitnessesFirst, openWitnesses, type Witnesses, type WitnessesOptions } from "./cosigning/witnesses.ts";
import { createContentStore } from "./evidence/disk-content-store.ts";
import { makeForgetErased } from "./erasure/forget-erased.ts";
import { changesIndex, type IndexCause, listAffectedRounds, recomputeIndex } from "./index/recompute-index.ts";
import { sha256 } from "./hash.ts";
import { createSavedViews, type SavedViews } from "./queue/saved-views.ts";
import { openCheckpointLock } from "./ledger/checkpoint-lock.ts";
import {
  type LogKey,
  loadOrCreateKey,
  openRecoveryKey,
  openSigningKeys,
  openVault,
  RECOVERY_SEED,
} from "./ledger/keys.ts";
import { type Ledger, openLedger } from "./ledger/ledger.ts";
import { readLogHistory } from "./ledger/log-history.ts";
import { openReplica } from "./ledger/replica.ts";
import { createPresentCounts } from "./live/present-counts.ts";
import type { PageServices } from "./page-services.ts";
import type { Vault } from "./vault.ts";
import { createPages, type Pages } from "./pages.ts";
import { type RandomBytes, systemRandomBytes } from "./random-bytes.ts";

export interface ServiceOptions {
  readonly database: Database;
  /** Folder with the keys and the evidence. */
  readonly dataDir: string;
  /** Name of a log made now; an existing log keeps its own. */
  readonly logOrigin: string;
  readonly now: () => Date;
  /** Whether `now` is made up, as by the seed: the first entry of a new log says so. */
  readonly isSimulated: boolean;
  /** For ids and salts that the server makes; the system's when left out. Keys and nonces never come from here. */
  readonly randomBytes?: RandomBytes;
  /** Between two published checkpoints; 10 s when left out. */
  readonly publishEveryMs?: number;
  /**
   * Gives the key that the recovery key is about to put in force: the present one is lost, so nothing is signed when
   * the log is opened.
   */
  readonly replaceLostKey?: (origin: string) => LogKey;
  /** For a server: who is to cosign what the log publishes. Left out, nobody is asked, and what is stored counts. */
  readonly witnessing?: Pick<WitnessesOptions, "policy" | "warn" | "retryMs" | "lateMs">;
  /** Where the checkpoint lock is: a SQLite file or `postgres://…`; `checkpoints.db` in `dataDir` when left out. */
  readonly lockLocation?: string;
  /** Folder for a second copy of each commit; none when left out or null. */
  readonly replicaDir?: string | null;
}

/** What routes, rooms, the feed and the command line call. */
export interface Services extends PageServices {
  /** What pages show, each asked for by one loader. */
  readonly pages: Pages;
  /** Refusals, failed sign-ins, reads and exports; a server starts it, everybody closes it before the ledger. */
  readonly access: AccessLog;
  readonly savedViews: SavedViews;
  /** Remembers how far a person has read a thread; see `read-unread.ts`. */
  markThreadRead(asking: { id: string }, annotationId: string): Promise<void>;
}

/**
 * Opens keys and log and wires the use cases.
 *
 * @throws LogCorrupt when the stored log does not verify. @throws LogBehind when it is shorter than what was signed or
 *   cosigned.
 */
export async function createServices(options: ServiceOptions): Promise<Services> {
  const { database, dataDir, now, replaceLostKey, replicaDir = null, randomBytes = systemRandomBytes } = options;
  const keysDir = join(dataDir, "keys");
  const state = await findLedgerState(database.reader);
  const vault = openVault(keysDir, state === null);
  const origin = state?.origin ?? options.logOrigin;
  const history = await readLogHistory(database.reader, vault);
  const keys =
    replaceLostKey === undefined ? openSigningKeys(keysDir, origin, history) : { key: replaceLostKey(origin) };
  const lockLocation = options.lockLocation ?? join(dataDir, "checkpoints.db");
  const lock = await openCheckpointLock({ location: lockLocation, origin, now });
  const isReadOnly = replaceLostKey !== undefined;
  const replica = replicaDir === null ? null : await openReplica(replicaDir);
  const pace = options.publishEveryMs === undefined ? {} : { publishEveryMs: options.publishEveryMs };
  const ledgerOptions = { database, vault, origin, now, lock, replica, randomBytes, isReadOnly, ...pace };
  const ledger = await openLedger({ ...ledgerOptions, ...keys }).catch(async (error: unknown) => {
    await replica?.close();
    await lock.close();
    throw error;
  });
  const listeners = new Set<(recorded: Recorded) => void>();
  const publish = (recorded: Recorded): void => {
    for (const listener of listeners) listener(recorded);
    // Not awaited: who acted has a receipt already. A failed write stops the queue, which health reports.
    if (PUBLISHED_AT_ONCE.has(recorded.act.head.type)) void ledger.publish().catch(() => undefined);
  };
  const documents = createDocumentStore(database, vault, { now, randomBytes });
  const recorded = recomputeAfterGroups(ledger);
  const witnesses = await openLogWitnesses(options, { ledger, vault, isNew: state === null });
  const executor = createCommandExecutor({
    ledger,
    vault,
    now,
    handlers: HANDLERS,
    publish,
    recorded,
    isProvisional: witnesses.isProvisional,
    conclusionHash: (trx, itemId) => documents.versions.keepNamed(`conclusion/${itemId}`, trx),
  });
  const refusedAttempts = createRefusedAttempts({ ledger, now });
  const access = createAccessLog({ database, ledger, now, dataDir });
  const forgetErased = makeForgetErased(database, ledger);
  const commands = watchCommands(executor, { access, refusedAttempts, forgetErased });
  const services = {
    database,
    ledger,
    vault,
    commands,
    documents,
    content: createContentStore(join(dataDir, "content")),
    anchors: createAnchorFinder(),
    agreement: createAgreementCalculator(),
    assignment: createAssignmentSolver(),
    witnesses,
    present: createPresentCounts(),
    now,
    onRecorded: (listener: (recorded: Recorded) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const markRead = (asking: { id: string }, annotationId: string): Promise<void> =>
    markThreadRead(services, asking, annotationId);
  return {
    ...services,
    access,
    savedViews: createSavedViews({ database, now }),
    markThreadRead: markRead,
    pages: watchPages(createPages(services), access),
  };
}

/** Acts that the world is to see without waiting for the next checkpoint of the clock. */
const PUBLISHED_AT_ONCE: ReadonlySet<string> = new Set(["batch.opened", "item.finalised", "case.decision-approved"]);

/** One index result at most a round and group commit, after the group's last change to an input. */
function recomputeAfterGroups(ledger: Ledger) {
  const causes: IndexCause[] = [];
  const takeCauses = (): IndexCause[] => causes.splice(0);
  const recompute = async (trx: Transaction): Promise<void> => {
    const last = new Map<string, IndexCause>();
    for (const cause of takeCauses()) {
      for (const roundId of await listAffectedRounds(trx, cause.act)) last.set(roundId, cause);
    }
    for (const [roundId, cause] of last) await recomputeIndex(trx, ledger, { roundId, cause });
  };
  ledger.setBeforeCommit(recompute, () => void takeCauses());
  return (cause: IndexCause): void => {
    if (changesIndex(cause.act)) causes.push(cause);
  };
}

/** The witnesses are asked before the first entry: they may know the log that was here before. */
async function openLogWitnesses(
  options: ServiceOptions,
  { ledger, vault, isNew }: { ledger: Ledger; vault: Vault; isNew: boolean },
): Promise<Witnesses> {
  const { database, now, witnessing } = options;
  const given = { database, ledger, vault, now, ...(witnessing ?? { policy: null, warn: () => undefined }) };
  if (witnessing !== undefined) {
    await askWitnessesFirst(given).catch(async (error: unknown) => {
      await ledger.close();
      throw error;
    });
  }
  if (isNew) await createLog(ledger, options);
  return openWitnesses(given);
}

async function createLog(ledger: Ledger, options: ServiceOptions): Promise<void> {
  const { now, isSimulated, dataDir, witnessing } = options;
  const policy = witnessing?.policy ?? null;
  const recoveryKey = openRecoveryKey(ledger.origin, loadOrCreateKey(join(dataDir, "keys"), RECOVERY_SEED));
  await ledger.run(async (trx) => {
    await recordSystem(
      { ledger, trx, now: now() },
      {
        type: "log.created",
        facts: {},
        value: {
          verifierKey: ledger.verifierKey,
          clock: isSimulated ? "simulated time" : "real time",
          // Made with the log and never changed by it: the operator takes the file away.
          recoveryKey: hashRecoveryKey(sha256, recoveryKey.verifierKey),
          witnessPolicy: policy === null ? null : toPolicyText(policy),
          previous: null,
        },
        text: { reason: "" },
      },
    );
  });
}
