export const viewerTools = {
  more: "Công cụ khác",
  wholeName: "Tên đầy đủ, số và ngày của tệp",
  other: "sang tệp bên cạnh",
};
