"""Training paths: degrees, qualifications and courses."""

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, more_button
from bot.actions.choosing import WIDE, only, path, ranked
from bot.actions.further import HIGHER, starting_point
from bot.actions.memory import FACETS, entity_values, words_of
from bot.components.answer_phrases import named
from bot.wording import Wording
from service_catalogue.search import Hit, Query, Result

WHILE_WORKING = ("evening", "online", "multiform", "apprenticeship")
# Where somebody starts who has not finished comprehensive school.
FIRST_SCHOOL = ("basic", "preparatory")
UNSCHOOLED_ROWS = ("tai-adult-basic-education", "tuva", "evening-high-school")
LEVELS = ("upper_secondary_vocational", "higher_uas", "higher_university")
EXPERIENCED = {"jobseeker", "international_talent", "spouse"}
# Values that tell nothing of what somebody wants to study.
BESIDE = ("municipality", "teaching_language", "audience", "period", "employment_situation")
# What can narrow the answer, as far as it is not known: facet -> its label.
REFINING = {"field": "field", "municipality": "municipality", "service_languages": "language"}


class FindTraining(Answer):
    """Find a place to study by field or occupation, level, place, language and mode."""

    intent = "find_training"
    slots = (
        "field",
        "occupation",
        "municipality",
        "education_level",
        "study_mode",
        "teaching_language",
    )

    def query(self, tracker: Tracker, words: str) -> Query:
        """Read also what a whole path tells: beside work, without school, after an occupation."""
        query = super().query(tracker, words)
        facets = dict(query.facets)
        renamed = words_of(tracker) != words and entity_values(tracker, "occupation")
        if _is_unschooled(query):
            facets = {name: facets[name] for name in ("municipality",) if name in facets}
            facets["level"] = FIRST_SCHOOL
        elif (start := starting_point(words)) and not renamed:
            facets.pop("occupation", None)
            asked = tuple(level for level in facets.get("level", ()) if level in HIGHER)
            facets["level"] = asked or start.levels
        elif named(words, "while_working") and facets.get("mode") in (None, ("multiform",)):
            facets["mode"] = WHILE_WORKING
        return replace(query, facets=facets)

    async def find(self, query: Query) -> Result:
        """Put what is of the field asked before what is of any; unasked, one school a level."""
        if is_vague(query):
            wide = await ranked(replace(query, words="", limit=WIDE), _broad)
            return Result(_one_a_level(wide.hits, query.limit), wide.total)
        if _is_unschooled(query) and not query.exclude:
            return await path(query, UNSCHOOLED_ROWS)
        start = starting_point(query.words)
        asked = {"field", "occupation"} & query.facets.keys()

        def rank(hit: Hit) -> int | None:
            if start and set(start.occupations) & set(hit.row.tagged("occupation")):
                return None  # what one is already
            of_another = not asked & hit.facets.keys() if asked else bool(hit.row.tagged("field"))
            steps = _step(hit, start.levels) if start else 0
            return steps + (len(LEVELS) if of_another and (asked or start) else 0)

        return await ranked(query, rank)

    def lead(self, query: Query) -> str:
        """Return the wording of the path that was asked for."""
        if _is_unschooled(query):
            return "utter_training_unschooled"
        return "utter_further_study" if starting_point(query.words) else "utter_find_training"

    def next_step(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Ask for the field where nothing is known, else only for what is not known yet."""
        buttons = [*_offers(say, query), *more_button(say, result)]
        lead = self.lead(query)
        if lead != "utter_find_training":
            dispatcher.utter_message(response=f"{lead}_next", buttons=buttons)
        elif is_vague(query):
            dispatcher.utter_message(response="utter_ask_training_field", buttons=buttons)
        else:
            missing = [
                say.label("training", f"ask_{label}")
                for facet, label in REFINING.items()
                if facet not in query.facets
            ]
            dispatcher.utter_message(
                response="utter_find_training_next" if missing else "utter_find_training_apply",
                buttons=buttons,
                missing=_alternatives(say, missing),
            )


def _alternatives(say: Wording, names: list[str]) -> str:
    """Return `names` in words: "a, b or c"."""
    *first, last = names or [""]
    return f"{', '.join(first)} {say.label('training', 'or')} {last}" if first else last


def is_vague(query: Query) -> bool:
    """Tell whether somebody wants to study and has told nothing that would narrow it."""
    told = {FACETS[slot] for slot in ("field", "occupation", "education_level", "study_mode")}
    return not told & query.facets.keys() and only(query.words, "vague_study", BESIDE)


def _is_unschooled(query: Query) -> bool:
    return bool(named(query.words, "unschooled"))


def _broad(hit: Hit) -> int:
    """Rank schools of all fields first, where a place was asked for those that are there."""
    if not hit.row.tagged("level"):
        return 4
    return 2 * ("municipality" not in hit.facets) + bool(hit.row.tagged("field"))


def _step(hit: Hit, levels: tuple[str, ...]) -> int:
    """Return how many steps away the level of the hit is."""
    return min(
        (levels.index(x) for x in hit.row.tagged("level") if x in levels), default=len(levels)
    )


def _one_a_level(hits: tuple[Hit, ...], limit: int) -> tuple[Hit, ...]:
    """Return the best hit of each level of school, then the others."""
    best = [
        next((hit for hit in hits if level in hit.row.tagged("level")), None) for level in LEVELS
    ]
    chosen = {hit.row.id: hit for hit in (*best, *hits) if hit}
    return tuple(chosen.values())[:limit]


def _offers(say: Wording, query: Query) -> list[dict[str, str]]:
    """Return buttons for what fits this person beside the answer."""
    wishes = {
        "english": (
            "service_languages" not in query.facets and not _is_unschooled(query),
            '/inform{"teaching_language": "en"}',
        ),
        "digital_path": (
            query.audience == "jobseeker" and "ict" in query.facets.get("field", ()),
            '/improve_digital_skills{"choice": "path"}',
        ),
        "recognise": (
            query.audience in EXPERIENCED
            or query.facets.get("mode") == WHILE_WORKING
            or bool(named(query.words, "experienced")),
            "/recognise_skills",
        ),
    }
    return [
        {"title": say.label("training", name), "payload": payload}
        for name, (fits, payload) in wishes.items()
        if fits
    ]
