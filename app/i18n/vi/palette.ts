export const palette = {
  open: "Tìm hoặc chạy lệnh",
  title: "Tìm hoặc chạy lệnh",
  placeholder: "Mục, đơn vị, chỉ số, trang, lệnh, ghi chú của bạn",
  results: "Kết quả",
  group: {
    item: "Mục chấm",
    entity: "Đơn vị",
    indicator: "Chỉ số",
    note: "Ghi chú của bạn",
    page: "Trang",
    command: "Lệnh",
  },
  searching: "Đang tìm",
  none: "Không thấy gì khớp “{{query}}”.",
  failed: "Chưa hỏi được máy chủ. Trang và lệnh vẫn dùng được.",
  count_other: "{{count, number}} kết quả",
};
