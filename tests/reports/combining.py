"""Workloads of several components, made of real scenarios."""

from functools import cache

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.combined import combine
from advisor.reports.evaluation import evaluate
from tests.reports.architectures import profiles, real_book
from tests.reports.book import make_subject

NAMES = {
    "en": (
        "Web shop",
        "Order events",
        "Billing",
        "Old portal",
        "Search",
        "Archive",
        "Mail",
        "Prices",
        "Admin",
    ),
    "ko": ("웹 쇼핑몰", "주문 이벤트", "청구", "기존 포털", "검색", "보관", "메일", "가격", "관리"),
}
#: Components by how many there are; the last has more than a picture holds, and some that know nothing.
SETS = {
    2: ("java", "events"),
    4: ("large", "events", "rehost", "java"),
    8: (
        "large", "events", "rehost", "java", "aac-drone-delivery-aca", "contoso-insurance",
        "aac-mwa-dotnet-relecloud", "aac-rwa-java-proseware",
    ),
    11: (
        "nothing", "large", "databases-only", "java", "not-known", "rehost", "events",
        "aac-raincode", "contoso-devtest-iaas", "aac-adabas-natural-aks", "aac-video-rendering-batch",
    ),
}  # fmt: skip


def component_reports(names, language="en", **over):
    """Return the reports on scenarios, their sources in one numbering."""
    numbers, book = {}, real_book()
    return [
        build_report(
            make_subject(language, id=name, **over),
            evaluate(book, parse_profile(book.rulebook, profiles()[name])[0]),
            numbers=numbers,
        )
        for name in names
    ]


def names_of(count, language):
    """Return so many names, the later ones counted."""
    names = NAMES[language]
    return [names[n % len(names)] + (f" {n}" if n >= len(names) else "") for n in range(count)]


@cache
def workload(count, language="en"):
    """Return one of :data:`SETS` as one report."""
    reports = component_reports(SETS[count], language)
    return combine(make_subject(language, name="Proseware"), reports, names_of(count, language))
