import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { ROUND } from "../../helpers/make-round.ts";
import { BUILD_DIR } from "../../../server/cli/build-pages.ts";

/** What may stand for each parameter of a route: of expert A's own item first, then foreign, then not there. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

const ITEM = `${ROUND}.hue.2.1`;
const NOWHERE = "khong-co";

/** What each parameter of an address is filled in with; a route with another one has to be thought of here. */
export const LEAK_PARAMETERS: Parameters = {
  itemId: [ITEM, `${ROUND}.da-nang.2.1`, NOWHERE],
  panelId: [`${ROUND}.p1`, `${ROUND}.p2`, NOWHERE],
  batchId: [`${ROUND}.p1.m2`, `${ROUND}.p2.m2`, NOWHERE],
  caseId: [NOWHERE],
  evidenceId: [`ev.${ITEM}`, NOWHERE],
  roundId: [ROUND, NOWHERE],
  entityId: ["hue", "da-nang", NOWHERE],
  annotationId: ["ghi-chu-a", NOWHERE],
  "*": [NOWHERE],
};

/** A route that answers under an address. */
export interface PageRoute {
  /** `routes/_app.items.$itemId` */
  readonly id: string;
  /** `/items/:itemId` */
  readonly path: string;
}

/** Every route of the build that is no mere frame. */
export async function listPageRoutes(): Promise<PageRoute[]> {
  const entry = pathToFileURL(join(BUILD_DIR, "server", "index.js")).href;
  const { routes } = (await import(/* @vite-ignore */ entry)) as ServerBuild;
  const all = Object.values(routes).flatMap((route) => (route === undefined ? [] : [route]));
  const toPath = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    return route === undefined ? "" : `${toPath(route.parentId)}${route.path === undefined ? "" : `/${route.path}`}`;
  };
  return all
    .filter(({ id, index, path }) => id !== "root" && (index === true || path !== undefined))
    .map(({ id }) => ({ id, path: toPath(id) || "/" }));
}

/**
 * The addresses of a route, each parameter filled in with all that it may be.
 *
 * @throws RangeError for a parameter that nobody has thought of: a new route has to be entered where this is called.
 */
export function listAddresses({ id, path }: PageRoute, parameters: Parameters): string[] {
  return path.split("/").reduce<string[]>(
    (addresses, segment) => {
      if (segment === "") return addresses;
      const name = segment === "*" ? "*" : /^:(\w+)\??$/.exec(segment)?.[1];
      const values = name === undefined ? [segment] : parameters[name];
      if (values === undefined) throw new RangeError(`route ${id}: what may ${segment} be? Enter it in the leak test`);
      return addresses.flatMap((address) => values.map((value) => `${address}/${encodeURIComponent(value)}`));
    },
    [""],
  );
}

/** A page as a browser's navigation asks for it: the document, and the data alone. */
export function toRequests(address: string): string[] {
  return address === "" ? ["/", "/_root.data"] : [address, `${address}.data`];
}
