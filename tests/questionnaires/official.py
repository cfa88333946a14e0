"""The official words, typed here apart from the questionnaire files that must agree."""

from __future__ import annotations

SCALE = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")

# Long lines on purpose: a wrapped sentence is a sentence in which a space can get lost.
# ruff: noqa: E501
ITEMS = {
    15: "Cơ quan cung cấp thông tin về việc giải quyết thủ tục hành chính theo nhiều hình thức, dễ tiếp cận, dễ hiểu đối với mọi người dân.",
    16: "Trụ sở cơ quan tiếp nhận hồ sơ, trả kết quả giải quyết thủ tục hành chính có biển hiệu, hướng dẫn rõ ràng, dễ thấy.",
    17: "Trụ sở cơ quan tiếp nhận hồ sơ, trả kết quả giải quyết thủ tục hành chính sạch sẽ, văn minh.",
    18: "Trang thiết bị phục vụ người dân đầy đủ, chất lượng tốt, giúp người dân giải quyết công việc dễ dàng hơn.",
    19: "Quy định thủ tục hành chính được niêm yết công khai tại trụ sở cơ quan tiếp nhận hồ sơ, trả kết quả giải quyết thủ tục hành chính dễ thấy, dễ hiểu.",
    20: "Thành phần hồ sơ người dân phải nộp là đúng quy định.",
    21: "Mức phí/lệ phí người dân phải nộp là đúng quy định.",
    22: "Thời hạn giải quyết thủ tục hành chính cho người dân là đúng quy định.",
    23: "Công chức có thái độ giao tiếp lịch sự, tôn trọng đối với người dân.",
    24: "Công chức cung cấp thông tin, trả lời kịp thời, đầy đủ các câu hỏi, ý kiến của người dân.",
    25: "Công chức hướng dẫn hồ sơ dễ hiểu, đảm bảo người dân có thể hoàn thiện hồ sơ sau một lần hướng dẫn.",
    26: "Công chức tuân thủ đúng quy định trong giải quyết công việc cho người dân.",
    27: "Công chức tận tình đối với người dân trong quá trình giải quyết công việc.",
    28: "Kết quả giải quyết thủ tục hành chính cho người dân được trả đúng hẹn.",
    29: "Kết quả giải quyết thủ tục hành chính cho người dân có thông tin đầy đủ, chính xác.",
    30: "Kết quả giải quyết thủ tục hành chính cho người dân đảm bảo tính công bằng.",
    31: "Cơ quan có bố trí hình thức tiếp nhận phản ánh, kiến nghị, giúp người dân phản ánh, kiến nghị dễ dàng.",
    32: "Cơ quan tiếp nhận, xử lý phản ánh, kiến nghị của người dân đúng quy định.",
    33: "Cơ quan thông báo kết quả xử lý phản ánh, kiến nghị cho người dân kịp thời.",
}

FACTORS = (
    "Tiếp cận",
    "Thủ tục hành chính",
    "Công chức trực tiếp giải quyết công việc",
    "Kết quả (Có thể là được cấp giấy tờ hoặc bị từ chối cấp giấy tờ)",
    "Cơ quan nhà nước tiếp nhận, xử lý phản ánh, kiến nghị của người dân",
)
