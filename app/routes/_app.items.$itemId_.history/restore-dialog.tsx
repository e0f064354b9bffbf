import { useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { restoreNodes } from "#app/live/restore-nodes.ts";
import { useSaveStateOf } from "#app/live/use-observed.ts";
import { useRoom } from "#app/live/use-room.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { getDocumentRoot } from "#domain/live/document-shape.ts";
import type { HistoryView } from "../../../server/services/history/history-view.ts";

export interface RestoreDialogProps {
  readonly itemId: string;
  readonly of: HistoryView["of"];
  readonly nodes: NonNullable<HistoryView["restorable"]>;
  readonly room: NonNullable<HistoryView["room"]>;
  readonly onClose: () => void;
}

/**
 * Asks, then writes what was said before as a new edit of this person, in the room where the others write. Nothing is
 * taken back: what stands now is kept as a version. Loaded apart, with the library that joins rooms.
 */
export default function RestoreDialog({ itemId, of, nodes, room: given, onClose }: RestoreDialogProps) {
  const { t } = useTranslation(["history", "common"]);
  const navigate = useNavigate();
  const room = useRoom(given.path, given.epoch);
  const state = useSaveStateOf(room);
  const [isWritten, setWritten] = useState(false);
  const isClosed = state.startsWith("closed");
  const waiting = isWritten ? t("restore.saving") : state === "saved" ? null : t("restore.joining");
  const restore = (): void => {
    if (room === null) return;
    restoreNodes(room.doc.getXmlFragment(getDocumentRoot(given.path)), nodes);
    setWritten(true);
  };
  useEffect(() => {
    if (!isWritten || state !== "saved") return;
    const search = of === "draft" ? "?of=draft" : "";
    // The page of the history again, now with one more step.
    void navigate(`/items/${encodeURIComponent(itemId)}/history${search}`, { replace: true });
    onClose();
  }, [isWritten, state, itemId, of, navigate, onClose]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("restore.title")}
      footer={
        <>
          <Button variant="primary" disabledReason={waiting} onClick={restore}>
            {t("restore.confirm")}
          </Button>
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
        </>
      }
    >
      <p>{t("restore.text")}</p>
      {isClosed && (
        <InlineAlert tone="bad" title={t("restore.closedTitle")}>
          {t("restore.closed")}
        </InlineAlert>
      )}
    </Dialog>
  );
}
