"""Near copies."""

from __future__ import annotations

import random

from nomansland.group.copies import near_copies, words_of

LEXICON = [
    f"{a}{b}{c}"
    for a in ("ko", "ra", "mi", "tu")
    for b in ("le", "sa", "vo", "ni")
    for c in ("da", "pe", "ru", "go", "st")
]


def _text(seed: int, size: int = 60) -> str:
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(LEXICON)}{rng.randrange(9)}" for _ in range(size))


def test_a_cut_and_a_reframed_copy_are_found_and_nothing_else() -> None:
    texts = [_text(seed) for seed in range(40)]
    cut = " ".join(texts[3].split()[:40])
    framed = "Forwarded from: somebody\n" + texts[7].upper() + "\nread more on our site"
    assert [pair[:2] for pair in near_copies([*texts, cut, framed])] == [(3, 40), (7, 41)]


def test_a_channel_signature_under_every_post_makes_no_copies() -> None:
    signature = " — subscribe to our loud channel and send us your news today"
    posts = [_text(seed, 14) + signature for seed in range(8)]
    assert near_copies(posts) == []
    assert words_of(posts)[0] == _text(0, 14).split()


def test_a_short_text_with_another_figure_is_other_news() -> None:
    one = "The staff says that overnight 36 drones were shot down over the region"
    other = "The staff says that overnight 71 drones were shot down over the region"
    assert near_copies([one, other]) == []
    assert [pair[:2] for pair in near_copies([one, one + "!"])] == [(0, 1)]


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert near_copies(["", "", "!!!", "Yes.", "Yes."]) == []


def test_copies_are_found_among_many_stories_told_in_the_same_few_words() -> None:
    rng = random.Random(5)
    words = "men held refused mill river cellar night order guard letter wounded column brigade village".split()
    stories = [" ".join(rng.choices(words, k=60)) for _ in range(30)]
    texts = [*stories, *(f"Sent on. {story}" for story in stories)]
    found = {(one, other) for one, other, _ in near_copies(texts)}
    assert {(number, number + 30) for number in range(30)} <= found
    assert all(other == one + 30 for one, other in found)


def test_what_many_copies_end_in_is_no_signature() -> None:
    story = "Nineteen men of the regiment were locked in a mill by the river and one of them wrote a letter home"
    copies = [f"From channel {number}: {story}" for number in range(6)]
    signed = [f"{line} happened today in the village by the old bridge" for line in ("A fire", "A wedding", "A theft")]
    found = words_of([*copies, *signed])
    assert {words[-1] for words in found[:6]} == {"home"}
    assert {words[-1] for words in found[6:]} == {"bridge"}, "three texts are too few for a signature"
    under = [f"{name} told us of the {thing}. Read us every day" for name, thing in zip("ABCDE", "abcde", strict=True)]
    assert {words[-1] for words in words_of(under)} == set("abcde")


def test_a_stock_phrase_of_another_day_is_no_copy() -> None:
    phrase = "An air alert was declared in the whole of the country"
    assert [pair[:2] for pair in near_copies([phrase, phrase, phrase], [10, 11, 13])] == [(0, 1)]
    long = _text(3, 40)
    assert [pair[:2] for pair in near_copies([long, long], [10, 40])] == [(0, 1)]
    assert [pair[:2] for pair in near_copies([phrase, phrase], [10, None])] == [(0, 1)]
