"""PDFs that do something by themselves, carry something along, or are more than a PDF."""

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from . import genuine
from .blocks import deflated_zeros
from .genuine import written_pdf
from .payloads import CLASS_NAME, EICAR, JAVASCRIPT, PAGE, SCRIPT, jar
from .sent import PDF, SentFile, either

GIGABYTE = 1 << 30
FORM = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>
<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><field><value>&leak;</value></field></template></xdp:xdp>"""
LEAK = b"file:///etc/passwd"


def page():
    """A document of one page with a line of text, without metadata."""
    document = pikepdf.new()
    sheet = document.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    sheet.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    sheet.contents_add(b"BT /F1 18 Tf 72 780 Td (Invoice) Tj ET")
    return document


def plain():
    """A good PDF, to build others around."""
    return written_pdf(page())


def with_script():
    """Runs a script when opened, when closed, when a page is seen, and has one by name."""
    document = page()
    script = document.make_indirect(Dictionary(Type=Name.Action, S=Name.JavaScript, JS=JAVASCRIPT.decode()))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["run", script])))
    document.pages[0].obj.AA = Dictionary(O=script)
    return written_pdf(document)


def with_launch():
    """Starts a program when opened, and from a link over the whole page."""
    document = page()
    launch = Dictionary(Type=Name.Action, S=Name.Launch, F="cmd.exe", Win=Dictionary(F="cmd.exe", P="/c calc"))
    document.Root.OpenAction = launch
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 595, 842], A=launch)
    document.pages[0].obj.Annots = Array([document.make_indirect(link)])
    return written_pdf(document)


def with_script_in_link():
    """A link whose address is a script."""
    document = page()
    act = Dictionary(Type=Name.Action, S=Name.URI, URI="javascript:" + JAVASCRIPT.decode())
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 595, 842], A=act)
    document.pages[0].obj.Annots = Array([document.make_indirect(link)])
    return written_pdf(document)


def with_virus():
    """Carries a file that virus scanners know, unpacked."""
    document = page()
    held = Stream(document, EICAR, Type=Name.EmbeddedFile)
    where = document.make_indirect(
        Dictionary(Type=Name.Filespec, F="eicar.com", UF="eicar.com", EF=Dictionary(F=held))
    )
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["eicar.com", where])))
    return written_pdf(document, compress_streams=False)


def with_form():
    """An XFA form whose XML asks for a file of the server."""
    document = page()
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, FORM))
    return written_pdf(document, compress_streams=False)


def with_password():
    """Opens with a password only, so that nobody can look into it."""
    return written_pdf(page(), encryption=pikepdf.Encryption(user="secret", owner="secret", R=6))


def with_bomb():
    """A content stream of a gigabyte, in one megabyte."""
    document = page()
    document.pages[0].obj.Contents = Stream(document, deflated_zeros(GIGABYTE), Filter=Name.FlateDecode)
    return written_pdf(document)


def with_double_bomb():
    """A content stream packed twice: a gigabyte in a few kilobytes."""
    document = page()
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    packed = zlib.compress(deflated_zeros(GIGABYTE), 9)
    document.pages[0].obj.Contents = Stream(document, packed, Filter=twice)
    return written_pdf(document, compress_streams=False)  # else it is unpacked, to be packed once


def with_huge_page():
    """A page as large as a country, with a picture that claims 65,500 points to each side."""
    document = page()
    document.pages[0].obj.MediaBox = Array([0, 0, 2**31 - 1, 2**31 - 1])
    looks = {"/Width": 65_500, "/Height": 65_500, "/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8}
    drawn = Stream(document, deflated_zeros(100), {"/Subtype": Name.Image, "/Filter": Name.FlateDecode} | looks)
    document.pages[0].obj.Resources.XObject = Dictionary(Im1=drawn)
    return written_pdf(document)


def looping():
    """A tree of pages that has itself as its child."""
    document = page()
    document.Root.Pages.Kids = Array([document.Root.Pages])
    return written_pdf(document)


def half():
    """Breaks off in the middle."""
    whole = genuine.pdf()
    return whole[: len(whole) // 2]


PAPERS = [
    either("pdf_zip_behind", "a.pdf", PDF, lambda: plain() + jar(), "opens as a ZIP", payload=CLASS_NAME.encode()),
    either("pdf_html_before", "a.pdf", PDF, lambda: PAGE + b"\n" + plain(), "begins as a page", payload=SCRIPT),
    SentFile("pdf_header_then_html", "a.pdf", PDF, lambda: b"%PDF-1.7\n" + PAGE, "a page behind the header of a PDF"),
    either("pdf_script", "a.pdf", PDF, with_script, "runs scripts by itself", payload=JAVASCRIPT),
    either("pdf_launch", "a.pdf", PDF, with_launch, "starts a program", payload=b"cmd.exe"),
    either("pdf_link_is_script", "a.pdf", PDF, with_script_in_link, "a link runs a script", payload=b"javascript:"),
    either("pdf_holds_eicar", "a.pdf", PDF, with_virus, "carries what scanners know", payload=EICAR),
    either("pdf_xfa_xxe", "a.pdf", PDF, with_form, "a form that reads files of the server", payload=LEAK),
    SentFile("pdf_password", "a.pdf", PDF, with_password, "nobody can look into it"),
    SentFile("pdf_bomb", "a.pdf", PDF, with_bomb, "1 GB for whoever opens it"),
    SentFile("pdf_double_bomb", "a.pdf", PDF, with_double_bomb, "1 GB in a few kilobytes"),
    either("pdf_huge_page", "a.pdf", PDF, with_huge_page, "13 GB for whoever draws it"),
    SentFile("pdf_looping", "a.pdf", PDF, looping, "its pages never end"),
    SentFile("pdf_half", "a.pdf", PDF, half, "broken off: what it proves is lost"),
]
