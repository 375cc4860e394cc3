"""Names that try something: around a content nobody may send (NAMES), and around a good photo (ODD_NAMES)."""

from functools import partial

from .genuine import photo
from .payloads import PHP, WINDOWS_PROGRAM
from .sent import JPEG, UNKNOWN, SentFile, either

RTL_OVERRIDE, ISOLATE, END_OF_ISOLATE, ZWNJ = "\u202e", "\u2067", "\u2069", "\u200c"
small_photo = partial(photo, size=(160, 120))
_PROGRAMS = {  # label: name
    "rlo_exe": f"photo{RTL_OVERRIDE}gnp.exe",
    "nul_before_exe": "a.jpg\0.exe",
    "exe_before_nul": "a.exe\0.jpg",
    "jpg_exe": "photo.jpg.exe",
    "exe_jpg": "photo.exe.jpg",
    "jpg_blanks_exe": "photo.jpg" + " " * 200 + ".exe",
    "exe_dot": "photo.exe.",
    "exe_stream": "photo.exe::$DATA",
    "long_bad_ending": "a" * 5_000 + ".exe",
    "dots": "...",
    "empty": "",
    "traversal_bat": "..\\..\\Start Menu\\Programs\\Startup\\a.bat",
}
_SHELLS = {
    "traversal_passwd_png": "../../etc/passwd.png",
    "traversal_backslash_jpg": "..\\..\\x.jpg",
    "absolute": "/etc/passwd",
    "htaccess": ".htaccess",
    "php_jpg": "shell.php.jpg",
    "php_semicolon_jpg": "shell.php;.jpg",
    "php_newline": "shell.php\n.jpg",
}
_ENDINGS = {"rlo": f"photo{RTL_OVERRIDE}gnp.exe", "double": "photo.jpg.exe", "none": "/etc/passwd", "html": "a.html"}
_ENDINGS |= {"dots": "...", "empty": "", "long": "a" * 5_000 + ".exe", "nul": "a.jpg\0.exe"}

NAMES = [
    *(
        SentFile(f"name_{label}", name, JPEG, partial(bytes, WINDOWS_PROGRAM), "a program under a misleading name")
        for label, name in _PROGRAMS.items()
    ),
    *(
        SentFile(f"name_{label}", name, JPEG, partial(bytes, PHP), "a script under a name that leads elsewhere")
        for label, name in _SHELLS.items()
    ),
    *(
        either(f"photo_name_{label}", name, UNKNOWN, small_photo, "a good photo whose name no photo may keep")
        for label, name in _ENDINGS.items()
    ),
]

_ODD = {  # label: the name of a photo, harmless once it is cleaned
    "rlo": f"photo{RTL_OVERRIDE}gpj.jpg",
    "traversal": "../../etc/cron.d/photo.jpg",
    "traversal_backslash": "..\\..\\Windows\\photo.jpg",
    "traversal_encoded": "..%2f..%2fphoto.jpg",
    "drive": "C:\\Users\\Ali\\Pictures\\photo.jpg",
    "absolute": "/etc/photo.jpg",
    "long": "a" * 5_000 + ".jpg",
    "long_persian": "عکس" * 400 + ".jpg",
    "nul": "photo\0.jpg",
    "double_quote": 'my "best" photo.jpg',
    "single_quote": "Ali's photo.jpg",
    "newline": "photo\r\nX-Injected: 1.jpg",
    "header": 'photo"; filename="x.html.jpg',
    "script": "<script>alert(1)</script>.jpg",
    "image_tag": "<img src=x onerror=alert(1)>.jpg",
    "template": "{{ request.user }}{% debug %}.jpg",
    "format": "%s%n{0.__class__}.jpg",
    "shell": "$(touch pwned)`id`;rm -rf .jpg",
    "option": "-rf.jpg",
    "formula": "=HYPERLINK(1).jpg",
    "persian": "عکس دیوار مدرسه.jpg",
    "arabic_letters": "كلاس ي.jpg",
    "persian_digits": "رسید ۱۴۰۵.jpg",
    "zwnj": f"می{ZWNJ}شود.jpg",
    "emoji": "😀👩‍👩‍👧 photo.jpg",
    "four_bytes": "𠀀𝒜.jpg",
    "combining": "e" + "\u0301" * 60 + ".jpg",
    "isolates": f"{ISOLATE}photo{END_OF_ISOLATE}.jpg",
    "isolate_left_open": f"{ISOLATE}photo.jpg",
    "invisible": "pho\u200bto\ufeff\u00ad.jpg",
    "line_separator": "photo\u2028\u2029.jpg",
    "escape": "photo\x1b[31m\x07.jpg",
    "leading_dots": "...photo.jpg",
    "hidden": ".jpg",
    "blanks_around": "  photo.jpg  ",
    "trailing_dots": "photo.jpg...",
    "many_dots": "my.holiday.photo.jpg",
    "reserved": "CON.jpg",
    "reserved_lower": "lpt1.jpg",
    "stream": "photo.jpg:hidden.jpg",
    "fullwidth_slash": "..／..／photo.jpg",
    "capital_ending": "PHOTO.JPG",
    "only_ending_known": "\u00a0.jpeg",
}
ODD_NAMES = [SentFile(f"odd_{label}", name, JPEG, small_photo, "a good photo") for label, name in _ODD.items()]
