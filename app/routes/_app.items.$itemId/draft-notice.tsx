import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import { useConfidenceText } from "./confidence-choice.tsx";

/** A ballot is replaced, and the draft says something else than what was sealed: its person says which one goes on. */
export function DraftNotice({ draft, onTake }: { draft: DraftBallot; onTake: () => void }) {
  const { t } = useTranslation("ballot");
  const toText = useScoreText();
  const toConfidence = useConfidenceText();
  const { value, confidence } = draft;
  return (
    <section>
      <InlineAlert
        tone="neutral"
        title={t("draft.title")}
        isLive
        actions={
          <Button size="sm" onClick={onTake}>
            {t("draft.take")}
          </Button>
        }
      >
        {t("draft.text", {
          score: value.state === "blank" ? "–" : toText(value),
          confidence: confidence === null ? "–" : toConfidence(confidence),
        })}
      </InlineAlert>
    </section>
  );
}
