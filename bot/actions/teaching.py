"""Materials and contacts for teachers and guidance counsellors."""

from bot.actions.answer import Answer


class GetTeachingResources(Answer):
    """Find materials and models for co-operation between schools and working life."""

    intent = "get_teaching_resources"
