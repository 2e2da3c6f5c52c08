"""A rulebook small enough to read, with something in every part of a report, in both languages."""

from __future__ import annotations

import datetime
from typing import Any

from advisor.engine import compile_rulebook, parse_profile, read_document
from advisor.reports.build import build_report
from advisor.reports.evaluation import Subject, evaluate
from advisor.reports.exporters.markdown import write_markdown
from advisor.reports.paper.compose import paper_of

TODAY = datetime.date(2026, 11, 21)
CHECKED = "2026-11-20"


def text(en: str, ko: str = "") -> dict[str, str]:
    return {"en": en, "ko": ko or f"{en}(한)"}


def question(slug, kind, label, *choices, section="code", **more) -> dict[str, Any]:
    rows = [{"slug": c, "label": text(c.replace("_", " ").capitalize())} for c in choices]
    base = {"slug": slug, "section": section, "kind": kind, "label": label, "choices": rows}
    return {
        **base,
        "text": text(f"{label['en']}?", f"{label['ko']}?"),
        "where": text("Ask the team."),
        **more,
    }


def rule(slug, decision, when, effects, because, sources=("caf",)) -> dict[str, Any]:
    base = {"slug": slug, "decision": decision, "when": when, "effects": effects, "because": because}
    return {**base, "sources": list(sources), "checked_on": CHECKED}


def advice(slug, kind, topic, when, title, body) -> dict[str, Any]:
    base = {"slug": slug, "kind": kind, "topic": topic, "when": when, "title": title, "text": body}
    return {**base, "sources": ["guide"], "checked_on": CHECKED}


def service(slug, name, **more) -> dict[str, Any]:
    base = {
        "slug": slug,
        "category": "compute",
        "name": text(name, name),
        "summary": text(f"{name} runs things."),
    }
    return {
        **base,
        "billing": text("By the hour.", "시간당 과금합니다."),
        "operations": "low",
        "lifecycle": "current",
        "sources": ["guide"],
        "checked_on": CHECKED,
        **more,
    }


def option(slug, name, service=None) -> dict[str, Any]:
    return {"slug": slug, "name": text(name, name), "summary": text(f"What {name} is."), "service": service}


