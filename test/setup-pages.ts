import { beforeAll } from "vitest";
import { ensureBuild } from "./helpers/ensure-build.ts";

// Whoever starts a server needs the pages; building them takes longer than a test may.
beforeAll(ensureBuild, 600_000);
