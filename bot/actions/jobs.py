"""Work: finding a job, student work, unemployment."""

from bot.actions.answer import Answer


class FindJob(Answer):
    """Find services for job search."""

    intent = "find_job"


class FindStudentWork(Answer):
    """Find internships, thesis topics and work for students."""

    intent = "find_student_work"


class AskUnemployment(Answer):
    """Tell what to do when unemployed or laid off."""

    intent = "ask_unemployment"
