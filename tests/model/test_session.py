"""Sessions and the desktop they were recorded on."""

import json

from workbench.model.geometry import Rect
from workbench.model.session import Monitor, Platform


def test_a_platform_comes_back_from_its_json() -> None:
    platform = Platform("x11", (Monitor(1, Rect(0, 0, 9, 9)), Monitor(2, Rect(9, 0, 9, 9))), 1.5, "de")
    assert Platform.from_json(json.loads(json.dumps(platform.to_json()))) == platform


def test_a_platform_tells_no_name_of_host_user_or_hardware() -> None:
    assert set(Platform("x11", (), 1.0, "").to_json()) == {"system", "monitors", "scale", "keyboard"}
