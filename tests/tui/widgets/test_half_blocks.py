"""Pictures as half-blocks."""

from PIL import Image
from rich.color_triplet import ColorTriplet

from workbench.tui.widgets.half_blocks import half_block_strips


def colours(image: Image.Image) -> list[list[tuple[ColorTriplet, ColorTriplet]]]:
    """Return the two colours of every cell."""
    lines = []
    for strip in half_block_strips(image):
        line: list[tuple[ColorTriplet, ColorTriplet]] = []
        for segment in strip:
            assert segment.style is not None
            assert segment.style.color is not None
            assert segment.style.bgcolor is not None
            pair = segment.style.color.get_truecolor(), segment.style.bgcolor.get_truecolor()
            line += [pair] * len(segment.text)
        lines.append(line)
    return lines


def test_two_rows_of_pixels_are_one_line_of_cells() -> None:
    image = Image.new("RGB", (3, 4), (255, 0, 0))
    image.putpixel((1, 1), (0, 0, 255))
    shown = colours(image)
    red, blue = ColorTriplet(255, 0, 0), ColorTriplet(0, 0, 255)
    assert shown == [[(red, red), (red, blue), (red, red)], [(red, red)] * 3]


def test_equal_neighbours_are_one_segment() -> None:
    strips = half_block_strips(Image.new("RGB", (80, 2), (9, 9, 9)))
    assert [len(list(strip)) for strip in strips] == [1]
    assert strips[0].cell_length == 80


def test_an_odd_last_row_is_not_lost() -> None:
    assert len(half_block_strips(Image.new("RGB", (2, 3), (9, 9, 9)))) == 2


def test_colours_are_kept_to_five_bits() -> None:
    for value in range(256):
        image = Image.new("RGB", (1, 2), (value, 255 - value, 128))
        (upper, _lower) = colours(image)[0][0]
        assert all(abs(a - b) <= 7 for a, b in zip(upper, (value, 255 - value, 128), strict=True))
