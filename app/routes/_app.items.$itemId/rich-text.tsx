import { Extension, type JSONContent } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Collaboration } from "@tiptap/extension-collaboration";
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import { Document } from "@tiptap/extension-document";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { history, redo, undo } from "@tiptap/pm/history";
import { keymap } from "@tiptap/pm/keymap";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { type MutableRefObject, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomClient } from "#app/live/room-provider.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { toPersonClass } from "#app/ui/person-chip.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { CiteNode, type NoteNumbers, refreshCites } from "./cite-node.ts";
import { CitePicker } from "./cite-picker.tsx";
import { findCaret, insertCite } from "./insert-cite.ts";
import { LengthLimit, TypedCites } from "./prose-extensions.ts";
import { PROSE_SIZE_MAX } from "./prose-limits.ts";
import { type RichContent, toDocument, toRichContent } from "./rich-content.ts";
import { useDesk } from "./use-desk.ts";

/** What the page may ask of an editor. */
export interface RichTextApi {
  focus(): void;
  clear(): void;
  read(): RichContent;
  /** All of it with its marks, for `write`. */
  copy(): JSONContent;
  /** Puts it in the place of what is written, as one edit. */
  write(content: JSONContent): void;
}

export interface RichTextProps {
  readonly label: string;
  /** Root of the room's document that holds the prose. */
  readonly field: "draft" | "conclusion";
  /** Null: the prose is this page's alone. */
  readonly room: RoomClient | null;
  readonly notes: readonly NoteView[];
  readonly apiRef?: MutableRefObject<RichTextApi | null>;
  /** What to put in the place of what is written, once for each content; for prose without a room. */
  readonly given?: RichContent | null;
  readonly isReadOnly?: boolean;
  /** Carets of the others. */
  readonly hasCarets?: boolean;
  readonly hasTools?: boolean;
  readonly toolsEnd?: ReactNode;
  /** Whether whoever opened it goes on typing here. */
  readonly hasFocus?: boolean;
  /** Said while nothing is written. */
  readonly placeholder?: string;
  readonly onChange?: (content: RichContent) => void;
}

/** Undo of one's own where there is no shared document; a shared one brings its own. */
const LocalHistory = Extension.create({
  name: "localHistory",
  addProseMirrorPlugins: () => [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo })],
});

/** Prose with bold, italic, lists and citations of notes: shared when it has a room, else local. */
export default function RichText(props: RichTextProps) {
  const { notes, apiRef, given = null, isReadOnly = false, hasTools = false, toolsEnd, placeholder = "" } = props;
  const { t } = useTranslation("prose");
  const [isPicking, setPicking] = useState(false);
  const numbers = useRef<NoteNumbers>(new Map());
  const frame = useRef<HTMLDivElement>(null);
  const { editor, isEmpty, isFull } = useProse(props, numbers, () => setPicking(true));
  useEffect(() => {
    numbers.current = new Map(notes.map((note) => [note.id, note.number]));
    if (frame.current !== null) refreshCites(frame.current, numbers.current);
  }, [editor, notes]);
  useApi(editor, apiRef);
  useEffect(() => {
    if (given !== null) editor.commands.setContent(toDocument(given));
  }, [editor, given]);
  const pick = (note: NoteView): void => {
    setPicking(false);
    insertCite(editor, note.id);
  };
  const close = (typed: string, isLeft: boolean): void => {
    setPicking(false);
    if (typed !== "") editor.commands.insertContent(typed);
    if (!isLeft) editor.commands.focus();
  };
  return (
    <div className="ed" ref={frame}>
      {hasTools && !isReadOnly && <Tools editor={editor} onCite={() => setPicking(true)} end={toolsEnd} />}
      <div className="ed-page">
        {isEmpty && placeholder !== "" && (
          <p className="ed-placeholder" aria-hidden="true">
            {placeholder}
          </p>
        )}
        <EditorContent className="ed-text" editor={editor} />
      </div>
      {isFull && (
        <InlineAlert tone="warn" title={t("full.title")}>
          {t("full.text")}
        </InlineAlert>
      )}
      {isPicking && <CitePicker notes={notes} onPick={pick} onClose={close} findAnchor={() => findCaret(editor)} />}
    </div>
  );
}

