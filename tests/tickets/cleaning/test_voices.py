"""Voice messages: every packet of the sound is kept as it is, and nothing else is."""

import io

import av
import pytest

from tests.files import sounds
from tests.files.blocks import boxes
from tests.files.genuine import GENUINE, voice_m4a, voice_mp3, voice_ogg
from tests.files.hostile_kinds import CONCATENATION, PLAYLIST
from tests.files.metadata import traces
from tickets.cleaning import voices
from tickets.cleaning.verdicts import Damaged, WrongType

VOICES = [sent for sent in GENUINE if sent.filename.endswith(("m4a", "mp3", "ogg"))]


def packets(content):
    """The bytes of its sound."""
    with av.open(io.BytesIO(content)) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


def seconds(content):
    with av.open(io.BytesIO(content)) as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


@pytest.mark.parametrize("sent", VOICES, ids=str)
def test_genuine_voice_is_heard_to_its_end_and_tells_of_nobody(sent):
    cleaned = voices.clean(sent.content, sent.filename[-3:])

    assert (traces(cleaned), seconds(cleaned)) == ([], pytest.approx(sounds.SECONDS, abs=0.1))


@pytest.mark.parametrize(
    ("build", "format_name"), [(voice_m4a, "m4a"), (voice_mp3, "mp3"), (voice_ogg, "ogg")], ids=["m4a", "mp3", "ogg"]
)
def test_sound_is_copied_and_not_changed(build, format_name):
    assert packets(voices.clean(build(), format_name)) == packets(build())


def test_time_of_the_recording_is_left_behind():
    sound = bytearray(voice_m4a())
    (moov,) = ((at, to) for kind, at, to in boxes(bytes(sound)) if kind == b"moov")
    (header,) = (at for kind, at, _to in boxes(bytes(sound), *moov) if kind == b"mvhd")
    sound[header + 4 : header + 8] = (3_800_000_000).to_bytes(4)

    with av.open(io.BytesIO(sound)) as container:
        before = dict(container.metadata)["creation_time"][:4]
    cleaned = voices.clean(bytes(sound), "m4a")

    assert (before, traces(cleaned)) == ("2024", [])


def two_sounds():
    """An M4A in which two people were recorded apart."""
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as output, av.open(io.BytesIO(sounds.tone("ipod", "aac"))) as source:
        copies = [output.add_stream_from_template(source.streams.audio[0]) for _ in range(2)]
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                for copy in copies:
                    packet.stream = copy
                    output.mux(packet)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (sounds.film("mp4"), "m4a"),
        (sounds.film("mp4", sound=True), "m4a"),
        (two_sounds(), "m4a"),
        (sounds.tone("ogg", "flac"), "ogg"),
    ],
    ids=["film", "film with sound", "two sounds", "other codec"],
)
def test_what_is_no_single_sound_is_of_another_type(content, format_name):
    with pytest.raises(WrongType):
        voices.clean(content, format_name)


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (b"", "ogg"),
        (b"OggS\0\2", "ogg"),
        (b"ID3\3\0\0", "mp3"),
        (voice_m4a()[:3000], "m4a"),
        (PLAYLIST, "mp3"),
        (CONCATENATION, "ogg"),
        (voice_mp3(), "ogg"),
        (voice_ogg(), "m4a"),
    ],
    ids=["empty", "magic", "tag", "cut", "playlist", "list of files", "mp3", "ogg"],
)
def test_what_cannot_be_read_as_what_it_claims_is_damaged(content, format_name):
    with pytest.raises(Damaged):
        voices.clean(content, format_name)


def test_file_with_no_sound_in_it_is_damaged():
    sound = sounds.tone("ogg", "libopus")
    headers = sound[: sound.index(b"OggS", sound.index(b"OpusTags"))]

    with pytest.raises(Damaged):
        voices.clean(headers, "ogg")


@pytest.mark.parametrize("sent", VOICES, ids=str)
def test_same_voice_is_cleaned_to_the_same_bytes(sent):
    first, second = (voices.clean(sent.content, sent.filename[-3:]) for _ in range(2))

    assert first == second
