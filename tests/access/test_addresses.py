"""Which addresses of files a browser was told of, read out of the messages that the server sends."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.gate.addresses import bound_in

MEDIA = "/media/3da5e81ff8829ac37a048d3cc15b322a.csv"
UPLOAD = "/_stcore/upload_file/0f8fad5b-d9cb-469f-a165-70867728950e/7c9e6679-7425-40de-944b-e07fc1f90ae7"


def button(url: str, **more: object) -> bytes:
    """A message that draws a button to download what is at ``url``."""
    message = ForwardMsg()
    drawn = message.delta.new_element.download_button
    drawn.url = url
    for name, value in more.items():
        setattr(drawn, name, value)
    return message.SerializeToString()


@pytest.mark.parametrize("more", [{}, {"disabled": True}, {"icon": ":material/download:"}, {"type": "tertiary"}])
def test_the_address_of_a_download_is_read_without_what_stands_behind_it(more):
    assert bound_in(button(MEDIA, **more)) == {MEDIA}


def test_the_addresses_to_send_a_file_to_are_read():
    message = ForwardMsg()
    message.file_urls_response.file_urls.add(file_id="1", upload_url=UPLOAD, delete_url=UPLOAD + "a")
    assert bound_in(message.SerializeToString()) == {UPLOAD, UPLOAD + "a"}


def test_words_that_are_no_address_are_none():
    assert bound_in(b"see the social media/ page, or /mediation/1") == set()
