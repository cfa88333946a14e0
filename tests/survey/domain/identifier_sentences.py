"""Sentences as people write them, about social accounts, births, houses and names that are said.

They were written before the rules were tried on them, and those that are missed or stopped stay in.
"""

from survey.domain.identifier_kinds import IdentifierKind

ACCOUNT, BIRTH = IdentifierKind.ACCOUNT, IdentifierKind.BIRTH
HOUSE, NAME = IdentifierKind.HOUSE, IdentifierKind.NAME

# What must be hidden stands in brackets.
TELLING = {
    ACCOUNT: (
        "Có gì nhắn zalo [tungdb92] giúp tôi", "Facebook của tôi: [binh.nguyen.5496]",
        "xem ảnh ở [facebook.com/lo.mai.9]", "link [https://www.facebook.com/profile.php?id=10002]",
        "fb [hoa_dienbien] nhé", "tiktok [@paodienbien]", "Zalo: [@MaiLo]", "face [giangapao95]",
        "liên hệ [zalo.me/0912345678]", "telegram [@tung_db]", "facebook tên [minhanh1990]",
        "kết bạn Zalo nick [hoahong88] để tôi gửi ảnh", "[https://t.me/tungdb]",
        "[HTTPS://FB.COM/BINHDB]", "instagram [lan.anh_99]", "xem youtube [@vungcao]",
        "[m.me/quanghoa] nhắn tôi", "facebook [Bình Lò]", "zalo [tungdb]",
        "viber [tung1985], trả lời sớm", "fb: [tungdb]", "Facebook: [Hoa Nguyễn], nhắn tôi nhé",
        "zalo: [hoamai] ạ", "FB của tôi: [Bình Lò]", "mess: [tungle]", "zalo: [bạn của núi rừng]",
        "tìm fb: [paomua] là ra", "insta: [lananh]", "Tele: [Mai Anh]", "zalo: [0912 345 678]",
    ),
    BIRTH: (
        "Tôi [sinh năm 1962], mắt kém", "tôi [sinh ngày 05/02/1962]", "[ngày sinh: 5-2-1962]",
        "[Năm sinh: 1958]", "[ngày tháng năm sinh 01.01.1970]", "mẹ tôi [sinh 1939] không đi được",
        "con [sinh ngày 12/3/2019] chưa có thẻ", "[sinh ngày 5 tháng 3 năm 1962]",
        "toi [sinh nam 1975]", "em [sinh 20/10/99]", "[ngay sinh 02/09/1945]",
        "bố tôi là thương binh, [sinh năm 1948]", "vợ [sinh 8/1990]", "tôi [SN 1962]",
        "cháu [sinh ngày mùng 5 tháng 3 năm 2019]", "[Sinh: 1971], quê ở Tuần Giáo",
    ),
    HOUSE: (
        "Tôi ở [số nhà 12] tổ 5", "[nhà số 15A] đường 7/5", "[số 15 ngõ 3] phường Mường Thanh",
        "nhà tôi [ở số 8], xa quá", "[SN 45] tổ dân phố 3", "[số nhà: 102/4]",
        "gửi về [số nhà 27], bản Noong Bua", "[15/4 ngõ 12] đường Võ Nguyên Giáp",
        "tôi [ở số 21] phố Him Lam", "[so nha 9] to 2", "[nhà 7 ngõ 44]", "[số 3, ngách 5] ngõ 9",
        "nhà tôi [128 đường Trường Chinh]", "[hẻm 5 số 12]",
    ),
    NAME: (
        "Tôi tên [Bình], ở bản Na Lơi", "tôi tên [bình]", "tên tôi là [Hoa]", "em tên là [Páo]",
        "Họ và tên: [Lò Thị Mai]", "Họ tên là [Dơ]", "cháu tên [Xuân Mai] 12 tuổi",
        "toi ten [Binh]", "cán bộ tên [Hạnh] rất tốt", "chị tên [Mai] ở quầy 3 nói to",
        "mẹ tôi tên [Sua]", "tên em là [chứ]", "Tôi tên là: [Tòng Văn Ín]",
        "anh tên [Dũng] giúp tôi", "tôi là [Bình] ở quầy bên", "bà tên [Pâng] không biết chữ",
        "chồng tên [Lềnh] đi vắng", "tôi tên thật [Bình]", "Mình là [Hoa], cảm ơn quầy 3",
        "em là [Páo] ở Na Ư", "Chào, tôi là [Lềnh]", "toi la [Binh]", "mình là [hoa]",
        "My name is [Tom]", "my name is [John Smith]", "Hello, I am [Anna] from Lyon",
        "I'm [David Brown], thank you", "I’m [Mai]", "My name's [Peter]", "I am [Hoa Nguyen].",
        "this is [Anna] writing", "i am [anna]", "Tôi tên [Tuổi], ở bản Na Lơi", "em tên [Mới]",
    ),
}  # fmt: skip
CLEAN = (
    "Nhắn zalo không ai trả lời", "Zalo của cơ quan bị lỗi",
    "facebook của sở nên trả lời nhanh hơn", "nên có nhóm zalo cho từng xã",
    "trang facebook cập nhật chậm", "Tôi gửi qua Zalo 2 lần", "zalo OA chưa có thông báo",
    "app zalo, facebook đều bị treo", "đăng lên tiktok cho dân biết",
    "xem trên youtube có hướng dẫn", "nhắn tin messenger không được", "zalo chậm.Tôi phải đi lại",
    "cổng dichvucong.gov.vn/p/home hay lỗi", "trang dienbien.gov.vn khó tìm",
    "Đăng ký khai sinh ngày 05/02/2026", "khai sinh năm 2024 chưa trả",
    "giấy khai sinh 2020 bị sai", "Nhà vệ sinh ngày 02/03/2026 bẩn", "phát sinh 2 khoản phí",
    "phát sinh năm 2025 không báo trước", "học sinh năm 2025 được miễn", "liệt sĩ hy sinh năm 1972",
    "sinh viên năm 2023 vay vốn", "an sinh xã hội năm 2025", "tuyển sinh năm 2026",
    "thủ tục sinh con thứ 2", "chế độ thai sản, sinh 1 con", "ngày 05/02/1962 không ghi",
    "vệ sinh 3 lần một ngày", "bản sao giấy khai sinh: 2 tờ", "thu hồi đất năm 1962",
    "sinh hoạt phí 2025", "quầy số 3 đông", "số 12 gọi mãi không thấy", "phòng 105 tầng 2",
    "ở số lượng lớn", "mẫu số 2", "tôi ở xa 40 km", "nhà tôi cách 15 km", "nhà 3 người đi cùng",
    "xe số 15 dừng xa", "đường 7/5 tắc", "tổ 5 phường Him Lam", "lấy số 27 lúc 8h",
    "nhà nước hỗ trợ 2 triệu", "sổ nhà đất làm 3 lần", "thửa 12, tờ 5", "quyển số 4/2026",
    "nhà văn hóa số 2 đóng cửa", "Tên tôi bị viết sai", "tên trong sổ đỏ bị sai",
    "ghi họ tên vào tờ khai", "anh tên gì cũng được", "không ghi tên người nộp",
    "biển tên cán bộ nhỏ", "tên đường sai", "họ tên viết hoa", "tên là quan trọng nhất",
    "đổi tên con mất 3 tháng", "cán bộ không đeo biển tên", "tên em trong danh sách bị trùng",
    "đề nghị ghi rõ tên thủ tục", "ký tên hai lần", "cán bộ tên gì tôi không rõ",
    "tôi tên trùng với người khác", "tên bà ngoại bị thiếu dấu", "tôi là người dân tộc Thái",
    "tôi là cán bộ hưu trí", "thủ tục có tên dài quá", "bảng tên ở quầy 3 mờ",
    "họ và tên phải viết in hoa", "em tên bị sai trong giấy", "sai họ tên chồng", "mã QR dán cao",
    "ngõ vào hẹp", "cơ quan ở cuối ngõ 12", "chợ ở phố 15", "đi đường vòng 5 km",
    "gửi về nhà sau 3 ngày", "Zalo: chậm", "zalo: không ai trả lời", "Facebook: ít cập nhật",
    "qua zalo: ok", "Zalo: Sở nên trả lời sớm", "fb: nhiều tin cũ", "Zalo: gửi 2 lần mới được",
    "trang facebook: tốt", "nhắn zalo, face: khong ai tra loi", "app VNeID, Zalo: hay treo",
    "Facebook: Cổng dịch vụ công hay lỗi", "tôi là Thương binh", "Tôi là Người cao tuổi",
    "mình là Đảng viên", "em là Sinh viên năm 3", "tôi là Giám đốc doanh nghiệp nhỏ",
    "TÔI LÀ NGƯỜI DÂN XÃ VÙNG CAO", "mình là người Thái", "tôi là Thái, vợ là Mông",
    "tỉnh mình là Điện Biên", "điều làm tôi vui là Cán bộ cười", "Tôi là Chủ hộ kinh doanh",
    "cơ quan mình là Sở Nội vụ", "chúng tôi là Hợp tác xã", "con tôi là Học sinh lớp 5",
    "I am satisfied", "I am Vietnamese", "I am not happy", "I'm very pleased",
    "My name is wrong on the paper", "my name is misspelt", "I am from France", "I'm OK",
    "I am a teacher", "The name is on the list", "I AM HAPPY WITH THIS OFFICE", "I am Thai",
    "My name is not on the list", "I am French and need a permit", "Tôi tên tuổi không cần ghi",
    "cán bộ hỏi tôi tên tuổi trước mặt mọi người", "toi ten tuoi khong can ghi",
    "TÔI TÊN TUỔI KHÔNG CẦN GHI", "bà tên tuổi không có trong sổ", "em tên họ ghi đủ rồi",
    "con tên đệm bị sai", "tôi tên chồng thiếu dấu", "tôi tên ghi sai", "con tên khai sinh sai",
    "tôi tên thật không muốn nói", "chị tên đầy đủ phải ghi",
)  # fmt: skip


def cut(marked: str) -> tuple[str, str]:
    """Return a sentence without its brackets, and what stood between them."""
    before, _, rest = marked.partition("[")
    planted, _, after = rest.partition("]")
    return before + planted + after, planted
