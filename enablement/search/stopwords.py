"""Short stop lists: words that carry nothing in a query; question words and negation stay in."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS: dict[str, frozenset[str]] = {
    "en": _words(
        "a an the this that these those of to in on at by for from with into as and or so if than "
        "then is are was were be been being am do does did has have had having will would shall "
        "should can could may might must it its he she they them their theirs we us our ours you "
        "your yours i me my mine him his her hers there here im ive id ill youre weve were theyre "
        "thats lets please just also very"
    ),
    "es": _words(
        "el la lo los las un una unos unas de del al a en y e o u con por para desde hasta entre "
        "sobre se le les me te nos os mi mis tu tus su sus nuestro nuestra nuestros nuestras este "
        "esta esto estos estas ese esa eso esos esas es son era fue ser sido soy somos estan "
        "estoy ha han he hemos hay haber habia yo ella ellos ellas usted ustedes nosotros ya "
        "tambien muy pues"
    ),
}

AMBIGUOUS = frozenset({"no"})
"""Words that carry something and are written alike in several of these languages: that a card has
one of them says little when the rest of the query is of another language."""
