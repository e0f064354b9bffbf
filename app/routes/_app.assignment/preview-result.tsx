import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { HeadFacts } from "#domain/event/head.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { Meter } from "#app/ui/meter.tsx";
import type { FoundView, PreviewView } from "../../../server/services/assignment/assignment-view.ts";

/** How often a search that runs is looked at. */
const LOOK_EVERY_MS = 700;

/** What the solver found, or how far it is. */
export function PreviewResult({ preview, facts }: { preview: PreviewView; facts: HeadFacts }) {
  const { t } = useTranslation("assignment");
  useLookAgain(preview);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" className="h2">
        {t("found.title")}
      </h2>
      <div aria-live="polite" className="mt2">
        {preview.state === "running" && <Progress share={preview.share} />}
        {preview.state === "failed" && <InlineAlert tone="warn">{t("failed")}</InlineAlert>}
        {preview.state === "gone" && <InlineAlert tone="warn">{t("gone")}</InlineAlert>}
      </div>
      {preview.state === "found" && <Found found={preview} facts={facts} />}
    </section>
  );
}

function useLookAgain(preview: PreviewView): void {
  const { revalidate, state } = useRevalidator();
  const isRunning = preview.state === "running" && state === "idle";
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setTimeout(() => revalidate(), LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isRunning, revalidate]);
}

function Progress({ share }: { share: number }) {
  const { t } = useTranslation("assignment");
  const percent = Math.floor(100 * share);
  const label = t("running", { percent });
  return (
    <p className="row">
      <progress value={percent} max={100} aria-label={label} /> {label}
    </p>
  );
}

function Found({ found, facts }: { found: FoundView; facts: HeadFacts }) {
  const { t } = useTranslation("assignment");
  const { status, submit, retry } = useCommand();
  const { cost, bound, bridges, accept } = found;
  const seconds = Math.max(1, Math.round(found.elapsedMs / 1_000));
  const isSending = status.state === "sending";
  return (
    <>
      <p>{cost === bound ? t("found.best", { cost, seconds }) : t("found.gap", { cost, bound, seconds })}</p>
      {bridges > 0 && <p className="sec">{t("found.bridges", { count: bridges })}</p>}
      <Gaps found={found} />
      <Loads found={found} />
      <div className="row wrap mt3">
        {accept === null ? (
          <p className="sec">{t("found.cannotAccept")}</p>
        ) : (
          <Button
            variant="primary"
            onClick={() => isSending || void submit({ type: "assignment.accepted", facts, value: accept, text: {} })}
          >
            {t("found.accept")}
          </Button>
        )}
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </>
  );
}

function Gaps({ found: { gaps, gapCount } }: { found: FoundView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  if (gapCount === 0) return <p className="mt2">{t("found.noGaps")}</p>;
  return (
    <>
      <h3 className="h3 mt3">{t("found.gaps", { count: gapCount })}</h3>
      <ul className="mt1 assignment-gaps">
        {gaps.map(({ entityName, mainIndex, reason, places }) => (
          <li key={`${entityName.vi}/${mainIndex}/${reason}`}>
            {entityName[format.locale]} · {mainIndex}: {t(`gap.${reason}`, { places })}
          </li>
        ))}
      </ul>
      {gapCount > gaps.length && <p className="sec">{t("found.more", { count: gapCount - gaps.length })}</p>}
    </>
  );
}

function Loads({ found: { loads } }: { found: FoundView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  return (
    <div className="assignment-scroll mt3" role="region" aria-label={t("found.loads")} tabIndex={0}>
      <table className="tbl">
        <caption className="h3">{t("found.loads")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("experts.expert")}</th>
            <th scope="col">{t("found.blocks")}</th>
            <th scope="col">{t("found.items")}</th>
            <th scope="col">{t("found.share")}</th>
          </tr>
        </thead>
        <tbody>
          {loads.map(({ label, blocks, items, share }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num">{format.count(blocks)}</td>
              <td className="num">{format.count(items)}</td>
              <td>
                <Meter
                  parts={[
                    { fill: "mk", value: share },
                    { fill: "s3", value: 1 - share },
                  ]}
                  label={format.percent(share, 0)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
