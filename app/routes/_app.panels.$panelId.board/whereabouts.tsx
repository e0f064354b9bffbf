import { useTranslation } from "react-i18next";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useShell } from "#app/live/use-commands.ts";
import { usePresent } from "#app/live/use-present.ts";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import type { BoardView } from "../../../server/services/board/read-board.ts";

/** Which members are at work and on which item: for members, and only once ballots are open. */
export function Whereabouts({ board, peers }: { board: BoardView; peers: readonly PeerPresence[] }) {
  const { t } = useTranslation("board");
  const { actorId: ownId } = useShell();
  const getName = usePersonName();
  const { presence, members } = board;
  const toPlace = usePlaceOf(board, peers);
  const present = usePresent(board.panel.panelId, presence.present);
  const isShown = presence.canJoin && presence.isOpen;
  const online = members.filter(({ actorId }) => actorId === ownId || toPlace(actorId) !== null).length;
  return (
    <section aria-live="off">
      <div className="row b mb1">
        <h2 className="h2">{t("whereabouts")}</h2>
        <span className="sp" />
        <span className="cap">{t("online", { online: isShown ? online : present })}</span>
      </div>
      {!isShown && <p className="sec">{t(presence.canJoin ? "presenceBlind" : "presenceOutside")}</p>}
      {isShown && (
        <ul>
          {members.map(({ actorId, duty, letter }) => {
            const person = { role: duty, letter: duty === "chair" ? "" : letter };
            const place = actorId === ownId ? t("here") : toPlace(actorId);
            return (
              <li key={actorId} className="person-row">
                <PersonChip person={person} size="sm" presence={place === null ? "away" : undefined} hasText />
                <b className="med nowrap">
                  {getName(person)}
                  {actorId === ownId && <span className="muted"> ({t("you")})</span>}
                </b>
                <span className="clip sec">{place ?? t("away")}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** Where somebody is, in words; null when no page of theirs is open. */
function usePlaceOf({ rows, columns }: BoardView, peers: readonly PeerPresence[]): (actorId: string) => string | null {
  const { t } = useTranslation("board");
  const { locale } = useFormat();
  return (actorId) => {
    const own = peers.filter((peer) => peer.user.actorId === actorId);
    if (own.length === 0) return null;
    const itemId = own.find((peer) => peer.item !== null)?.item;
    const row = rows.find((one) => one.items.some((item) => item?.itemId === itemId));
    const at = row?.items.findIndex((item) => item?.itemId === itemId) ?? -1;
    if (row === undefined || at === -1) return t("here");
    return t("atItem", { item: `${row.name[locale]} ${columns[at]?.code ?? ""}` });
  };
}