/** The editor, and what the page shows of it: whether it is empty, and whether it just refused to grow. */
function useProse(props: RichTextProps, numbers: MutableRefObject<NoteNumbers>, onSign: () => void) {
  const { label, field, isReadOnly = false, placeholder = "", onChange } = props;
  const [isFull, setFull] = useState(false);
  const [isEmpty, setEmpty] = useState(true);
  const latest = useRef({ onChange, onSign });
  useEffect(() => {
    latest.current = { onChange, onSign };
  });
  const extensions = useExtensions(props, numbers, setFull);
  const show = ({ editor }: { editor: Editor }): void => {
    setEmpty(editor.isEmpty);
    if (editor.state.doc.content.size < PROSE_SIZE_MAX[field]) setFull(false);
    latest.current.onChange?.(toRichContent(editor.state.doc));
  };
  const attributes = {
    class: "tiptap",
    role: "textbox",
    "aria-label": label,
    "aria-multiline": "true",
    "aria-readonly": String(isReadOnly),
    "aria-placeholder": placeholder,
  };
  const editor = useEditor(
    {
      extensions,
      editable: !isReadOnly,
      autofocus: props.hasFocus === true && "end",
      injectCSS: false,
      immediatelyRender: true,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes,
        handleDOMEvents: {
          keydown: (view, event) => {
            // Leaves the field, so that single keys work again; an input method has this key to itself.
            if (event.key === "Escape" && !event.isComposing) view.dom.blur();
            // The page's own key: the editor would swallow it as a new line.
            return event.key === "Enter" && (event.ctrlKey || event.metaKey);
          },
        },
        handleTextInput: (_view, _from, _to, text) => {
          // The sign is typed as any other; what is picked takes its place.
          if (text === "@") latest.current.onSign();
          return false;
        },
      },
      onUpdate: show,
      onCreate: show,
    },
    [extensions, isReadOnly],
  );
  return { editor, isEmpty, isFull };
}

/** Hands the page what it may ask of the editor. */
function useApi(editor: Editor, apiRef: RichTextProps["apiRef"]): void {
  useEffect(() => {
    if (apiRef === undefined) return;
    apiRef.current = {
      focus: () => void editor.commands.focus("end"),
      clear: () => void editor.commands.clearContent(true),
      read: () => toRichContent(editor.state.doc),
      copy: () => editor.getJSON(),
      write: (content) => void editor.commands.setContent(content, { emitUpdate: true }),
    };
    return () => {
      apiRef.current = null;
    };
  }, [editor, apiRef]);
}

function useExtensions(
  { room, field, hasCarets }: RichTextProps,
  numbers: MutableRefObject<NoteNumbers>,
  onFull: (isFull: boolean) => void,
) {
  const { t } = useTranslation("prose");
  const { focusNote } = useDesk();
  const lostText = t("citeLost");
  return useMemo(() => {
    const find = { numbers: () => numbers.current };
    const cite = CiteNode.configure({ ...find, lostText, onOpen: (id) => showNote(id, focusNote) });
    const limit = LengthLimit.configure({ sizeMax: PROSE_SIZE_MAX[field], onFull: () => onFull(true) });
    const blocks = [Document, Paragraph, Text, Bold, Italic, BulletList, ListItem, ListKeymap];
    const prose = [...blocks, cite, TypedCites.configure(find), limit];
    if (room === null) return [...prose, LocalHistory];
    const shared = Collaboration.configure({ fragment: room.doc.getXmlFragment(field) });
    if (!hasCarets) return [...prose, shared];
    const carets = CollaborationCaret.configure({
      provider: { awareness: room.awareness },
      // Who this is comes from the server's stamp.
      user: {},
      render: renderCaret,
      selectionRender: (user: StampedUser) => ({ class: `selx ${classOf(user)}` }),
    });
    return [...prose, shared, carets];
  }, [room, field, hasCarets, numbers, onFull, lostText, focusNote]);
}

/** Brings a cited note to the front, with its mark in the evidence in view. */
function showNote(id: string, focusNote: (id: string) => void): void {
  focusNote(id);
  document.querySelector(`[data-note~="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
}

/** What the server stamps on a peer; a state that did not come through it has no letter. */
interface StampedUser {
  readonly role?: string;
  readonly letter?: string;
  readonly label?: string;
}

const classOf = ({ role, letter = "" }: StampedUser): string =>
  toPersonClass({ role: role === "chair" ? "chair" : "expert", letter });

function renderCaret(user: StampedUser): HTMLElement {
  const caret = document.createElement("span");
  caret.className = `caret ${classOf(user)}`;
  caret.dataset["n"] = user.label ?? "";
  return caret;
}

function Tools({ editor, onCite, end }: { editor: Editor; onCite: () => void; end: ReactNode }) {
  const { t } = useTranslation("workbench");
  return (
    <div className="ed-tools" role="toolbar" aria-label={t("editorTools")}>
      <IconButton icon="bold" label={t("bold")} onClick={() => editor.chain().focus().toggleBold().run()} />
      <IconButton icon="italic" label={t("italic")} onClick={() => editor.chain().focus().toggleItalic().run()} />
      <IconButton icon="list" label={t("list")} onClick={() => editor.chain().focus().toggleBulletList().run()} />
      <Button size="sm" variant="quiet" icon="quote" shortcut="@" onClick={onCite}>
        {t("citeNote")}
      </Button>
      <span className="sp" />
      {end}
    </div>
  );
}
