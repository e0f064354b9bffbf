import { pageBreak, toBlocks, toSection } from "./evidence-block.ts";
import type { EvidenceBlock, EvidenceSubject, EvidenceText } from "./evidence-block.ts";

/** Yearly plan of a people's committee that carries the resolution out, with its money by task. */
export function makeKeHoach(subject: EvidenceSubject): EvidenceText {
  const { entityNameVi, unit, year } = subject;
  const place = `${unit} ${entityNameVi}`;
  return {
    issuer: "ỦY BAN NHÂN DÂN",
    number: "00/KH-UBND",
    date: `${year}-04-${10 + subject.pick(0, 18)}`,
    name: `Kế hoạch chuyển đổi số ${place} năm ${year}`,
    abstract: `Mục tiêu, nhiệm vụ, dự toán kinh phí và phân công thực hiện chuyển đổi số ${place} năm ${year}.`,
    blocks: [
      { style: "title", text: "KẾ HOẠCH" },
      { style: "lead", text: `Chuyển đổi số ${place} năm ${year}` },
      {
        style: "preamble",
        text:
          "Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ phê duyệt Chương trình " +
          "Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030;",
      },
      {
        style: "preamble",
        text: `Căn cứ Nghị quyết của Hội đồng nhân dân ${unit} về chuyển đổi số giai đoạn ${year} – ${year + 5},`,
      },
      { style: "preamble", text: `Ủy ban nhân dân ${unit} ban hành Kế hoạch với các nội dung như sau:` },
      ...listAims(subject),
      pageBreak,
      ...listTasks(subject),
      pageBreak,
      ...listMoney(subject),
      ...toSection("V. TỔ CHỨC THỰC HIỆN", [
        "1. Thủ trưởng các sở, ban, ngành và Chủ tịch Ủy ban nhân dân cấp xã chịu trách nhiệm về kết quả thực hiện nhiệm " +
          "vụ được giao tại Kế hoạch này.",
        `2. Sở Khoa học và Công nghệ theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân ${unit} trước ngày 20 của tháng ` +
          "cuối quý.",
        "3. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời phản ánh để xem xét, điều chỉnh.",
      ]),
      ...toBlocks("signature", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(đã ký số)"]),
    ],
  };
}

function listAims({ pick, year, unit }: EvidenceSubject): EvidenceBlock[] {
  return [
    ...toSection("I. MỤC ĐÍCH, YÊU CẦU", [
      `1. Cụ thể hóa các mục tiêu chuyển đổi số của ${unit} thành nhiệm vụ có cơ quan chủ trì, thời hạn hoàn thành và ` +
        "kết quả đo lường được.",
      "2. Gắn chuyển đổi số với cải cách hành chính; lấy người dân, doanh nghiệp làm trung tâm; tránh đầu tư trùng lặp, " +
        "bảo đảm tái sử dụng hạ tầng và dữ liệu sẵn có.",
      "3. Số liệu báo cáo phải có nguồn, có thể kiểm chứng trên hệ thống thông tin.",
    ]),
    ...toSection(`II. MỤC TIÊU NĂM ${year}`, [
      `1. Chính quyền số: tỷ lệ hồ sơ trực tuyến toàn trình đạt ${pick(60, 85)}%; ${pick(88, 97)}% hồ sơ công việc cấp ` +
        `tỉnh và ${pick(70, 85)}% hồ sơ công việc cấp xã được xử lý trên môi trường số; 100% báo cáo định kỳ thực hiện ` +
        "trên hệ thống thông tin báo cáo.",
      `2. Kinh tế số: giá trị tăng thêm đạt ${pick(12, 21)}% tổng sản phẩm trên địa bàn; ${pick(40, 65)}% doanh nghiệp nhỏ ` +
        `và vừa sử dụng nền tảng số; đưa ${pick(60, 240)} sản phẩm nông nghiệp đặc trưng lên sàn thương mại điện tử.`,
      `3. Xã hội số: ${pick(80, 93)}% người dân trưởng thành có tài khoản thanh toán điện tử; ${pick(76, 92)}% có hồ sơ sức ` +
        `khỏe điện tử; ${pick(22, 40)}% có chữ ký số hoặc chữ ký điện tử cá nhân.`,
      "4. An toàn thông tin: 100% hệ thống thông tin được phê duyệt cấp độ và triển khai đầy đủ phương án bảo vệ.",
    ]),
  ];
}

function listTasks({ pick, year }: EvidenceSubject): EvidenceBlock[] {
  return [
    { style: "article", text: "III. NHIỆM VỤ, GIẢI PHÁP" },
    ...toSection("1. Nhận thức số", [
      `a) Mở chuyên trang về chuyển đổi số trên Cổng thông tin điện tử; đăng ít nhất ${pick(8, 20)} tin, bài mỗi tháng. ` +
        "Thời hạn: thường xuyên.",
      `b) Tổ chức Ngày Chuyển đổi số 10 tháng 10 với ${pick(3, 7)} hoạt động hướng dẫn trực tiếp cho người dân.`,
    ]),
    ...toSection("2. Thể chế số", [
      `a) Ban hành quy chế quản lý, khai thác nền tảng dữ liệu dùng chung. Thời hạn: tháng ${pick(6, 9)} năm ${year}.`,
      "b) Cập nhật Kiến trúc chính quyền số; công bố danh mục dữ liệu dùng chung và danh mục dữ liệu mở.",
    ]),
    ...toSection("3. Hạ tầng số và dữ liệu số", [
      `a) Nâng cấp trung tâm dữ liệu, bổ sung ${pick(20, 60)} máy chủ ảo; đưa ${pick(12, 30)} ứng dụng lên hạ tầng điện ` +
        `toán đám mây. Thời hạn: quý IV năm ${year}.`,
      `b) Số hóa ${pick(100, 480)}.000 hồ sơ hộ tịch, đất đai còn lại; đối chiếu, làm sạch trước khi đưa vào khai thác.`,
    ]),
    ...toSection("4. Nhân lực số", [
      `a) Mở ${pick(12, 40)} lớp bồi dưỡng kỹ năng số cho cán bộ cấp xã; kiểm tra đầu ra bằng bài thực hành.`,
      `b) Mỗi tổ công nghệ số cộng đồng hướng dẫn ít nhất ${pick(30, 90)} lượt người dân mỗi quý.`,
    ]),
    ...toSection("5. An toàn thông tin mạng", [
      `a) Giám sát tập trung ${pick(2, 6)}.${pick(1, 9)}00 máy trạm; xử lý cảnh báo nghiêm trọng trong 24 giờ.`,
      "b) Kiểm tra, đánh giá an toàn thông tin định kỳ đối với các hệ thống cấp độ 3 trở lên.",
    ]),
  ];
}

function listMoney({ pick, unit, year }: EvidenceSubject): EvidenceBlock[] {
  const amounts = [
    ["Nâng cấp trung tâm dữ liệu và hạ tầng đám mây", pick(180, 420)],
    ["Xây dựng, làm sạch và kết nối cơ sở dữ liệu", pick(120, 360)],
    ["Giám sát, bảo vệ an toàn thông tin mạng", pick(60, 180)],
    ["Đào tạo, bồi dưỡng và truyền thông", pick(30, 90)],
  ] as const;
  const total = amounts.reduce((sum, [, amount]) => sum + amount, 0);
  // Amounts are kept in tenths of a billion đồng so that the printed total is the sum of the printed parts.
  const toBillion = (tenths: number) => `${Math.floor(tenths / 10)},${tenths % 10} tỷ đồng`;
  return toSection("IV. KINH PHÍ THỰC HIỆN", [
    `Tổng kinh phí năm ${year} là ${toBillion(total)}, cân đối từ ngân sách ${unit} theo phân cấp, gồm:`,
    ...amounts.map(([purpose, amount], position) => `${position + 1}. ${purpose}: ${toBillion(amount)}.`),
    "Sở Tài chính tham mưu phân bổ; cơ quan chủ trì chịu trách nhiệm sử dụng đúng mục đích, tiết kiệm, hiệu quả.",
  ]);
}
