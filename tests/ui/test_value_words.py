"""What cards are filed under, in words."""

from enablement.translation import use_language
from enablement.ui.value_words import plain_value, value_words


def test_a_usual_value_is_said_in_words() -> None:
    assert value_words("industries", "food-service") == "food service"
    assert value_words("personas", "it") == "IT"


def test_a_name_has_its_capital() -> None:
    assert value_words("products", "pulse") == "Pulse"
    assert value_words("competitors", "cold-box") == "Cold box"


def test_a_value_of_ones_own_stays_as_it_is() -> None:
    assert value_words("tags", "our_own-word") == plain_value("our_own-word") == "our own word"


def test_a_value_without_a_word_is_the_same_in_each_language() -> None:
    use_language("es")
    try:
        assert value_words("tags", "zeppelin") == "zeppelin"
    finally:
        use_language("en")
