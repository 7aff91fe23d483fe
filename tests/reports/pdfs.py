"""PDFs written by hand, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Sequence

Placed = tuple[float, str] | tuple[float, str, float, float]  # height, text; how far from the left, size of the type
LEFT, SIZE = 50.0, 10.0


def pdf(pages: Sequence[Sequence[Placed]], *, title: str | None = None, created: str | None = None) -> bytes:
    """A PDF with lines of text at heights, one list a page."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, lines in enumerate(pages):
        stream = f"BT\n{''.join(map(_shown, lines))}ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * index} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    information = "".join(
        f" /{key} ({_escaped(value)})" for key, value in (("Title", title), ("CreationDate", created)) if value
    )
    objects.append(f"<<{information} >>".encode())
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return data


def _shown(line: Placed) -> str:
    top, text = line[:2]
    left, size = line[2:] if len(line) == 4 else (LEFT, SIZE)
    return f"/F1 {size} Tf 1 0 0 1 {left} {top} Tm ({_escaped(text)}) Tj\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
