"""PDF files for tests, written by hand: a page is a list of lines at places."""

from __future__ import annotations

from collections.abc import Sequence

#: An object that is a picture, and what shows it.
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>"
    b"\nstream\n\x00\xff\xff\x00\nendstream"
)
SHOWN = b"q 500 0 0 700 40 40 cm /I Do Q"

Placed = tuple[float, float, float, str]  # size, left, bottom (points), words


def pdf(pages: Sequence[Sequence[Placed]], info: str = "", catalog: str = "", trailer: str = "") -> bytes:
    """A file with its pages; `info`, `catalog` and `trailer` are entries of those dictionaries."""
    return assemble([_lines(page) for page in pages], info, catalog, trailer)


def assemble(
    pages: Sequence[bytes],
    info: str = "",
    catalog: str = "",
    trailer: str = "",
    resources: str = "",
    extra: bytes = b"",
) -> bytes:
    """A file whose pages draw what their streams say; `extra` is object 3."""
    first = 4
    kids = " ".join(f"{first + 2 * number + 1} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        extra or b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(pages):
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number} 0 R"
            f" /Resources << {resources or '/Font << /F 3 0 R >>'} >> >>".encode()
        )
    objects.append(f"<< {info} >>".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    entries = f"/Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer}"
    return bytes(out) + f"trailer << {entries} >>\nstartxref\n{table}\n%%EOF\n".encode()


def column(*lines: str, top: float = 700, left: float = 72, size: float = 11, leading: float = 14) -> list[Placed]:
    """Lines under one another; an empty one is a gap."""
    return [(size, left, top - leading * number, line) for number, line in enumerate(lines) if line]


def scan() -> bytes:
    """A file of one page that is a picture."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>"
    )
    drawn = b"q 500 0 0 700 40 40 cm /I Do Q"
    return assemble(
        [drawn], resources="/XObject << /I 3 0 R >>", extra=picture + b"\nstream\n\x00\xff\xff\x00\nendstream"
    )


def _lines(page: Sequence[Placed]) -> bytes:
    return b"\n".join(
        b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, bottom, _escaped(words)) for size, left, bottom, words in page
    )


def _escaped(words: str) -> bytes:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
