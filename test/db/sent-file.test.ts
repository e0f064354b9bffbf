import { describe, expect, test } from "vitest";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { storeEvidence } from "../../server/services/evidence/store-evidence.ts";
import { makeRound, ROUND } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { getItem } from "../helpers/path-steps.ts";

const NONE = "f".repeat(64);

describe.each(DIALECTS)("%s: a file that another agency has sent", (dialect) => {
  test("cannot be handed in, and is answered as one that nobody has", async () => {
    const services = await openTestServices(dialect);
    const stored = await storeEvidence(services, Buffer.from("Báo cáo của Đà Nẵng"), { entityId: "da-nang" });
    const outcomes: unknown[] = [];
    await makeRound(services, {
      evidence: async ({ agencies }) => {
        const [hue] = agencies;
        const facts = itemFacts(await getItem(services, `${ROUND}.hue.1.1`));
        const handIn = async (sha256: string): Promise<unknown> => {
          const said = { evidence: "e1", position: 1, number: "1", name: "Tên", abstract: "Trích yếu" };
          const described = describeEvidence({ ...stored, sha256 }, { ...said, issuedOn: "2025-01-01" });
          return hue.submit({ type: "evidence.added", facts, ...described }).then(
            () => "taken",
            ({ code, details }: { code: string; details: { sha256: string } }) => [code, Object.keys(details)],
          );
        };
        outcomes.push(await handIn(stored.sha256), await handIn(NONE));
        // The same bytes, sent by Huế itself, are Huế's.
        await storeEvidence(services, Buffer.from("Báo cáo của Đà Nẵng"), { entityId: "hue" });
        outcomes.push(await handIn(stored.sha256));
      },
    });
    const refused = ["evidence.not-stored", ["sha256"]];
    expect(outcomes).toEqual([refused, refused, "taken"]);
  });
});
