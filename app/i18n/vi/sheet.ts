export const sheet = {
  machineRead: "Chữ do máy đọc từ ảnh quét, có thể sai. Hãy đối chiếu với trang gốc.",
  onMachineRead: "trên chữ do máy đọc",
  sheet: "Trang tính “{{name}}”",
  table: "Bảng {{number}}",
  goesOn: "{{title}}, phần {{part}}",
};
