"""Parts of persons' names: what one is, what is another spelling of it, and how much it tells."""

from collections.abc import Callable

import pytest

from matching.model import Party
from matching.names.consonants import spells
from matching.names.slips import initials_of, part_likeness
from matching.names.spelling import person_spellings
from matching.names.syllables import cuts, is_plain, joined_parts
from matching.names.tables import Tables
from matching.names.words import person_word
from matching.score import compare
from sources.model import Name


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("ji-hoon kang", "jihoon kang"),
        ("kang ji-hoon", "kang jihoon"),
        ("ij-hoon kang", "ijhoon kang"),
        ("jan-erik dahl", "janerik dahl"),
        ("omar al-farsi", "omar al-farsi"),
        ("al-farsi omar", "al-farsi omar"),
        ("abdul-rahman hadi", "abdul-rahman hadi"),
        ("w-l huang", "w-l huang"),
        ("carmen garcia-lopez", "carmen garcia-lopez"),
        ("garcia-lopez, carmen", "garcia-lopez, carmen"),
    ],
)
def test_a_hyphen_joins_a_given_name_and_leaves_particles_initials_and_double_family_names(
    written: str, joined: str, tables: Tables
) -> None:
    assert joined_parts(written, tables)[0] == joined


def test_a_word_is_cut_into_syllables_of_one_language(tables: Tables) -> None:
    assert ("chinese", ("xiao", "ping")) in cuts("xiaoping", tables)
    assert ("korean", ("min", "jun")) in cuts("minjun", tables)
    assert cuts("schmidt", tables) == ()


@pytest.mark.parametrize("text", ["minjun", "xiaoping", "hiroshi", "nguyen", "maria"])
def test_what_is_plain_is_seen_by_the_letters_alone(text: str, tables: Tables) -> None:
    assert is_plain(text, tables)
    assert not is_plain(text + "str", tables)


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("mahmudov", "mahmudof", True),
        ("margoshvili", "margoshvilli", True),
        ("lindqvist", "lindkvist", True),
        ("scholz", "scholze", True),
        ("lian", "lina", False),
        ("tanaka", "tanaak", True),
        ("minho", "minhee", False),
        ("nouri", "nuri", True),
        ("lundgren", "lindgren", False),
        ("hansson", "fransson", False),
        ("yurchenko", "yushchenko", False),
        ("svenson", "svensson", True),
        ("nord", "nordin", False),
        ("aleksan", "aleksandr", True),
    ],
)
def test_a_slip_is_told_from_another_name(one: str, other: str, is_alike: bool, tables: Tables) -> None:
    a, b = person_word(one, tables), person_word(other, tables)
    assert (part_likeness(a, b, tables)[0] > 0) is is_alike
    assert part_likeness(a, b, tables) == part_likeness(b, a, tables)


def test_initials_of_a_part_are_those_of_its_syllables_or_of_what_a_hyphen_joins(tables: Tables) -> None:
    assert "mj" in initials_of(person_word("minjun", tables), tables)
    (spelling,) = person_spellings(Name(text="Jan-Erik Dahl"), tables)
    assert initials_of(spelling.words[0], tables) == {"je"}
    assert "jed" in spelling.initials


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("منصوری", "mansouri"),
        ("محمد", "mohammed"),
        ("الخالدي", "khalidi"),
        ("قربانی", "ghorbani"),
        ("إسحاق", "ishaq"),
        ("אברהם", "avraham"),
    ],
)
def test_the_consonants_of_a_transcription_are_those_of_the_word(native: str, latin: str) -> None:
    assert spells(latin, native)
    assert not spells(latin + "l", native)


@pytest.mark.parametrize(
    ("native", "latin"), [("جعفری", "akbari"), ("محمدنیا", "hamidnia"), ("هادیپور", "hadifar"), ("سارا", "zahra"), ("اشرفی", "ashraf")]
)
def test_another_persian_name_is_no_transcription(native: str, latin: str) -> None:
    assert not spells(latin, native)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Дубовий Ярослав Степанович", "Yaroslav Dubovyi", True),
        ("Євдоха Ганна Їжаківна", "Hanna Yevdokha", True),
        ("Πέτρος Λαμπρόπουλος", "Petros Lambropoulos", True),
        ("Ευγενία Ντάνου", "Evgenia Danou", True),
        ("Πέτρος Γεωργόπουλος", "Petros Geropoulos", False),
        ("Ігор Панчук", "Igor Panchenko", False),
        ("Lý Bích Thảo", "Vi Bích Thảo", False),
        ("La Bích Thảo", "Mai Bích Thảo", False),
        ("Antonio Vega Prado", "Antonia Vega Prado", False),
        ("Grzegorz Kzimierczak Wiśniak", "Grzegorz Kazimierczak Wiśniak", True),
    ],
)
def test_names_of_every_custom_are_told_apart_alike(
    one: str, other: str, is_same: bool, tables: Tables, party: Callable[..., Party]
) -> None:
    assert compare(party("person", one), party("person", other), tables).same is is_same


def test_a_common_name_of_any_custom_has_a_namesake_and_a_rare_long_one_need_not(tables: Tables, party: Callable[..., Party]) -> None:
    def chance(name: str) -> float:
        return compare(party("person", name), party("person", name), tables).chance

    common = ("Min-jun Kim", "Nguyễn Thị Hoa", "Wei Wang", "John Smith", "Yuki Tanaka", "王小明", "김민준", "Erik Johansson")
    assert min(map(chance, common)) > 0.5
    assert chance("Иванов Иван Сергеевич") < 0.1
    assert chance("Y. Tanaka") > chance("Yuki Tanaka")


@pytest.mark.parametrize(
    ("rarer", "commoner"),
    [
        ("Xiuyuan Ouyang", "Wei Wang"),
        ("欧阳修远", "王伟"),
        ("Hyuk Namgung", "Min-jun Kim"),
        ("Quách Diệu Khanh", "Nguyễn Thị Hoa"),
        ("Marin Kito", "Yuki Tanaka"),
        ("Mohammed Ahmed al-Balushi", "Mohammed Ahmed"),
        ("سحبان الزعبي", "محمد أحمد"),
        ("Ivan Sergeevich Petrov", "Ivan Petrov"),
        ("Bartholomew Featherstonehaugh", "John Smith"),
        ("Yuki Tanaka", "Y. Tanaka"),
    ],
)
def test_a_queue_is_ranked_by_chance_where_the_spelling_is_equal(
    rarer: str, commoner: str, tables: Tables, party: Callable[..., Party]
) -> None:
    first, second = (compare(party("person", name), party("person", name), tables) for name in (rarer, commoner))
    assert first.same and second.same
    assert first.chance < second.chance <= 1


def test_a_name_is_no_rarer_for_being_written_in_a_script_without_vowels(tables: Tables, party: Callable[..., Party]) -> None:
    native, latin = (compare(party("person", name), party("person", name), tables).chance for name in ("محمد أحمد", "Mohammed Ahmed"))
    assert native >= latin > 0.9


def test_no_part_is_called_rare_because_a_table_lacks_it(tables: Tables, party: Callable[..., Party]) -> None:
    one, other = (compare(party("person", name), party("person", name), tables).chance for name in ("Zvrk Qwrtz", "Bernd Ziegelhuber"))
    assert one == other > 0.1
