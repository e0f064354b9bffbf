import type { Server } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import type * as Vite from "vite";
import type { HttpHandler } from "./http-handler.ts";

/** Pages straight from their sources. */
export interface Development {
  readonly handler: HttpHandler;
  readonly build: () => Promise<ServerBuild>;
  close(): Promise<void>;
}

/**
 * Starts Vite inside this server; its hot reload shares the port.
 *
 * @param vite - the package, handed in because an installation does not have it.
 */
export async function openDevelopment(vite: typeof Vite, server: Server): Promise<Development> {
  const devServer = await vite.createServer({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" });
  return {
    handler: (request, response) =>
      new Promise((resolve, reject) => {
        response.once("close", () => resolve(true));
        devServer.middlewares(request, response, (error?: unknown) => {
          if (error === undefined) resolve(false);
          else reject(error instanceof Error ? error : new Error("vite", { cause: error }));
        });
      }),
    build: async () => (await devServer.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    close: () => devServer.close(),
  };
}
