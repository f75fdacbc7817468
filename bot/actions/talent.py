"""International talents and those who recruit them."""

from dataclasses import replace

from bot.actions.answer import Answer
from bot.actions.choosing import among, only, ranked
from service_catalogue.search import Query, Result

# Where an employer begins who has nobody in particular in mind.
GENERAL = ("emp-services", "emp-tmt-posting", "emp-pay-subsidy")


class FindTalentService(Answer):
    """Find services for international talents and their families."""

    intent = "find_talent_service"


class RecruitTalent(Answer):
    """Help an employer to recruit and keep people."""

    intent = "recruit_talent"

    async def find(self, query: Query) -> Result:
        """Where nobody in particular is looked for, begin with the service for all employers."""
        if not only(query.words, "vague_hiring", ("municipality",)):
            return await super().find(query)
        return await ranked(replace(query, words=""), among(GENERAL))
