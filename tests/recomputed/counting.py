"""Every indicator of a school, period by period and group by group: (indicator, period, group) to its figure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.recomputed import figures
from tests.recomputed.attendance import count_attendance, count_distance, sessions_of
from tests.recomputed.calendar import Period, periods_of, reference, spans
from tests.recomputed.cells import ALL, Cell, Counted, Group, groups_of_pupils, homes
from tests.recomputed.figures import Figure
from tests.recomputed.outcomes import count_attainment, count_behaviour
from tests.recomputed.reading import GROUPS, METHODS, UNKNOWN, School

RECENT = 28


def counted(school: School, today: date) -> dict[Cell, Figure]:
    """All cells there should be."""
    found = Counted()
    sessions = sessions_of(school)
    count_attendance(found, school, sessions)
    count_distance(found, school, sessions)
    count_behaviour(found, school, sessions)
    count_attainment(found, school)
    for part in (_contacts, _gaps, _events, _surveys, _responses):
        part(found, school)
    _actions(found, school, today)
    return found.cells


# --- families


def _reached(school: School, pupil: str, parent: str) -> set[str]:
    """The households of the parent, or of the pupil where the parent is not known."""
    of_parent = {home for number in school.parents.get(parent, ()) for home in school.pupils[number].homes}
    return of_parent or (school.pupils[pupil].homes if pupil else set())


def _subject(school: School, pupil: str, parent: str, site: str) -> tuple[str, set[Group]]:
    """Whom a fact is about, and the groups it counts in."""
    if pupil:
        return pupil, groups_of_pupils(school, [pupil], site)
    if parent in school.parents:
        return parent, groups_of_pupils(school, school.parents[parent], site)
    return parent or "nobody", {ALL, *((name, site if name == "site" and site else UNKNOWN) for name in GROUPS)}


def _homes_on_roll(school: School, period: Period) -> Iterator[tuple[str, set[Group]]]:
    begins, ends = spans()[period]
    starts = school.on_roll_from
    for home, pupils in homes(school).items():
        if any(starts[p] <= ends and (school.pupils[p].left or date.max) >= begins for p in pupils):
            yield home, groups_of_pupils(school, pupils)


def _periods_with_data(school: School) -> set[Period]:
    days = {mark.day for mark in school.marks.values()} | {contact.day for contact in school.contacts.values()}
    days |= {invitation.day for invitation in school.invitations.values()} | {r.day for r in school.responses}
    days |= {day for _, day, _ in school.behaviour} | {day for *_, day in school.results}
    return {period for day in days for period in periods_of(day)}


def _is_two_way(contact) -> bool:
    return contact.direction == "Inbound" or contact.outcome in ("Answered", "Replied")


def _contacts(found: Counted, school: School) -> None:
    logged = list(school.contacts.values())
    first, last = min(contact.day for contact in logged), max(contact.day for contact in logged)
    two_way, positive = defaultdict(set), defaultdict(set)
    for contact in logged:
        for home in _reached(school, contact.pupil, contact.parent):
            for period in periods_of(contact.day):
                two_way[period] |= {home} if _is_two_way(contact) else set()
                positive[period] |= {home} if contact.purpose == "Positive" else set()
    for period in _periods_with_data(school):
        begins, ends = spans()[period]
        if ends < first or begins > last:
            continue
        for home, groups in _homes_on_roll(school, period):
            found.add("two_way_reach_rate", period, groups, home, home in two_way[period], 1)
            found.add("positive_contact_rate", period, groups, home, home in positive[period], 1)
    found.finish_people()
    _messages(found, school)


def _messages(found: Counted, school: School) -> None:
    for contact in school.contacts.values():
        if contact.direction == "Outbound" and contact.method in METHODS and contact.outcome != "Failed":
            person, groups = _subject(school, contact.pupil, contact.parent, contact.site)
            for period in periods_of(contact.day):
                found.add("reply_rate", period, groups, person, contact.outcome == "Replied", 1)
    found.finish(figures.of_many)
    for contact in school.contacts.values():
        if contact.direction == "Outbound" and contact.purpose in ("Positive", "Concern"):
            person, groups = _subject(school, contact.pupil, contact.parent, contact.site)
            is_good = contact.purpose == "Positive"
            for period in periods_of(contact.day):
                found.add("positive_to_concern_ratio", period, groups, person, int(is_good), int(not is_good))
    found.finish(lambda people: figures.of_ratio(people, per=1))


def _gaps(found: Counted, school: School) -> None:
    touched: dict[str, list[tuple[date, bool]]] = defaultdict(list)
    for contact in school.contacts.values():
        for home in _reached(school, contact.pupil, contact.parent):
            touched[home].append((contact.day, _is_two_way(contact)))
    log_begins = min(contact.day for contact in school.contacts.values())
    known_until: dict[Period, date] = {}
    for contact in school.contacts.values():
        for period in periods_of(contact.day):
            known_until[period] = max(contact.day, known_until.get(period, contact.day))
    waits: dict[tuple[Period, Group], list[int]] = defaultdict(list)
    starts = school.on_roll_from
    for period, day in known_until.items():
        for home, pupils in homes(school).items():
            there = [p for p in pupils if starts[p] <= day <= (school.pupils[p].left or date.max)]
            if not there:
                continue
            groups = groups_of_pupils(school, pupils)
            is_lately = any(0 <= (day - at).days < RECENT and both for at, both in touched[home])
            found.add("two_way_reach_28_days", period, groups, home, is_lately, 1)
            begins = max(log_begins, min(starts[p] for p in there))
            last = max((at for at, _ in touched[home] if at <= day), default=begins)
            for group in groups:
                waits[period, group].append((day - last).days)
    found.finish_people()
    for (period, group), days in waits.items():
        found.cells["days_since_last_contact", period, group] = figures.of_middle(days)


def _events(found: Counted, school: School) -> None:
    invited, came = defaultdict(set), defaultdict(set)
    for one in school.invitations.values():
        for period in periods_of(one.day):
            for part in ("", f"__{one.kind}"):
                reached = _reached(school, one.pupil, one.parent)
                invited[period, part] |= reached
                came[period, part] |= reached if one.attended else set()
    members = {home: groups_of_pupils(school, pupils) for home, pupils in homes(school).items()}
    for (period, part), asked in invited.items():
        for home in asked:
            found.add(f"ever_attended_rate{part}", period, members[home], home, home in came[period, part], 1)
        for home, groups in _homes_on_roll(school, period):
            found.add(f"invited_rate{part}", period, groups, home, home in asked, 1)
    found.finish_people()
    for one in school.invitations.values():
        person, groups = _subject(school, one.pupil, one.parent, one.site)
        for period in periods_of(one.day):
            for part in ("", f"__{one.kind}"):
                if one.attended is not None:
                    found.add(f"turnout_rate{part}", period, groups, person, one.attended, 1)
    found.finish(figures.of_many)


# --- surveys and the plan


def _respondent_groups(response) -> set[Group]:
    said = {name: response.groups.get(name) or UNKNOWN for name in GROUPS}
    return {ALL, *said.items()}


def _surveys(found: Counted, school: School) -> None:
    for name, is_mean in (("favourable_rate", False), ("scale_mean", True)):
        for response in school.responses:
            person = f"{response.survey} {response.number}"
            for scale, given in response.answers.items():
                met = sum(points if is_mean else is_favourable for points, is_favourable in given)
                for period in periods_of(response.day):
                    if period[0] in ("term", "year"):
                        indicator = f"{name}__{scale}"
                        found.add(indicator, period, _respondent_groups(response), person, met, len(given))
        found.finish((lambda people: figures.of_mean(people, per=1)) if is_mean else figures.of_many)


def _responses(found: Counted, school: School) -> None:
    heard: dict[tuple[str, Period], dict[Group, int]] = defaultdict(lambda: defaultdict(int))
    for response in school.responses:
        if response.role == "parent":
            for group in _respondent_groups(response):
                heard[response.survey, periods_of(response.day)[2]][group] += 1
    sums: dict[tuple[Period, Group], list[int]] = defaultdict(lambda: [0, 0])
    for (_, term), groups in heard.items():
        asked = {name for name, value in groups if value != UNKNOWN}
        on_roll: dict[Group, int] = defaultdict(int)
        for _, members in _homes_on_roll(school, term):
            for group in members:
                on_roll[group] += group[0] in asked
        for group, number in on_roll.items():
            for period in (term, ("year", term[1].split()[0])):
                sums[period, group][0] += groups.get(group, 0)
                sums[period, group][1] += number
    for (period, group), (answered, number) in sums.items():
        if number:
            people = {str(n): n < answered for n in range(number)}  # the rate stops at one
            found.cells["response_rate", period, group] = figures.of_people(people)


def _actions(found: Counted, school: School, today: date) -> None:
    steps: dict[str, list[dict]] = defaultdict(list)
    for row in reference("framework_items"):
        if row["item_type"] == "step":
            steps[row["parent_item_id"]].append(school.steps.get(row["item_id"], {}))
    for action, rows in steps.items():
        due = max((row.get("due_date") or "" for row in rows), default="")
        done = [row.get("done_date") or "" for row in rows]
        is_done = all(row.get("status") == "done" for row in rows)
        if not due or due >= today.isoformat() or (is_done and not all(done)):
            continue
        for period in periods_of(date.fromisoformat(due)):
            found.add("actions_on_time_rate", period, [ALL], action, is_done and max(done) <= due, 1)
    found.finish_people(is_counted=False)
