export const sheet = {
  machineRead: "Chữ do máy đọc từ ảnh quét, có thể sai. Hãy đối chiếu với trang gốc.",
  sheet: "Trang tính “{{name}}”",
  table: "Bảng {{number}}",
};
