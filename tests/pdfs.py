"""A small PDF, written by hand, for tests: pages of lines in Helvetica."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF 1.4 with these lines on its pages; without lines a page holds nothing that can be read as text."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"1 0 0 1 60 {760 - 16 * at} Tm ({line}) Tj " for at, line in enumerate(lines))
        drawn = f"BT /F1 12 Tf {shown}ET 60 60 200 100 re f".encode("latin-1")
        place = f"/MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> {place} >>".encode())
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for at, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{at} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    begin = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode()
