export const palette = {
  open: "Search or run a command",
  title: "Search or run a command",
  placeholder: "Items, entities, indicators, pages, commands, your notes",
  results: "Results",
  group: {
    item: "Items",
    entity: "Entities",
    indicator: "Indicators",
    note: "Your notes",
    page: "Pages",
    command: "Commands",
  },
  searching: "Searching",
  none: "Nothing fits “{{query}}”.",
  failed: "The server could not be asked. Pages and commands still work.",
  count_one: "{{count, number}} result",
  count_other: "{{count, number}} results",
};