SOURCES = [
    {
        "slug": "caf",
        "title": "Select a strategy",
        "publisher": "Microsoft",
        "url": "https://example.org/caf",
        "published_on": "2025-07",
        "checked_on": CHECKED,
    },
    {
        "slug": "guide",
        "title": "The <guide>",
        "publisher": "Somebody",
        "url": None,
        "published_on": None,
        "checked_on": "2026-11-21",
    },
]
QUESTIONS = [
    question("source_code", "one", text("Source code", "소스 코드"), "available", "unavailable"),
    question("runtime", "one", text("Runtime", "런타임"), "java", "php", "other"),
    question(
        "databases", "many", text("Databases", "데이터베이스"), "none", "sql_server", "mysql", section="data"
    ),
    question(
        "size",
        "number",
        text("Database size", "데이터베이스 크기"),
        section="data",
        min=0,
        below=10000,
        unit=text("GiB", "GiB"),
        asked_when={"databases": ["sql_server", "mysql"]},
    ),
    question("twelve_factors", "many", text("Twelve factors", "12요소"), "none", "codebase", "config"),
    question("lead_time", "one", text("Lead time", "리드 타임"), "short", "long"),
    question(
        "refused",
        "many",
        text("Refused", "제외"),
        "none",
        "app_service",
        rules_out_named=True,
        because=text("The owner refuses it.", "소유자가 원하지 않습니다."),
    ),
]
RULES = [
    rule(
        "code-there",
        "strategy",
        {"source_code": {"any_of": ["available"]}},
        {"refactor": 3, "rehost": 1},
        text("The code can be changed.", "코드를 변경할 수 있습니다."),
    ),
    rule(
        "no-code",
        "strategy",
        {"source_code": {"any_of": ["unavailable"]}},
        {"rehost": 2, "refactor": "rules_out", "rearchitect": "rules_out"},
        text("Nothing can be changed.", "변경할 수 없습니다."),
        ("caf", "guide"),
    ),
    rule(
        "php-old",
        "strategy",
        {"runtime": {"any_of": ["php"]}},
        {"refactor": -2},
        text("PHP is old here.", "PHP가 오래되었습니다."),
    ),
    rule(
        "other-out",
        "strategy",
        {"runtime": {"any_of": ["other"]}},
        dict.fromkeys(("rehost", "refactor", "rearchitect", "rebuild"), "rules_out"),
        text("Nothing runs it.", "실행할 수 없습니다."),
    ),
    rule(
        "java-app",
        "compute",
        {"runtime": {"any_of": ["java", "php"]}, "strategy": {"any_of": ["refactor"]}},
        {"app_service": 4, "virtual_machines": 1},
        text("App Service runs it.", "App Service에서 실행됩니다."),
    ),
    rule(
        "rehosted",
        "compute",
        {"strategy": {"any_of": ["rehost"]}},
        {"virtual_machines": 5},
        text("A server stays a server.", "서버는 서버로 남습니다."),
    ),
    rule(
        "small-sql",
        "database",
        {"databases": {"any_of": ["sql_server"]}, "size": {"min": 0, "below": 500}},
        {"sql_database": 3},
        text("It is small.", "크기가 작습니다."),
    ),
    rule(
        "big-sql",
        "database",
        {"databases": {"any_of": ["sql_server"]}, "size": {"min": 500}},
        {"sql_server_on_vm": 3},
        text("It is big.", "크기가 큽니다."),
    ),
    rule(
        "no-data",
        "database",
        {"databases": {"any_of": ["none"]}},
        {"none": 5},
        text("There is none.", "없습니다."),
    ),
    rule(
        "watched",
        "supporting",
        {"strategy": {"any_of": ["refactor", "rehost"]}},
        {"azure_monitor": 1},
        text("It must be watched.", "감시해야 합니다."),
        ("guide",),
    ),
]
DECISIONS = [
    {
        "slug": "strategy",
        "title": text("Migration strategy", "마이그레이션 전략"),
        "collects": False,
        "options": [
            option("rehost", "Rehost"),
            option("refactor", "Refactor"),
            option("rearchitect", "Rearchitect"),
            option("rebuild", "Rebuild"),
        ],
    },
    {
        "slug": "compute",
        "title": text("Compute service", "컴퓨팅 서비스"),
        "collects": False,
        "options": [
            option("virtual_machines", "Azure Virtual Machines", "virtual_machines"),
            option("app_service", "Azure App Service", "app_service"),
        ],
    },
    {
        "slug": "database",
        "title": text("Database service", "데이터베이스 서비스"),
        "collects": False,
        "options": [
            option("sql_server_on_vm", "SQL Server on a VM"),
            option("sql_database", "Azure SQL Database"),
            option("none", "No database"),
        ],
    },
    {
        "slug": "supporting",
        "title": text("Supporting services", "보조 서비스"),
        "collects": True,
        "options": [option("azure_monitor", "Azure Monitor", "azure_monitor")],
    },
]
FACTS = [
    {
        "slug": "cut-off",
        "service": "app_service",
        "kind": "limit",
        "value": "230",
        "unit": text("s", "초"),
        "text": text("A request ends after 230 s.", "요청은 230초 후에 끝납니다."),
        "when": {},
        "sources": ["guide"],
        "checked_on": CHECKED,
    },
    {
        "slug": "only-php",
        "service": "app_service",
        "kind": "limit",
        "value": "1",
        "unit": text("", ""),
        "text": text("PHP has 1 limit more.", "PHP에는 한도가 1개 더 있습니다."),
        "when": {"runtime": {"any_of": ["php"]}},
        "sources": [],
        "checked_on": CHECKED,
    },
]
ADVICE = [
    advice(
        "sign-out",
        "risk",
        "availability",
        {"strategy": {"any_of": ["refactor"]}},
        text("Users are signed out", "사용자가 로그아웃됩니다"),
        text("Move sessions first.", "세션부터 옮기십시오."),
    ),
    advice(
        "managed",
        "practice",
        "security",
        {},
        text("Use identities", "관리 ID 사용"),
        text("No passwords.", "비밀번호를 없애십시오."),
    ),
    advice(
        "right-size",
        "practice",
        "cost",
        {},
        text("Right-size", "크기 조정"),
        text("After 30 days.", "30일 뒤에 조정하십시오."),
    ),
    advice(
        "stock",
        "step",
        "plan",
        {},
        text("Take stock", "현황 파악"),
        text("List all servers.", "서버 목록을 만드십시오."),
    ),
]
TABLES = [
    {
        "slug": "strategy-names",
        "title": text("Names"),
        "sources": ["caf"],
        "checked_on": CHECKED,
        "columns": [
            {"slug": "strategy", "label": text("Here"), "kind": "slug"},
            {"slug": "caf", "label": text("CAF", "CAF"), "kind": "text"},
            {"slug": "aws", "label": text("AWS", "AWS"), "kind": "text"},
        ],
        "rows": [
            {"strategy": "rehost", "caf": text("Rehost", "Rehost"), "aws": text("Rehost", "Rehost")},
            {
                "strategy": "refactor",
                "caf": text("Replatform", "Replatform"),
                "aws": text("Replatform", "Replatform"),
            },
            {"strategy": None, "caf": text("Retire", "Retire"), "aws": text("Retire", "Retire")},
        ],
    },
    {
        "slug": "dora-thresholds",
        "title": text("Levels"),
        "sources": ["guide"],
        "checked_on": CHECKED,
        "columns": [
            {"slug": "level", "label": text("Level"), "kind": "slug"},
            {"slug": "name", "label": text("Name"), "kind": "text"},
        ],
        "rows": [
            {"level": "high", "name": text("High", "High")},
            {"level": "low", "name": text("Low", "Low")},
        ],
    },
    {
        "slug": "dora-levels",
        "title": text("Which"),
        "sources": ["guide"],
        "checked_on": CHECKED,
        "columns": [{"slug": c, "label": text(c), "kind": "slug"} for c in ("question", "answer", "level")],
        "rows": [
            {"question": "lead_time", "answer": "short", "level": "high"},
            {"question": "lead_time", "answer": "long", "level": "low"},
        ],
    },
]


