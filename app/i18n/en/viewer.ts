import type { Catalogue } from "../catalogue.ts";

export const viewer: Catalogue["viewer"] = {
  pageNumber: "Page {{page}}",
  pagePicture: "Picture of page {{page}}",
  again: "Try again",
  readText: "Read the text",
  getOriginal: "Get the original",
  opening_one: "{{count, number}} page · opening and checking the hash",
  opening_other: "{{count, number}} pages · opening and checking the hash",
  openingLabel: "How much of the file is here",
  mode: { label: "How to look at it", page: "Scan", text: "Text" },
  sound: { text: "The file has the hash it was submitted with", short: "hash matches" },
  mismatch: {
    title: "The file does not have the hash it was submitted with. Do not score by it.",
    short: "mismatch",
    text: "What arrived is not the file that the log names. Tell the panel’s secretary, with the name of the file.",
  },
  brokenPage: {
    title: "Page {{page}} cannot be shown.",
    text: "This page of the file is damaged or has not arrived. See the other pages, or get the original.",
  },
  failure: {
    offline: { title: "Offline: the file has not arrived.", text: "The page tries again once there is a network." },
    "signed-out": { title: "The session has ended.", text: "Sign in and open this item again." },
    refused: {
      title: "The server did not give the file.",
      text: "Try again; if that changes nothing, tell the secretary.",
    },
    unreadable: { title: "This file cannot be drawn.", text: "Read the text, or get the original." },
  },
  notExtracted: { title: "The text of this file has not been read.", text: "See the scan, or get the original." },
  textFailed: { title: "The text has not arrived.", text: "The page tries again once there is a network." },
  zoom: { label: "Size", enlarge: "Enlarge", reduce: "Reduce", fit: "Fit the width" },
  find: {
    open: "Find in this file",
    label: "Find in this file",
    placeholder: "Find words, marks do not matter",
    none: "not found",
    place: "{{at}} / {{total}}",
    placeOfMany: "{{at}} / over {{total}}",
    previous: "Previous place",
    next: "Next place",
    close: "Close the search",
    list: "Places found",
    page: "p. {{page}}",
  },
  files: {
    earlier: "earlier version, replaced",
    all_one: "{{count, number}} file",
    all_other: "All {{count, number}} files",
    pages_one: "{{count, number}} page",
    pages_other: "{{count, number}} pages",
  },
  beside: { open: "Two files side by side", close: "One file only" },
  region: {
    choose: "Mark a region",
    frame:
      "Frame of a region: arrows move it, Shift with arrows sizes it, Ctrl for small steps, Enter takes it, Esc leaves it",
  },
  keys: {
    page: "next page, previous page",
    zoom: "enlarge, reduce",
    fit: "fit the width",
    mode: "scan or text",
    find: "find in this file",
    beside: "two files side by side",
  },
};
