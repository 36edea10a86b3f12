"""Who can log in or scan today."""

from dataclasses import replace

from pmedia_desktop.measures.ways_in import ways_in
from pmedia_desktop.model.unit import Person
from tests.measures.examples import DEPUTY, HOLDER, PRINCIPAL, TODAY, account, credential, custody


def test_two_people_of_one_name_have_a_line_each_with_their_own_telephone() -> None:
    namesake = Person(id=4, name=HOLDER.name, mobile_phone="13900000004")
    known = replace(custody(credential(), credential(id=12, holder_id=4)), people=(PRINCIPAL, DEPUTY, HOLDER, namesake))
    holders = [way for way in ways_in(known, TODAY) if way.who == HOLDER.name and "密码保管人" in way.how]
    assert {way.phone for way in holders} == {HOLDER.phone, namesake.phone}


def test_a_holder_who_keeps_nothing_here_is_named_beside_a_namesake() -> None:
    namesake = Person(id=4, name=HOLDER.name, mobile_phone="13900000004")
    known = replace(
        custody(credential(holder_id=4), accounts=(account(holder_id=3),)),
        people=(PRINCIPAL, DEPUTY, HOLDER, namesake),
    )
    assert {way.phone for way in ways_in(known, TODAY) if way.who == HOLDER.name} == {HOLDER.phone, namesake.phone}
