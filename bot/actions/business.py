"""Starting a business."""

from bot.actions.answer import Answer


class StartBusiness(Answer):
    """Find advice for starting, buying or selling a business."""

    intent = "start_business"
