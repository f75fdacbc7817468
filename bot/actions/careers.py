"""Careers: what occupations are like, and guidance in choosing."""

from bot.actions.answer import Answer


class ExploreCareers(Answer):
    """Find descriptions of fields and occupations and what to study for them."""

    intent = "explore_careers"


class GetCareerGuidance(Answer):
    """Find guidance for somebody who does not know what to do."""

    intent = "get_career_guidance"