def document(**changed: Any) -> dict[str, Any]:
    """Return the document; keyword arguments replace whole lists."""
    return {
        "format": 1,
        "sections": [
            {"slug": "code", "title": text("Code", "코드")},
            {"slug": "data", "title": text("Data", "데이터")},
        ],
        "questions": QUESTIONS,
        "decisions": DECISIONS,
        "rules": RULES,
        "services": [
            service("virtual_machines", "Azure Virtual Machines"),
            service("app_service", "Azure App Service"),
            service("azure_monitor", "Azure Monitor"),
        ],
        "facts": FACTS,
        "advice": ADVICE,
        "tables": TABLES,
        "sources": SOURCES,
        "glossary": [],
        **changed,
    }


def make_book(**changed: Any):
    """Return the rulebook, compiled."""
    return compile_rulebook(read_document(document(**changed), "sha256:book"))


def make_subject(language="en", **over: Any) -> Subject:
    return Subject(**{"id": "shop", "name": "Web shop", "language": language, "written_on": TODAY, **over})


def make_report(raw, language="en", *, book=None, changes=1, settled=True, **over: Any):
    """Return the report on raw answers."""
    compiled = book or make_book()
    profile, errors = parse_profile(compiled.rulebook, raw)
    assert not errors
    return build_report(
        make_subject(language, **over), evaluate(compiled, profile, settled=settled, changes=changes)
    )


FULL = {
    "source_code": "available",
    "runtime": "php",
    "databases": ["sql_server"],
    "size": 3,
    "twelve_factors": ["codebase"],
    "lead_time": "long",
    "refused": ["none"],
}


def markdown_of(report) -> str:
    """Return a report as Markdown without data."""
    return write_markdown(paper_of(report), None)
