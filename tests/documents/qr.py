"""Reading a QR code from its drawing, by ISO/IEC 18004 and without the library that drew it.

For codes that are whole, as ours are: errors are not corrected, but the check codewords are not
looked at either.
"""

import re

MASKS = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _j: i % 2 == 0,
    lambda _i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
DATA_BLOCKS = {3: (44,), 4: (32, 32), 5: (43, 43), 6: (27,) * 4}
"""Data codewords of each block at level M, by version."""


def text_in(svg: str) -> str:
    """Give the text of a QR code at level M in byte mode."""
    dark = modules_of(svg)
    size = max(row for row, _ in dark) + 1
    version = (size - 17) // 4
    bits = bits_of(dark, size, version, mask_of(dark))
    words = [int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, len(bits) - 7, 8)]
    message = "".join(f"{word:08b}" for word in together(words, DATA_BLOCKS[version]))
    assert message[:4] == "0100"
    count = int(message[4:12], 2)
    letters = bytes(int(message[at : at + 8], 2) for at in range(12, 12 + 8 * count, 8))
    return letters.decode()


def modules_of(svg: str) -> set[tuple[int, int]]:
    """Give row and column of every dark module that a path of strokes draws."""
    row, column, dark = 0.0, 0, set()
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r'd="([^"]+)"', svg)[1]):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            dark |= {(int(row), column + step) for step in range(int(values[0]))}
            column += int(values[0])
        elif command == "M":
            column, row = int(values[0]), values[1]
        else:
            column, row = column + int(values[0]), row + values[1]
    return dark


def mask_of(dark: set[tuple[int, int]]) -> int:
    """Read the mask, and see that the level is M, from the format beside the upper left eye."""
    places = [(8, column) for column in (0, 1, 2, 3, 4)]
    form = int("".join(str(int(place in dark)) for place in places), 2) ^ 0b10101
    assert form >> 3 == 0b00
    return form & 0b111


def bits_of(dark: set[tuple[int, int]], size: int, version: int, mask: int) -> list[int]:
    """Read the data modules in pairs of columns, up and down in turn from the right."""
    fixed, bits, rising = fixed_modules(size, version), [], True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):  # past the timing line in column 6
        for row in range(size - 1, -1, -1) if rising else range(size):
            bits += [
                int((row, column) in dark) ^ MASKS[mask](row, column)
                for column in (right, right - 1)
                if (row, column) not in fixed
            ]
        rising = not rising
    return bits


def fixed_modules(size: int, version: int) -> set[tuple[int, int]]:
    """Give what carries no data: eyes with format, timing lines, the alignment mark."""
    fixed = {(r, c) for r in range(9) for c in (*range(9), *range(size - 8, size))}
    fixed |= {(r, c) for r in range(size - 8, size) for c in range(9)}
    fixed |= {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    if version > 1:
        centre = size - 7
        fixed |= {(centre + r, centre + c) for r in range(-2, 3) for c in range(-2, 3)}
    return fixed


def together(words: list[int], blocks: tuple[int, ...]) -> list[int]:
    """Give the data codewords block after block, which are written one of each in turn."""
    count = len(blocks)
    return [words[place * count + block] for block in range(count) for place in range(blocks[0])]
