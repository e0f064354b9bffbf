import { pageBreak, toBlocks, toSection } from "./evidence-block.ts";
import type { EvidenceBlock, EvidenceSubject, EvidenceText } from "./evidence-block.ts";

/** Yearly report of a people's committee on what was done, what was not, and what follows. */
export function makeBaoCao(subject: EvidenceSubject): EvidenceText {
  const { entityNameVi, unit, year, pick } = subject;
  const place = `${unit} ${entityNameVi}`;
  return {
    issuer: "ỦY BAN NHÂN DÂN",
    number: "00/BC-UBND",
    date: `${year}-12-${10 + pick(0, 18)}`,
    name: `Báo cáo kết quả chuyển đổi số ${place} năm ${year}`,
    abstract: `Kết quả, tồn tại, nguyên nhân và phương hướng chuyển đổi số ${place} năm ${year}.`,
    blocks: [
      { style: "title", text: "BÁO CÁO" },
      { style: "lead", text: `Kết quả chuyển đổi số ${place} năm ${year}` },
      {
        style: "preamble",
        text:
          `Thực hiện Nghị quyết của Hội đồng nhân dân ${unit} về chuyển đổi số, Ủy ban nhân dân ${unit} báo cáo kết quả ` +
          `thực hiện năm ${year} như sau:`,
      },
      ...listResults(subject),
      pageBreak,
      ...listServices(subject),
      pageBreak,
      ...listGaps(subject),
      ...toBlocks("signature", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(đã ký số)"]),
    ],
  };
}

function listResults({ pick, year }: EvidenceSubject): EvidenceBlock[] {
  return [
    { style: "article", text: "I. KẾT QUẢ ĐẠT ĐƯỢC" },
    ...toSection("1. Chỉ đạo, điều hành và nhận thức số", [
      `Ban Chỉ đạo họp ${pick(4, 12)} phiên, có thông báo kết luận sau từng phiên; ${pick(85, 100)}% nhiệm vụ được giao ` +
        `hoàn thành đúng hạn. Chuyên trang chuyển đổi số đăng ${pick(120, 360)} tin, bài trong năm ${year}.`,
      `Đã tổ chức ${pick(6, 24)} hội nghị, hội thảo với ${pick(1, 6)}.${pick(1, 9)}00 lượt người tham dự.`,
    ]),
    ...toSection("2. Thể chế số", [
      `Ban hành ${pick(5, 15)} văn bản về quản lý, kết nối, chia sẻ dữ liệu; miễn lệ phí đối với ${pick(20, 60)} thủ tục ` +
        "hành chính khi nộp hồ sơ trực tuyến.",
      `Kiến trúc chính quyền số được cập nhật; ${pick(25, 80)} bộ dữ liệu mở được công bố, trong đó ${pick(10, 24)} bộ được ` +
        "cập nhật hằng tháng.",
    ]),
    ...toSection("3. Hạ tầng số", [
      `Tỷ lệ hộ gia đình có cáp quang băng rộng đạt ${pick(80, 95)}%; ${pick(96, 100)}% thôn, tổ dân phố có sóng di động ` +
        "băng rộng. Trung tâm dữ liệu vận hành ổn định, không có sự cố mất dữ liệu.",
    ]),
    ...toSection("4. Nhân lực số", [
      `Bồi dưỡng kỹ năng số cho ${pick(2, 8)}.${pick(1, 9)}00 lượt cán bộ, công chức, viên chức; ${pick(400, 980)} tổ công ` +
        "nghệ số cộng đồng duy trì hoạt động, có sổ theo dõi kết quả.",
    ]),
  ];
}

function listServices({ pick }: EvidenceSubject): EvidenceBlock[] {
  return [
    ...toSection("5. Dịch vụ công trực tuyến", [
      `Cung cấp ${pick(620, 990)} dịch vụ công trực tuyến toàn trình. Tỷ lệ hồ sơ nộp trực tuyến đạt ${pick(66, 90)}%; tỷ ` +
        `lệ hồ sơ được xử lý hoàn toàn trực tuyến đạt ${pick(48, 72)}%.`,
      `Tỷ lệ hồ sơ giải quyết đúng hạn đạt ${pick(95, 99)},${pick(1, 9)}%; mức độ hài lòng theo phiếu khảo sát trên Cổng ` +
        `dịch vụ công đạt ${pick(86, 97)}%.`,
    ]),
    ...toSection("6. Kinh tế số", [
      `Giá trị tăng thêm của kinh tế số ước đạt ${pick(11, 20)}% tổng sản phẩm trên địa bàn. Có ${pick(40, 68)}% doanh nghiệp ` +
        `nhỏ và vừa sử dụng nền tảng số; ${pick(52, 78)}% doanh nghiệp sử dụng hợp đồng điện tử.`,
      `${pick(80, 260)} sản phẩm nông nghiệp đặc trưng được đưa lên sàn thương mại điện tử, doanh thu tăng ${pick(8, 31)}% ` +
        "so với năm trước.",
    ]),
    ...toSection("7. Xã hội số", [
      `${pick(74, 92)}% người dân có hồ sơ sức khỏe điện tử; ${pick(20, 38)}% người dân trưởng thành có chữ ký số; thanh ` +
        `toán học phí, viện phí không dùng tiền mặt đạt ${pick(62, 91)}%.`,
    ]),
    ...toSection("8. An toàn thông tin mạng", [
      `Phê duyệt cấp độ cho ${pick(24, 60)} hệ thống thông tin; ngăn chặn ${pick(12, 90)}.000 lượt dò quét, tấn công; không ` +
        "để xảy ra sự cố nghiêm trọng.",
    ]),
  ];
}

function listGaps({ pick, year, unit }: EvidenceSubject): EvidenceBlock[] {
  return [
    ...toSection("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", [
      `1. Còn ${pick(3, 8)} chỉ tiêu chưa đạt kế hoạch năm; dữ liệu của một số ngành chưa được cập nhật thường xuyên.`,
      "2. Kỹ năng số của cán bộ cấp xã chưa đồng đều; một bộ phận người dân ở vùng sâu, vùng xa chưa có thiết bị.",
      `3. Giải ngân vốn mới đạt ${pick(71, 93)}% kế hoạch do thủ tục đầu tư kéo dài.`,
      "4. Nguyên nhân chủ yếu là thiếu nhân lực chuyên trách và quy trình phối hợp giữa các cơ quan chưa chặt chẽ.",
    ]),
    ...toSection(`III. PHƯƠNG HƯỚNG NĂM ${year + 1}`, [
      `1. Nâng tỷ lệ hồ sơ xử lý hoàn toàn trực tuyến lên ít nhất ${pick(75, 88)}%.`,
      "2. Hoàn thành kết nối các cơ sở dữ liệu đất đai, y tế, giáo dục với nền tảng tích hợp, chia sẻ dữ liệu.",
      `3. Công khai kết quả từng chỉ tiêu hằng quý trên Cổng thông tin điện tử của ${unit}.`,
      "4. Gắn trách nhiệm người đứng đầu với kết quả chuyển đổi số của cơ quan, đơn vị.",
    ]),
  ];
}
