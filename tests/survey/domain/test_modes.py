"""Which ways of answering share a device."""

from survey.domain.modes import Mode


def test_people_share_a_kiosk_and_the_device_of_a_clerk_and_nothing_else() -> None:
    assert {mode for mode in Mode if mode.is_shared} == {Mode.KIOSK, Mode.ASSISTED}
