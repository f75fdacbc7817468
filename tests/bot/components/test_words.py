"""Words of a language for which nobody has written rules."""

from bot.components.lexicon import Lexicon
from bot.components.lookups import Term
from bot.components.phrases import find
from bot.components.tokens import tokenise


def test_a_language_without_rules_is_matched_as_it_is_written() -> None:
    lexicon = Lexicon([Term("field", "ict", "zyxwor", "xx")], {"xx": {"qwerty"}})
    values = [match.value for match in find(tokenise("mu zyxwor la"), lexicon)]
    assert values == ["ict"]
    assert not list(find(tokenise("mu zyxworssa"), lexicon))
    assert lexicon.words.hits("qwerty") == ()
