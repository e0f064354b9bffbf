import { openDatabase } from "../../db/dialects/open-database.ts";
import { createServices } from "../../server/services/services.ts";
import { addEvidence, type TestEvidence } from "../helpers/add-evidence.ts";
import { makeRound, ROUND } from "../helpers/make-round.ts";
import { type Dialect, makeTestLocation } from "../helpers/open-test-database.ts";
import { getItem, open, seal } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { dirname } from "node:path";
import type { Place } from "./killed-site.ts";

/** An empty place for a server of its own. */
export async function makePlace(dialect: Dialect): Promise<Place> {
  const databaseUrl = await makeTestLocation(dialect);
  return { databaseUrl, dataDir: dialect === "sqlite" ? dirname(databaseUrl) : makeTestDir() };
}

/** Indicators scored by ranges with a level 4, and their maximum; their batches stay closed. */
const BLIND = { "2.1": 20_000, "2.3": 10_000, "4.1": 30_000, "7.3": 40_000 };

/** A round with an opened batch and evidence, on a folder that no server has open. */
export async function prepareRound({ dataDir, databaseUrl }: Place) {
  const database = await openDatabase(databaseUrl);
  const options = { database, dataDir, logOrigin: "test.example/kill", now: () => new Date(), isSimulated: false };
  const services = await createServices(options);
  let evidence: ReadonlyMap<string, TestEvidence> = new Map();
  const openedId = `${ROUND}.hue.1.2`;
  const getBlind = () => Promise.all(Object.keys(BLIND).map((code) => getItem(services, `${ROUND}.hue.${code}`)));
  const round = await makeRound(services, {
    evidence: async ({ agencies }) => {
      evidence = await addEvidence(services, agencies[0], [...(await getBlind()), await getItem(services, openedId)]);
    },
  });
  const { chair, experts } = round.panel1;
  for (const expert of experts) await seal(services, expert, { itemId: openedId, milliPoints: 13_000, level: 3 });
  await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
  const maxima = Object.values(BLIND);
  const blind = (await getBlind()).map((item, place) => ({ item, maxMilliPoints: maxima[place]! }));
  const opened = { item: await getItem(services, openedId), milliPoints: 13_000 };
  const log = { origin: services.ledger.origin, verifierKey: services.ledger.verifierKey };
  await services.ledger.close();
  await database.close();
  return { chair, experts, desk: { blind, opened, evidence }, log };
}
