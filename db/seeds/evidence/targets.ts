import type { EvidenceSubject } from "./evidence-block.ts";

/** Name, unit, lowest and highest value of the first year, value of the last year. */
type Target = readonly [name: string, unit: string, low: number, high: number, final: number];

const targets: readonly Target[] = [
  ["Tỷ lệ thủ tục hành chính đủ điều kiện được cung cấp dịch vụ công trực tuyến toàn trình", "%", 90, 100, 100],
  ["Tỷ lệ hồ sơ thủ tục hành chính được xử lý hoàn toàn trực tuyến", "%", 60, 80, 95],
  ["Tỷ lệ hồ sơ, kết quả giải quyết thủ tục hành chính được số hóa", "%", 65, 85, 100],
  ["Tỷ lệ thông tin, giấy tờ đã số hóa được khai thác lại khi giải quyết thủ tục hành chính", "%", 40, 60, 90],
  ["Mức độ hài lòng của người dân, doanh nghiệp khi dùng dịch vụ công trực tuyến", "%", 85, 92, 97],
  ["Tỷ lệ hồ sơ công việc tại cấp tỉnh được xử lý trên môi trường số", "%", 85, 95, 100],
  ["Tỷ lệ hồ sơ công việc tại cấp xã được xử lý trên môi trường số", "%", 65, 80, 95],
  ["Tỷ lệ báo cáo định kỳ được cập nhật trên hệ thống thông tin báo cáo", "%", 70, 90, 100],
  ["Tỷ lệ hoạt động kiểm tra được thực hiện qua môi trường số", "%", 30, 50, 80],
  ["Số cơ sở dữ liệu dùng chung được kết nối với nền tảng tích hợp, chia sẻ dữ liệu", "cơ sở dữ liệu", 8, 16, 40],
  ["Số bộ dữ liệu mở được công bố và cập nhật", "bộ dữ liệu", 40, 90, 250],
  ["Tỷ lệ hệ thống thông tin được phê duyệt hồ sơ đề xuất cấp độ an toàn", "%", 80, 95, 100],
  ["Tỷ lệ máy chủ, máy trạm của cơ quan nhà nước được giám sát an toàn thông tin", "%", 70, 90, 100],
  ["Tỷ trọng kinh tế số trong tổng sản phẩm trên địa bàn", "% GRDP", 12, 20, 30],
  ["Tỷ lệ doanh nghiệp nhỏ và vừa sử dụng nền tảng số", "%", 35, 50, 80],
  ["Tỷ lệ doanh nghiệp sử dụng hợp đồng điện tử", "%", 50, 70, 95],
  ["Tỷ lệ doanh nghiệp nộp thuế điện tử", "%", 95, 98, 100],
  ["Tỷ trọng thương mại điện tử trong tổng mức bán lẻ hàng hóa", "%", 8, 12, 22],
  ["Tỷ lệ dân số trưởng thành có điện thoại thông minh", "%", 75, 88, 97],
  ["Tỷ lệ hộ gia đình được phủ mạng cáp quang băng rộng", "%", 80, 92, 100],
  ["Tỷ lệ dân số trưởng thành có chữ ký số hoặc chữ ký điện tử cá nhân", "%", 20, 35, 70],
  ["Tỷ lệ người từ 15 tuổi trở lên có tài khoản giao dịch tại ngân hàng", "%", 80, 90, 98],
  ["Tỷ lệ người dân có hồ sơ sức khỏe điện tử", "%", 75, 90, 98],
  ["Tỷ lệ cán bộ, công chức, viên chức được bồi dưỡng kỹ năng số", "%", 70, 90, 100],
];

/** The 24 yearly targets of Appendix II, one line each, for the subject's year and the five after it. */
export function listTargetLines({ year, pick }: EvidenceSubject): string[] {
  return targets.map(([name, unit, low, high, final], position) => {
    const first = pick(low, high);
    const values = [0, 1, 2, 3, 4, 5].map((step) => {
      return `năm ${year + step}: ${Math.round(first + ((final - first) * step) / 5)}`;
    });
    return `${position + 1}. ${name} (${unit}): ${values.join("; ")}.`;
  });
}
