import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkWitnesses } from "#domain/ledger/check-witnesses.ts";
import { verifyNote } from "#domain/ledger/signed-note.ts";
import { createFeedHub, type FeedEvent } from "../../server/services/feed/feed-hub.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { LogBehind, LogCorrupt } from "../../server/services/ledger/ledger.ts";
import { inDays, makeRound, ROUND } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { finalise, keep, openFirstBatch } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { spawnWitness } from "../helpers/witness-process.ts";
import {
  lineOf,
  makeSite,
  parsePolicy,
  quorumOf,
  startLiar,
  startSite,
  startWitness,
  whenWitnessed,
} from "./witnessed-site.ts";

describe.each(DIALECTS)("%s", (dialect) => {
  test("two of three: one good is not enough beside one down and one lying, two good are", async () => {
    const site = await makeSite(dialect);
    const logs = [site.verifierKey];
    const good = await spawnWitness({ directory: makeTestDir(), logs, name: "witness.example/good" });
    const directory = makeTestDir();
    const down = await spawnWitness({ directory, logs, name: "witness.example/down" });
    await down.kill();
    const liar = await startLiar();
    const names = `${lineOf("good", good)}${lineOf("down", down)}${lineOf("liar", liar)}`;
    const policy = `${names}group three 2 good down liar\nquorum three\n`;
    const site1 = await startSite(site, policy);
    await site1.append(5);
    await until(() => site1.witnesses.status().cosigned === 1 && liar.told.length > liar.lies);
    expect(site1.witnesses.status()).toMatchObject({
      state: "waiting",
      cosigned: 1,
      needed: 2,
      total: 3,
      names: ["good", "down", "liar"],
      newest: null,
      isChanging: false,
    });
    expect(site1.witnesses.witnessed()).toBeNull();
    expect(site1.witnesses.isProvisional(0)).toBe(true);
    const told = new Set(site1.warnings.map(({ details }) => details["witness"]));
    expect(told).toEqual(new Set(["down", "liar"]));

    await spawnWitness({ directory, logs, name: "witness.example/down", port: down.port });
    await whenWitnessed(site1);
    const size = site1.ledger.size();
    expect(site1.witnesses.isProvisional(size - 1)).toBe(false);
    expect(site1.witnesses.isProvisional(size)).toBe(true);
    const { note } = await site1.ledger.publishedCheckpoint();
    expect(verifyNote(nodeCrypto, { note, verifierKey: site.verifierKey })).toContain(`\n${size}\n`);
    expect(checkWitnesses(nodeCrypto, { note, policy: parsePolicy(policy) })).toMatchObject({
      isQuorum: true,
      bad: [],
    });
    expect(site1.witnesses.status()).toMatchObject({ state: "witnessed", cosigned: 2, newest: { size } });
    const [newest] = await site1.witnesses.listCheckpoints(1);
    expect(newest).toMatchObject({ size, isWitnessed: true, by: [{ name: "good" }, { name: "down" }] });

    // What is stored counts after a restart, also for a command that asks nobody.
    await site1.close();
    const site2 = await startSite(site, null);
    expect(site2.witnesses.witnessed()).toMatchObject({ size, note });
    await site2.append();
    await whenWitnessed(site2);
  });
});

test("a witness that is away makes the log late, however often it publishes", async () => {
  const site = await makeSite();
  const witness = await startWitness(site, "w");
  const running = await startSite(site, quorumOf("w", witness), { lateMs: 300 });
  await running.append();
  await whenWitnessed(running);
  expect(running.witnesses.status().state).toBe("witnessed");
  await witness.kill();
  await running.append();
  expect(running.witnesses.status().state).toBe("waiting");
  await until(async () => {
    await running.append();
    return running.witnesses.status().state === "late";
  });
  await startWitness(site, "w", witness.port, witness.directory);
  await whenWitnessed(running);
  expect(running.witnesses.status().state).toBe("witnessed");
});

const FILES = ["assay.db", "checkpoints.db"];

test("an old backup, an empty database and a rewritten log are refused at the start", async () => {
  const site = await makeSite();
  const witness = await startWitness(site, "w");
  const policy = quorumOf("w", witness);
  const first = await startSite(site, policy);
  await first.append(3);
  await whenWitnessed(first);
  await first.close();
  // The lock is on the same disk, and goes back with the database: only the witness is left to notice.
  const keep = (): string => {
    const folder = makeTestDir();
    for (const file of FILES) copyFileSync(join(site.dataDir, file), join(folder, file));
    return folder;
  };
  const restore = (folder: string | null): void => {
    for (const file of readdirSync(site.dataDir)) if (/\.db/.test(file)) rmSync(join(site.dataDir, file));
    if (folder !== null) for (const file of FILES) copyFileSync(join(folder, file), join(site.dataDir, file));
  };
  const backup = keep();

  const second = await startSite(site, policy);
  await second.append(4);
  await whenWitnessed(second);
  const size = second.ledger.size();
  await second.close();
  const newest = keep();

  restore(backup);
  const refused = await startSite(site, policy).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LogBehind);
  expect(String(refused)).toMatch(new RegExp(`the witness w has cosigned ${size} entries.*assay recover`));
  // Without the setting, those that the log names are asked.
  restore(backup);
  await expect(startSite(site, null)).rejects.toBeInstanceOf(LogBehind);

  restore(null);
  await expect(startSite(site, policy)).rejects.toBeInstanceOf(LogBehind);

  // The rest written anew, longer than before, while nobody was asked.
  restore(backup);
  await witness.stop();
  const rewritten = await startSite(site, policy);
  expect(rewritten.warnings.map(({ message }) => message)).toContain("the witness could not say what it knows");
  await rewritten.append(9);
  expect(rewritten.witnesses.isProvisional(rewritten.ledger.size() - 1)).toBe(true);
  await rewritten.close();
  await startWitness(site, "w", witness.port, witness.directory);
  const forked = await startSite(site, policy).catch((error: unknown) => error);
  expect(forked).toBeInstanceOf(LogCorrupt);
  expect(String(forked)).toContain("the witness w has cosigned other entries");

  restore(newest);
  const good = await startSite(site, policy);
  await good.append();
  await whenWitnessed(good);
});

