"""The vote in the leader's hand: preparing, opening, closing, and who may."""

from __future__ import annotations

import re

from tests.voting.browsers import in_the_vote, leader
from tests.voting.hall import Hall, hall, today


def test_another_events_organiser_is_a_stranger_to_the_vote(small_hall: Hall) -> None:
    small_hall.prepare()
    other = leader(hall(small_hall.app))
    lead = f"/e/{small_hall.event_id}/lead/votes"
    for address in (f"{lead}/{small_hall.step_id}", f"{lead}/{small_hall.vote_id}/closing"):
        assert other.get(address).status_code == 403
    for address in (
        f"{lead}/{small_hall.step_id}",
        f"{lead}/{small_hall.vote_id}/opening",
        f"{lead}/{small_hall.vote_id}/closing",
    ):
        assert other.post(address).status_code == 403
    assert small_hall.vote.opening is None


def test_a_leader_prepares_and_opens(small_hall: Hall) -> None:
    in_the_vote(small_hall)
    client = leader(small_hall)
    lead = f"/e/{small_hall.event_id}/lead"
    assert "Prepare the vote" in client.get(lead).text
    page = client.get(f"{lead}/votes/{small_hall.step_id}").text
    assert page.count('value="open" checked') == 1
    assert page.count("checked") == len(small_hall.ideas) + 1
    form = {
        "entry": small_hall.ideas[:4],
        "most": "2",
        "promise_who": "Petra Ek",
        "promise_what": "tar upp det i nämnden",
        "promise_by": today().isoformat(),
        "entitlement": "open",
    }
    assert client.post(f"{lead}/votes/{small_hall.step_id}", data=form).status_code == 303
    page = client.get(lead).text
    small_hall.vote_id = re.findall(r"/lead/votes/([^/]+)/opening", page)[0]
    assert "4 to choose from." in page
    assert "hidden until you close the vote, from you too" in page
    answers = [client.post(f"{lead}/votes/{small_hall.vote_id}/opening").status_code for _ in range(2)]
    assert answers == [303, 303]
    assert small_hall.vote.opening is not None


def test_a_leader_sees_a_number_is_asked_once_more_and_closes(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    client = leader(small_hall)
    lead = f"/e/{small_hall.event_id}/lead"
    for voter in small_hall.join(6):
        small_hall.cast(voter, [1, 2])
    page = client.get(lead).text
    assert re.search(r"<b>6</b> <span>of 6 have voted", page)
    assert 'class="bars"' not in page
    closing = f"{lead}/votes/{small_hall.vote_id}/closing"
    confirm = client.get(closing).text
    assert "It cannot be opened again." in confirm
    assert "Not yet" in confirm
    assert [client.post(closing).status_code for _ in range(2)] == [303, 303]
    page = client.get(lead).text
    assert 'class="bars"' in page
    assert "Everybody voted the same way." in page
    assert "has been removed from the files" in client.get(f"/v/{small_hall.vote_id}").text


def test_what_a_leader_typed_is_kept_when_it_is_refused(small_hall: Hall) -> None:
    client = leader(small_hall)
    form = {
        "entry": small_hall.ideas[1:3],
        "most": "2",
        "promise_who": "Petra <b>Ek</b>",
        "promise_what": "x" * 301,
        "promise_by": "yesterday",
    }
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.step_id}"
    for wrong in ({}, {"promise_by": today().isoformat()}, {"promise_by": "2001-01-01", "promise_what": "svarar"}):
        answer = client.post(address, data={**form, **wrong})
        assert answer.status_code == 422
        assert "Petra &lt;b&gt;Ek&lt;/b&gt;" in answer.text
        assert re.findall(r'value="([^"]+)" checked', answer.text) == small_hall.ideas[1:3]


def test_an_opened_vote_cannot_be_prepared_anew(small_hall: Hall) -> None:
    small_hall.open()
    client = leader(small_hall)
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.step_id}"
    assert "The vote is already open" in client.get(address).text
    form = {
        "entry": small_hall.ideas[:2],
        "most": "1",
        "promise_who": "Petra",
        "promise_what": "svarar",
        "promise_by": today().isoformat(),
    }
    answer = client.post(address, data=form)
    assert (answer.status_code, len(small_hall.vote.entries)) == (422, 5)


def test_an_unknown_step_or_a_step_of_another_kind_is_not_found(small_hall: Hall) -> None:
    client = leader(small_hall)
    lead = f"/e/{small_hall.event_id}/lead/votes"
    for address in (f"{lead}/unknown", f"{lead}/unknown/closing"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in {404, 422}
    assert client.post(f"{lead}/unknown/opening").status_code == 404
