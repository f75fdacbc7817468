"""Starting a business, and advice to those who run one."""

from bot.actions.answer import Answer
from bot.actions.choosing import among, ranked
from bot.components.answer_phrases import named
from service_catalogue.search import Query, Result

# Who helps a business that runs already, best first.
RUNNING = ("entrepreneurs-association", "business-advice", "finnvera")


class StartBusiness(Answer):
    """Find advice for starting, buying or selling a business."""

    intent = "start_business"

    async def find(self, query: Query) -> Result:
        """Answer an entrepreneur with those who advise a running business."""
        if not _runs(query):
            return await super().find(query)
        return await ranked(query, among(RUNNING))

    def lead(self, query: Query) -> str:
        """Speak to an entrepreneur of the business there is."""
        return "utter_run_business" if _runs(query) else super().lead(query)


def _runs(query: Query) -> bool:
    return query.audience == "entrepreneur" and not named(query.words, "founding")