test("a new policy counts once the old quorum has cosigned its entry", async () => {
  const site = await makeSite();
  const [old, young] = [await startWitness(site, "old"), await startWitness(site, "young")];
  const plain = await startSite(site, null);
  expect(plain.witnesses.status()).toMatchObject({ state: "off", total: 0, names: [] });
  expect(plain.witnesses.isProvisional(0)).toBe(false);
  await plain.close();

  // Where nobody was asked, the first policy counts at once.
  const first = await startSite(site, quorumOf("old", old));
  expect(first.witnesses.status()).toMatchObject({ names: ["old"], isChanging: false });
  await whenWitnessed(first);
  const entries = first.ledger.size();
  await first.close();
  const same = await startSite(site, quorumOf("old", old));
  expect(same.ledger.size()).toBe(entries);
  await same.close();

  await old.stop();
  const changing = await startSite(site, quorumOf("young", young));
  expect(changing.ledger.size()).toBe(entries + 1);
  await until(async () => (await changing.witnesses.listCheckpoints(1))[0]?.note.includes("witness.example/young"));
  expect(changing.witnesses.status()).toMatchObject({ names: ["old"], isChanging: true, cosigned: 0 });
  expect(changing.witnesses.witnessed()?.size).toBe(entries);
  await changing.close();

  // Also after a restart; the log says where the old one is asked.
  const waiting = await startSite(site, quorumOf("young", young));
  expect(waiting.ledger.size()).toBe(entries + 1);
  expect(waiting.witnesses.status()).toMatchObject({ names: ["old"], isChanging: true });
  const back = await startWitness(site, "old", old.port, old.directory);
  await until(() => !waiting.witnesses.status().isChanging);
  expect(waiting.witnesses.status().names).toEqual(["young"]);
  await back.stop();
  await waiting.append();
  await whenWitnessed(waiting);
});

test("a final score is provisional, and the round stays, until witnesses have seen the decision", async () => {
  const site = await makeSite();
  const witness = await startWitness(site, "w");
  const services = await startSite(site, quorumOf("w", witness));
  const round = await makeRound(services);
  await openFirstBatch(services, round);
  await witness.stop();
  const item = round.itemId("hue", "1.2");
  for (const expert of round.panel1.experts) await keep(services, expert, item);
  await finalise(services, round.panel1.chair, item);
  const [officer] = round.officers;
  const facts = { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m1` };
  const move = (from: "reconciliation" | "response", to: "response" | "approval") =>
    officer.submit({
      type: "batch.phase-moved",
      facts,
      value: { from, to, dueAt: inDays(services, 5) },
      text: {},
    });
  await move("reconciliation", "response");
  const approve = () => move("response", "approval");
  await expect(approve()).rejects.toMatchObject({ code: "batch.not-witnessed" });
  const asking = { id: round.panel1.chair.accountId, displayName: "Chủ tọa" };
  const readPages = async () => {
    const { board, workbench, trace, shell } = services.pages;
    const cells = (await board(asking, `${ROUND}.p1`)).rows.flatMap((row) => row.items);
    return {
      board: cells.find((cell) => cell?.itemId === item)?.isProvisional,
      workbench: await workbench(asking, { itemId: item, caseId: null, evidence: null }),
      trace: (await trace(asking, { itemId: item })).decision?.isProvisional,
      shell: (await shell(asking, 0)).log.witnesses,
    };
  };
  const policy = quorumOf("w", witness);
  const before = { policy, isLate: false, cosigned: 0, total: 1, at: expect.any(String) };
  expect(await readPages()).toEqual({
    board: true,
    workbench: expect.objectContaining({ decision: expect.objectContaining({ isProvisional: true }) }),
    trace: true,
    shell: before,
  });

  const told: FeedEvent[] = [];
  const feed = createFeedHub(services);
  feed.follow({
    accountId: round.auditor.accountId,
    roundId: ROUND,
    cursor: null,
    send: (event) => event !== null && told.push(event),
  });
  onTestFinished(() => feed.close());
  await startWitness(site, "w", witness.port, witness.directory);
  await services.ledger.publish();
  await whenWitnessed(services);
  await until(() => told.some(({ notices }) => notices.some((one) => one.kind === "decision" && one.item === item)));
  const after = { ...before, cosigned: 1 };
  expect(await readPages()).toEqual({
    board: false,
    workbench: expect.objectContaining({ decision: expect.objectContaining({ isProvisional: false }) }),
    trace: false,
    shell: after,
  });
  // The agencies have their time; the witnesses no longer stand in the way.
  await expect(approve()).rejects.toMatchObject({ code: "batch.before-due" });
});
