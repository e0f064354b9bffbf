import { Link, useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "#app/ui/button.tsx";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { CsrfField } from "#app/ui/csrf-field.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { TextField } from "#app/ui/field.tsx";
import { useFormat } from "#app/i18n/use-format.ts";
import { formatQueueQuery, parseQueueQuery, type QueueQuery } from "#domain/queue/queue-query.ts";
import type { SavedView } from "../../../server/services/queue/saved-views.ts";
import { VIEW_INTENTS, type ViewAnswer } from "./view-form.ts";

export interface SavedViewsProps {
  readonly views: readonly SavedView[];
  readonly query: QueueQuery;
  /** How many items a view has now. */
  readonly count: (query: QueueQuery) => number;
}

/** Views that the person keeps under a name, each a link; the present one can be added. */
export function SavedViews({ views, query, count }: SavedViewsProps) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const [isNaming, setNaming] = useState(false);
  const present = formatQueueQuery(query);
  const canSave = present !== "" && views.every((view) => view.query !== present);
  return (
    <section aria-labelledby="saved-views">
      <h3 className="h3" id="saved-views">
        {t("savedViews.title")}
      </h3>
      {views.length === 0 && !canSave && <p className="cap pad2">{t("savedViews.none")}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.name} className="saved-view">
            <Link
              className="fac"
              to={`?${view.query}`}
              preventScrollReset
              aria-current={view.query === present ? "true" : undefined}
            >
              <span className="clip" title={view.name}>
                {view.name}
              </span>
              <span className="k">{format.count(count(parseQueueQuery(view.query)))}</span>
            </Link>
            <RemoveView name={view.name} />
          </li>
        ))}
      </ul>
      {canSave && (
        <Button size="sm" variant="quiet" onClick={() => setNaming(true)}>
          {t("savedViews.save")}
        </Button>
      )}
      <NameDialog isOpen={isNaming} query={present} onClose={() => setNaming(false)} />
    </section>
  );
}

function RemoveView({ name }: { name: string }) {
  const { t } = useTranslation("queue");
  const fetcher = useFetcher<ViewAnswer>();
  return (
    <fetcher.Form method="post">
      <CsrfField />
      <input type="hidden" name="intent" value={VIEW_INTENTS.remove} />
      <input type="hidden" name="name" value={name} />
      <IconButton type="submit" size="sm" icon="close" label={t("savedViews.remove", { name })} />
    </fetcher.Form>
  );
}

function NameDialog({ isOpen, query, onClose }: { isOpen: boolean; query: string; onClose: () => void }) {
  const { t } = useTranslation(["queue", "common"]);
  const toSentence = useRefusalSentence();
  const fetcher = useFetcher<ViewAnswer>();
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === "idle" && data?.ok) onClose();
  }, [state, data, onClose]);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("savedViews.save")}>
      <fetcher.Form method="post">
        <CsrfField />
        <input type="hidden" name="intent" value={VIEW_INTENTS.save} />
        <input type="hidden" name="query" value={query} />
        <TextField
          label={t("savedViews.name")}
          name="name"
          maxLength={60}
          required
          error={data?.ok === false ? toSentence(data.problem) : undefined}
        />
        <div className="row mt3">
          <Button type="submit" variant="primary">
            {t("common:action.save")}
          </Button>
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
        </div>
      </fetcher.Form>
    </Dialog>
  );
}
