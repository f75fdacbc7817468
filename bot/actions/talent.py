"""International talents and those who recruit them."""

from bot.actions.answer import Answer


class FindTalentService(Answer):
    """Find services for international talents and their families."""

    intent = "find_talent_service"


class RecruitTalent(Answer):
    """Help an employer to recruit and keep people."""

    intent = "recruit_talent"
