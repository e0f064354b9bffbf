import type { Catalogue } from "../catalogue.ts";

export const evidenceRefusals: Catalogue["errors"]["refusal"]["evidence"] = {
  "embedded-object":
    "The file embeds another object (OLE, ActiveX, a template from elsewhere). Paste it as a table or picture, save, and send again.",
  empty: "The file is empty.",
  encrypted: "The file has a password. Send one without.",
  exists: "This evidence is already with the item.",
  "field-missing": "Number, name, date and abstract of the document are all required.",
  frozen: "The evidence of this item is frozen.",
  "issued-in-the-future": "The document's date must be today or earlier.",
  macros: "The file has macros. Save it as DOCX or XLSX without them, and send again.",
  "memory-exceeded": "The file needs too much memory to be read. Send a lighter one.",
  "not-stored": "This file has not arrived. Upload it first.",
  "old-office": "This is a file of an old Word or Excel. Save it as DOCX or XLSX, and send again.",
  "other-format":
    "Name or type say “{{claimed}}”, the content is “{{found}}”. Correct the name, or choose the right file.",
  "same-file": "This file is identical to a document that the item has.",
  "set-moved": "The evidence changed after you opened the page. Look again, then decide.",
  svg: "SVG drawings are not taken, because they can run code. Save it as PNG or PDF.",
  "time-exceeded": "Reading the file took too long. Send a lighter one.",
  "too-complex": "The file is built in too complex a way to be read. Save it in a simpler form, such as PDF.",
  "too-large": "The file is too large.",
  "too-many-cells": "The workbook has too many cells. Send only the sheets that serve as evidence.",
  "too-many-pages": "The file has too many pages.",
  "too-many-parts": "The file has too many parts inside. Save it again with Word or Excel, and send again.",
  "too-many-pixels": "The picture has too many pixels. Make it smaller, and send again.",
  "two-formats": "The file is two kinds of file at once, so it is not taken. Export it again from where it was made.",
  "unknown-encoding": "The encoding of the file cannot be read. Save it again as UTF-8.",
  "unknown-format": "This kind of file is not taken. Send PDF, DOCX, XLSX, PNG, JPEG, TXT or HTML.",
  "unpacks-too-large":
    "The file unpacks to an unusual size and was stopped. Save it again with Word or Excel, and send again.",
  unreadable: "The file is damaged or cut off.",
  "version-conflict": "The document to replace has a newer version. Look again, then send.",
};
