import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveJson } from "#app/live/public-log.ts";
import { toReceiptFile } from "#app/live/receipt-archive.ts";
import { useShell } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { MyReceipts } from "./use-receipts.ts";

/** The receipts of this browser: how many, as one file, and out of here. */
export function ReceiptTools({ mine: { receipts, remove } }: { mine: MyReceipts }) {
  const { t } = useTranslation("receipts");
  const { log } = useShell();
  const [isAsking, setIsAsking] = useState(false);
  const count = receipts?.length ?? 0;
  const empty = count === 0 ? t("kept.none") : null;
  const save = (): void => saveJson("assay-receipts.json", toReceiptFile(log.origin, receipts ?? []));
  return (
    <section aria-labelledby="kept">
      <h2 className="h2" id="kept">
        {t("kept.title")}
      </h2>
      <p className="sec mt1" role="status">
        {receipts === null ? t("kept.reading") : t("kept.count", { count })}
      </p>
      <p className="sec mt1">{t("kept.text")}</p>
      <div className="row wrap mt2">
        <Button icon="download" onClick={save} disabledReason={empty}>
          {t("kept.save")}
        </Button>
        <Button variant="quiet" onClick={() => setIsAsking(true)} disabledReason={empty}>
          {t("kept.remove")}
        </Button>
      </div>
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("kept.remove")}
        footer={
          <>
            <Button
              variant="negative"
              // A browser that cannot remove them has none; the count below shows what is left.
              onClick={() => void remove().then(() => setIsAsking(false))}
            >
              {t("kept.confirm")}
            </Button>
            <Button onClick={save} icon="download">
              {t("kept.save")}
            </Button>
          </>
        }
      >
        <p>{t("kept.confirmText")}</p>
      </Dialog>
    </section>
  );
}
