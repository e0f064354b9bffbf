import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isSameScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { RichContent } from "./rich-content.ts";
import { CitedText } from "./cited-text.tsx";
import { useDesk } from "./use-desk.ts";

/**
 * A change that was being written when the item became final: not recorded, and still here to read and copy.
 *
 * @param onDissent - begins a minority opinion with its reason; null where none can be recorded.
 */
export function LateChange({ onDissent }: { onDissent: ((reason: RichContent) => void) | null }) {
  const { t } = useTranslation(["workbench", "common", "opinion"]);
  const format = useFormat();
  const toText = useScoreText();
  const { view, unsent } = useDesk();
  const [late, setLate] = useState(unsent.current);
  const [isCopied, setCopied] = useState(false);
  // A change whose answer was lost on its way may stand after all.
  if (late === null || (late.to !== null && view.own !== null && isSameScoreValue(late.to, view.own.value)))
    return null;
  const { decision, item, reconciliation } = view;
  if (reconciliation?.opinions.some((one) => one.actorId === view.actorId && one.opinion === late.reason.text))
    return null;
  const discard = (): void => {
    unsent.current = null;
    setLate(null);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(late.reason.text);
    setCopied(true);
  };
  return (
    <section className="late-change" aria-label={t("change.title")}>
      <InlineAlert
        tone="neutral"
        isLive
        title={
          decision === null
            ? t("finalise.before.closed")
            : t("finalise.done", { score: toText(decision.value), at: format.dayTime(decision.at) })
        }
        actions={
          <>
            {decision !== null && (
              <LinkButton size="sm" to={toTracePath(item.id, decision.seq)}>
                {t("finalise.before.see")}
              </LinkButton>
            )}
            {late.reason.text !== "" && onDissent !== null && (
              <Button size="sm" onClick={() => onDissent(late.reason)}>
                {t("opinion:fromLate")}
              </Button>
            )}
            {late.reason.text !== "" && (
              <Button size="sm" onClick={() => void copy()}>
                {t(isCopied ? "common:action.copied" : "common:action.copy")}
              </Button>
            )}
            <Button size="sm" variant="quiet" onClick={discard}>
              {t("common:action.discard")}
            </Button>
          </>
        }
      >
        {late.to === null
          ? t("finalise.before.reasonOnly")
          : t("finalise.before.text", { from: toText(late.from), to: toText(late.to) })}
        {late.reason.text !== "" && (
          <blockquote className="late-reason">
            <CitedText text={late.reason.text} cites={late.reason.citeIds.map((annotation) => ({ annotation }))} />
          </blockquote>
        )}
      </InlineAlert>
    </section>
  );
}
