import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { QueueFilters, type QueueFiltersProps } from "./queue-filters.tsx";

/** The filters where there is no room for them beside the list. */
export function FilterDialog(props: QueueFiltersProps) {
  const { t } = useTranslation("queue");
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="narrow-only">
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("filters")}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("filters")}>
        <div className="q-filters">
          <QueueFilters {...props} />
        </div>
      </Dialog>
    </span>
  );
}
