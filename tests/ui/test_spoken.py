"""What a screen reader says by itself after an answer."""

from chatbelle.ui.spoken import MOST_CHARACTERS, Spoken


def test_an_answer_is_said_without_the_thought_before_it():
    spoken = Spoken()
    spoken.say("<think>They ask for a city.</think>\n\nParis.")
    assert spoken.text.strip() == "Paris."


def test_a_long_answer_is_said_only_in_part():
    spoken = Spoken()
    spoken.say("好" * 5000)
    assert spoken.text == "好" * MOST_CHARACTERS
