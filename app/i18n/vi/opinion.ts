export const opinion = {
  title: "Ý kiến thiểu số",
  text: "Ghi kèm điểm chốt, không đổi điểm, không rút lại. Hội đồng, thư ký và kiểm toán đọc được.",
  open: "Ghi ý kiến thiểu số",
  fromLate: "Ghi thành ý kiến thiểu số",
  field: "Ý kiến của bạn về điểm chốt",
  submit: "Ghi ý kiến",
  short_other: "Cần ít nhất {{count, number}} ký tự.",
};
