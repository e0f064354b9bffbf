import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { useSealedProse } from "./use-sealed-prose.ts";

/** Another ballot is written, and its prose is not what was sealed: says which it is, and offers the other. */
export function ProseNotice({ shown, exchange }: Omit<ReturnType<typeof useSealedProse>, "onContent">) {
  const { t } = useTranslation("edits");
  if (shown === null) return null;
  const isSealed = shown === "sealed";
  const draftTitle = t(shown === "empty-draft" ? "prose.draftEmpty" : "prose.draft");
  return (
    <div className="mb2">
      <InlineAlert
        tone="neutral"
        isLive
        title={isSealed ? t("prose.sealed") : draftTitle}
        actions={
          <Button size="sm" onClick={exchange}>
            {t(isSealed ? "prose.takeDraft" : "prose.takeSealed")}
          </Button>
        }
      >
        {t(isSealed ? "prose.sealedText" : "prose.draftText")}
      </InlineAlert>
    </div>
  );
}
