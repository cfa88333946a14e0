"""The addresses of the staff pages, all of them; posters and bookmarks rely on them."""

from flask import Blueprint
from werkzeug.exceptions import NotFound

from survey.domain.errors import UnknownBatch, UnknownCode, UnknownServicePoint
from survey.web.headers import STAFF_PATH
from survey.web.languages import PARAMETER, chosen_language, parameter
from survey.web.staff import (
    accounts,
    adjudication,
    batches,
    cases,
    clock,
    comments,
    desk,
    devices,
    entry,
    letterheads,
    places,
    posters,
    reports,
    trials,
)
from survey.web.staff.guard import guard
from survey.web.staff.not_made import REASONS, not_made
from survey.web.staff.pages import not_found
from survey.web.staff.sessions import keep_cookies

staff = Blueprint("staff", __name__, url_prefix=STAFF_PATH)

_PAGES = (
    ("/", desk.desk),
    ("/quay/<int(max=999999):number>", places.service_point),
    ("/quay/<int(max=999999):number>/dung-thu", trials.try_out),
    ("/may/<code>", devices.device),
    ("/bao-cao", reports.report),
    ("/bao-cao/<kind>", reports.report_file),
    ("/y-kien", comments.comments),
    ("/lo-phieu/<batch>", batches.batch),
    ("/so-ho-so/mau", cases.template),
)
_FORMS = (
    ("/thiet-lap/<token>", accounts.set_up),
    ("/dang-nhap", accounts.sign_in),
    ("/mat-khau", accounts.password),
    ("/dong-ho", clock.clock),
    ("/so-ho-so", cases.cases),
    ("/the-thuc", letterheads.letterhead),
    ("/quay/them", places.add_service_point),
    ("/quay/<int(max=999999):number>/sua", places.change_service_point),
    ("/ap-phich/<code>/thu-hoi", posters.withdraw),
    ("/may/<code>/ghi-danh", devices.enrol),
    ("/quay/<int(max=999999):number>/phieu-giay", batches.new_batch),
    ("/lo-phieu/<batch>/dem", batches.count_box),
    ("/lo-phieu/<batch>/nhap", entry.type_sheet),
    ("/lo-phieu/<batch>/nhap-lai", entry.type_again),
    ("/lo-phieu/<batch>/doi-chieu", adjudication.adjudicate),
    ("/lo-phieu/<batch>/ky-chot", batches.sign_off),
    ("/lo-phieu/<batch>/bo", batches.abandon),
)
_BUTTONS = (
    ("/dang-xuat", accounts.sign_out),
    ("/quay/<int(max=999999):number>/dong", places.close_service_point),
    ("/quay/<int(max=999999):number>/mo", places.open_service_point),
    ("/quay/<int(max=999999):number>/in", posters.print_point),
    ("/quay/<int(max=999999):number>/ap-phich-moi", posters.new_poster),
    ("/quay/<int(max=999999):number>/may-tinh-bang", devices.new_kiosk),
    ("/quay/<int(max=999999):number>/ho-tro", devices.new_assisted),
    ("/may/<code>/go/<int(max=999999):tablet>", devices.remove),
    ("/ap-phich/<code>/in", posters.print_one),
    ("/ap-phich/in", posters.print_all),
    ("/so-ho-so/<int(max=999999):number>/bo", cases.undo),
    ("/so-ho-so/lap-lai", cases.renew),
    ("/lo-phieu/<batch>/in", batches.print_batch),
    ("/lo-phieu/<batch>/het", batches.stop_entry),
    ("/lo-phieu/<batch>/nhap/lai-to-cuoi", entry.undo_last_sheet),
    ("/lo-phieu/<batch>/nhap-lai/lai-to-cuoi", entry.undo_retyped_sheet),
)

for _routes, _methods in ((_PAGES, ["GET"]), (_FORMS, ["GET", "POST"]), (_BUTTONS, ["POST"])):
    for _address, _view in _routes:
        staff.add_url_rule(_address, view_func=_view, methods=_methods)

staff.before_request(guard)
for _missing in (UnknownServicePoint, UnknownCode, UnknownBatch, NotFound):
    staff.register_error_handler(_missing, not_found)
for _reason in REASONS:
    staff.register_error_handler(_reason, not_made)
staff.after_request(keep_cookies)


@staff.url_defaults
def keep_language(endpoint: str, values: dict[str, object]) -> None:  # noqa: ARG001
    """Carry a chosen language on to the next page, so that no cookie has to."""
    values.setdefault(PARAMETER, parameter(chosen_language()))
