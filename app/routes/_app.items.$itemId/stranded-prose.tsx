import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { discardStranded, listStranded, type ProsePlace, type StrandedProse } from "#app/live/local/prose-rows.ts";
import { findLocalStores, whenLocalStores } from "#app/live/local/local-stores.ts";
import { dropStranded, strandedInMemory } from "#app/live/local/stranded-memory.ts";
import { useShell } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";

/** What was written here in a document that was replaced before it was saved: to copy, never merged. */
export function StrandedTexts({ path, epoch, root }: ProsePlace) {
  const { t } = useTranslation(["outbox", "common"]);
  const { accountId } = useShell();
  const [texts, setTexts] = useState<readonly StrandedProse[]>([]);
  const load = useCallback(async (): Promise<void> => {
    const stores = findLocalStores(accountId);
    if (stores !== null) setTexts(await listStranded(stores, { path, epoch, root }));
  }, [accountId, path, epoch, root]);
  // A database that cannot be read has nothing to offer.
  useEffect(() => whenLocalStores(accountId, () => void load().catch(() => undefined)), [accountId, load]);
  const held = useSyncExternalStore(strandedInMemory.subscribe, strandedInMemory.get, strandedInMemory.get);
  const discard = async (id: number): Promise<void> => {
    dropStranded(id);
    const stores = findLocalStores(accountId);
    if (stores !== null) await discardStranded(stores, id);
    await load();
  };
  return [...texts, ...held.filter((one) => one.path === path)].map(({ id, text }) => (
    <div key={id} className="mb2">
      <InlineAlert
        tone="neutral"
        isLive
        title={t("stranded.title")}
        actions={
          <>
            <Button size="sm" onClick={() => void navigator.clipboard.writeText(text)}>
              {t("copyText")}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => void discard(id)}>
              {t("common:action.discard")}
            </Button>
          </>
        }
      >
        {t("stranded.text")}
        <blockquote className="late-reason">{text}</blockquote>
      </InlineAlert>
    </div>
  ));
}
