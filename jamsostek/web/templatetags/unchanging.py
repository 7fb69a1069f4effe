"""Parts of a page that depend on nothing but its language: drawn once, then kept."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class Unchanging(template.Node):
    """What stands between `unchanging` and `endunchanging`, one text a language.

    It is drawn with no values at all, so that nothing of one person or one day is kept in it.
    """

    child_nodelists = ()
    """Nobody has to look for blocks in here, as is done at every page."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Give the text in the page's language."""
        language = get_language()
        kept = self.kept.get(language)
        if kept is None:
            kept = self.kept[language] = self.nodelist.render(context.new({}))
        return kept


@register.tag
def unchanging(parser: Parser, _token: Token) -> Unchanging:
    """Read a part of a page that is the same for everybody."""
    nodelist = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return Unchanging(nodelist)
