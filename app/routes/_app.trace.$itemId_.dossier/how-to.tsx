import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { browserCrypto } from "#app/live/browser-crypto.ts";
import { toHex } from "#domain/ledger/bytes.ts";

const COMMAND = "npx --no-install assay verify assay-dossier.json";

/** How anybody verifies the document without this server. */
export function HowTo() {
  const { t } = useTranslation("dossier");
  const hash = useVerifierHash();
  return (
    <section aria-labelledby="how">
      <h2 className="h2" id="how">
        {t("how.title")}
      </h2>
      <p className="mt1">{t("how.text")}</p>
      <p className="mt1 dossier-acts">
        <a href="/verifier.html" download>
          {t("how.page")}
        </a>
      </p>
      {hash !== null && <p className="cap mt1 full">{t("how.hash", { hash })}</p>}
      <p className="mt1">{t("how.command")}</p>
      <p className="pre mt1">{COMMAND}</p>
    </section>
  );
}

/** Of the verifier that the server gives; null until it is known, and where there is none. */
function useVerifierHash(): string | null {
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    const read = async (): Promise<void> => {
      const response = await fetch("/verifier.html");
      if (!response.ok) return;
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (!isGone) setHash(toHex(browserCrypto.sha256(bytes)));
    };
    // Without a network the line is left out.
    read().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return hash;
}
