import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { usePlainText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toItemPath, toTracePath } from "#app/ui/places.ts";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { FinalScore, OwnScore, SelfScore } from "./item-scores.tsx";
import { PreviewActs, PreviewDeclaration } from "./preview-log.tsx";

/** Facts and evidence of the chosen item; nothing of one that is closed to the member. */
export function QueuePreview({ queue, item }: { queue: MemberQueue; item: QueueItem | null }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  if (item === null) return <aside className="preview" aria-label={t("preview")} />;
  const mainIndex = queue.mainIndices.find(({ code }) => code === item.mainIndex);
  const isRecused = item.state === "recused";
  const isBlind = ["todo", "draft", "sealed", "waiting"].includes(item.state);
  return (
    <aside className="preview" aria-label={t("preview")}>
      <section>
        <p className="cap">
          {[
            item.entityName[format.locale],
            mainIndex && `${mainIndex.code} ${mainIndex.name[format.locale]}`,
            t("maxPoints", { points: format.plain(item.maxMilliPoints / 1000) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <h2 className="t16 strong">
          {item.indicator} {item.name[format.locale]}
          {item.isSample && <em className="muted"> {t("sample")}</em>}
        </h2>
        {!isRecused && (
          <div className="row mt2">
            <LinkButton to={toItemPath(item.itemId)} variant="primary" size="sm" shortcut="Enter">
              {t("openWorkbench")}
            </LinkButton>
            {item.final !== null && (
              <LinkButton to={toTracePath(item.itemId)} size="sm">
                {t("trace")}
              </LinkButton>
            )}
          </div>
        )}
      </section>
      {isRecused ? (
        <section>
          <InlineAlert tone="neutral" icon="scales">
            {queue.declaration === "given" ? t("recusedNote") : t("declaration.text")}
          </InlineAlert>
        </section>
      ) : (
        <>
          <PreviewFacts queue={queue} item={item} />
          <PreviewEvidence item={item} />
          <PreviewDeclaration queue={queue} item={item} />
          <PreviewActs item={item} />
        </>
      )}
      {isBlind && (
        <section>
          <InlineAlert tone="blind" title={t("blindNote.title")}>
            {t("blindNote.text")}
          </InlineAlert>
        </section>
      )}
    </aside>
  );
}

function PreviewFacts({ queue, item }: { queue: MemberQueue; item: QueueItem }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { seals, state, dueAt } = item;
  return (
    <section>
      <dl className="facts">
        <dt>{t("column.state")}</dt>
        <dd>{t(`state.${state}`)}</dd>
        {queue.seat.duty === "expert" && (
          <>
            <dt>{t(item.draft === null ? "column.yourScore" : "draftScore")}</dt>
            <dd>
              <OwnScore item={item} />
              {(state === "sealed" || item.draft !== null) && <span className="muted"> · {t("onlyYou")}</span>}
            </dd>
            {item.selfScore !== null && (
              <>
                <dt>{t("column.selfScore")}</dt>
                <dd>
                  <SelfScore item={item} />
                </dd>
              </>
            )}
          </>
        )}
        {seals !== null && (
          <>
            <dt>{t("panel")}</dt>
            <dd>{t("sealedBallots", { sealed: format.count(seals.given), total: format.count(seals.due) })}</dd>
          </>
        )}
        {item.final !== null && (
          <>
            <dt>{t("column.final")}</dt>
            <dd>
              <FinalScore item={item} />
            </dd>
          </>
        )}
        <dt>{t("column.due")}</dt>
        <dd>
          {format.dayTime(dueAt)} · {format.deadline(dueAt, queue.now)}
        </dd>
      </dl>
    </section>
  );
}

function PreviewEvidence({ item: { evidence } }: { item: QueueItem }) {
  const { t } = useTranslation("queue");
  const plain = usePlainText();
  return (
    <section>
      <h3 className="h3 mb2">{t("evidenceHeading")}</h3>
      {evidence.length === 0 && <p className="sec">{t("noEvidence")}</p>}
      <ul>
        {evidence.map(({ id, name, pageCount }) => (
          <li key={id} className="ev">
            <Icon name="document" size="s" />
            <span className="clip" title={plain(name)} lang="vi">
              {plain(name)}
            </span>
            <span className="cap">{t("pages", { count: pageCount })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
