"""Random valid profiles with notes, for every kind of file."""

from hypothesis import strategies as st


@st.composite
def answers_to(draw, question):
    """Any valid answer to a question."""
    slugs = list(question.choice_slugs)
    if draw(st.integers(0, 5)) == 0:
        return None
    if question.kind == "one":
        return draw(st.sampled_from(slugs))
    if question.kind == "many":
        others = [slug for slug in slugs if slug != "none"]
        chosen = draw(st.lists(st.sampled_from(others), unique=True))
        return tuple(chosen) or (("none",) if "none" in slugs else (others[0],))
    low, high = question.minimum, question.below
    if question.whole:
        return draw(st.integers(int(low), int(high) - 1))
    return draw(st.floats(low, high, exclude_max=True))


@st.composite
def filled(draw, rulebook):
    """Valid answers to some questions, and notes on some."""
    questions = draw(st.lists(st.sampled_from(list(rulebook.questions.values())), unique_by=lambda q: q.slug))
    profile = {question.slug: draw(answers_to(question)) for question in questions}
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=60)
    notes = draw(st.dictionaries(st.sampled_from(list(rulebook.questions)), text, max_size=5))
    return profile, {slug: note.strip() for slug, note in notes.items() if note.strip()}
