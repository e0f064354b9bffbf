/** What is written with citations: justification, reason, joint conclusion. */
export const prose = {
  conclusionHint: "Viết kết luận chung; gõ @ để dẫn ghi chú.",
  justificationHint: "Vì sao là điểm này? Gõ @ để dẫn ghi chú.",
  pickerHint: "Số hoặc chữ trong ghi chú",
  pickerNothing: "Không có ghi chú nào như vậy.",
  citeLost: "Ghi chú này đã bị gỡ hoặc bị ẩn.",
  citedInConclusion: "Dẫn trong kết luận",
  full: {
    title: "Đã đến giới hạn độ dài",
    text: "Phần vừa gõ hoặc dán không được thêm vào. Hãy rút gọn rồi thử lại.",
  },
};
