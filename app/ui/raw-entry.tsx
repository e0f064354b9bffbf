import { useTranslation } from "react-i18next";
import type { EntryEvidence } from "../live/verify-entry.ts";
import { PART_NAMES, type PartName } from "#domain/ledger/commitment.ts";
import { Erased } from "./free-text.tsx";

/** The public bytes, and the parts that they commit to as far as the person may read them, each with its salt. */
export function RawEntry({ entry }: { entry: EntryEvidence["entry"] }) {
  const { t } = useTranslation("trace");
  return (
    <section aria-labelledby="raw">
      <h3 className="h3" id="raw">
        {t("proof.rawEvent")}
      </h3>
      <p className="pre mt1">{entry.entry}</p>
      {PART_NAMES.map((part) => (
        <RawPart key={part} entry={entry} part={part} />
      ))}
    </section>
  );
}

function RawPart({ entry, part }: { entry: EntryEvidence["entry"]; part: PartName }) {
  const { t } = useTranslation("trace");
  const content = entry.parts[part];
  return (
    <div className="mt2">
      <p className="cap">{t(`part.${part}`)}</p>
      {content === "erased" ? (
        <p className="pre">
          <Erased />
        </p>
      ) : content === null ? (
        <p className="pre closed">
          {t("proof.withheld")} {findCommitment(entry.entry, part)}
        </p>
      ) : (
        <>
          <p className="pre">{content.bytes}</p>
          <p className="pre">
            {t("proof.salt")} {content.salt}
          </p>
        </>
      )}
    </div>
  );
}

function findCommitment(entry: string, part: PartName): string {
  return (JSON.parse(entry) as Record<PartName, string>)[part];
}
