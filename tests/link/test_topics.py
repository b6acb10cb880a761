"""What replies speak of, and which say nothing, in the three languages."""

from __future__ import annotations

import pytest

from nomansland.link.topics import cue, topics, topics_of

SPOKEN = [
    ("en", "the brigade said all orders were being carried out", "refusal"),
    ("en", "a spokesman said there were no deserters in the unit", "absence"),
    ("en", "The ministry insists that nobody has been detained", "detention"),
    ("en", "officials say the men are free to leave at any time", "detention"),
    ("en", "Military police said no force was used", "violence"),
    ("en", "the command says soldiers get three meals a day", "food"),
    ("en", "No servicemen have refused combat tasks, the headquarters said", "refusal"),
    ("en", "called reports of shootings a fabrication", "execution"),
    ("en", "the unit holds its positions, the command said", "absence"),
    ("en", "the recruitment centre said the man came on his own", "detention"),
    ("en", "said the soldiers were at a rest and recovery point", "detention"),
    ("ru", "в части заявили, что все приказы выполняются", "refusal"),
    ("ru", "Минобороны утверждает, что военнослужащие находятся там добровольно", "detention"),
    ("ru", "командование отрицает, что солдат удерживали", "detention"),
    ("ru", "в военной полиции говорят, что силу не применяли", "violence"),
    ("ru", "факты избиения не подтвердились", "violence"),
    ("ru", "по словам командира, рота находится на позициях", "absence"),
    ("ru", "в ведомстве опровергли сообщения о расстрелах", "execution"),
    ("ru", "подразделение своих рубежей не оставляло", "absence"),
    ("ru", "никаких отказов в бригаде не было", "refusal"),
    ("ru", "личный состав обеспечен горячим питанием", "food"),
    ("ru", "случаев неповиновения не зафиксировано", "refusal"),
    ("ru", "мужчина сам пришёл в военкомат", "detention"),
    ("uk", "у бригаді запевнили, що всі накази виконуються", "refusal"),
    ("uk", "у ТЦК кажуть, що ніхто нікого не тримав", "detention"),
    ("uk", "факт застосування сили не підтвердився", "violence"),
    ("uk", "підрозділ позицій не залишав", "absence"),
    ("uk", "випадків відмов не зафіксовано", "refusal"),
    ("uk", "військові перебувають на своїх позиціях", "absence"),
    ("uk", "жодного розстрілу не було", "execution"),
    ("uk", "особовий склад забезпечено водою та харчуванням", "food"),
    ("uk", "чоловік прийшов до ТЦК самостійно", "detention"),
    ("uk", "у командуванні спростували інформацію про затримання", "detention"),
]
EMPTY = [
    ("en", "dismissed the claim as propaganda"),
    ("ru", "в штабе назвали это вбросом"),
    ("uk", "командування назвало це фейком"),
]
SILENT = [
    ("en", "The prosecutor did not return calls"),
    ("en", "the army had no immediate comment"),
    ("en", "Calls to the unit went unanswered"),
    ("en", "declined to say where the men were"),
    ("ru", "в полку трубку не взяли"),
    ("ru", "ведомство не ответило на письмо редакции"),
    ("ru", "получить комментарий не удалось"),
    ("ru", "в министерстве отказались говорить с журналистом"),
    ("uk", "отримати коментар не вдалося"),
    ("uk", "у частині слухавку не взяли"),
    ("uk", "ДБР не надало відповіді"),
    ("uk", "речник не захотів говорити"),
    ("en", "There was no answer from the ministry"),
    ("en", "The command has not responded to questions"),
]


@pytest.mark.parametrize(("language", "reply", "topic"), SPOKEN)
def test_a_reply_is_known_by_what_it_speaks_of(language: str, reply: str, topic: str) -> None:
    assert topic in {one.name for one in topics_of(reply, language)}
    assert not cue("silence", language).search(reply)


@pytest.mark.parametrize(("language", "reply"), EMPTY)
def test_a_mere_dismissal_has_no_subject_of_its_own(language: str, reply: str) -> None:
    assert topics_of(reply, language) == ()


@pytest.mark.parametrize(("language", "reply"), SILENT)
def test_silence_is_heard_as_silence(language: str, reply: str) -> None:
    assert cue("silence", language).search(reply)
    assert "refusal" not in {one.name for one in topics_of(reply, language)}


def test_every_topic_has_words_in_every_language() -> None:
    for topic in topics():
        assert [language for language, _ in topic.patterns] == ["en", "ru", "uk"]
        assert topic.types


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "The men were billeted in the barn at their own request, the headquarters wrote", "detention"),
        ("ru", "Люди ожидали отправки и размещены по собственному желанию, ответил штаб", "detention"),
        ("uk", "Бійці відновлювалися за графіком, кажуть у бригаді", "detention"),
        ("uk", "Комендатура утримання солдатів заперечила", "detention"),
        ("ru", "Телесных повреждений врач не нашёл", "violence"),
        ("en", "Nobody laid a finger on the soldiers, the commander said", "violence"),
    ],
)
def test_euphemisms_name_what_they_cover(language: str, text: str, topic: str) -> None:
    assert topic in {one.name for one in topics_of(text, language)}


def test_who_abstains_from_a_comment_speaks_of_nothing() -> None:
    assert topics_of("У прокуратурі утрималися від коментарів", "uk") == ()
