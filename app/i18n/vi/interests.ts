/** Xung đột lợi ích: nhìn từ ban thư ký, và phần phát sinh sau khi đã niêm. */
export const interests = {
  title: "Xung đột lợi ích",
  lead: "Người có xung đột không thấy và không chấm đơn vị đó, chủ tọa cũng vậy. Xung đột phát sinh sau phiếu niêm đầu tiên cần hai người; phiếu đã niêm ở lại hồ sơ, mở cùng lượt và không được tính.",
  members: "Thành viên hội đồng",
  member: "Thành viên",
  declaration: "Khai báo",
  holds: "còn hạn đến {{at}}",
  lapsed: "hết hạn ngày {{at}}: chưa chấm được",
  missing: "chưa khai: chưa chấm được",
  conflicts: "Xung đột",
  none: "không có",
  pinned: "ban thư ký ghi",
  pin: {
    title: "Ghi một xung đột",
    member: "Của ai",
    entity: "Với đơn vị",
    kind: "Quan hệ",
    reason: "Lý do",
    reasonHint: "Ít nhất {{count, number}} ký tự",
    submit: "Ghi xung đột",
    propose: "Đề nghị ghi",
    late: "Người này đã niêm phiếu: lời của bạn là đề nghị, người thứ hai xác nhận.",
  },
  proposals: {
    title: "Đề nghị chờ người thứ hai",
    confirm: "Xác nhận",
    own: "Bạn đã đề nghị hoặc là người trong cuộc; người khác xác nhận.",
  },
  own: {
    lateTitle: "Xung đột phát sinh sau khi đã niêm",
    lateLead:
      "Bạn đã niêm phiếu trong đợt này nên xung đột mới cần người thứ hai xác nhận. Từ lúc đó bạn không còn thấy đơn vị; phiếu của bạn ở lại hồ sơ và không được tính.",
    waiting_other: "{{count, number}} đề nghị đang chờ xác nhận",
    affiliation: "Theo nơi công tác",
    pinned: "Ban thư ký đã ghi; bạn không bỏ được.",
  },
};
