import pytest

from advisor.engine import outcomes
from advisor.rulebook import published
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.models import Version
from advisor.rulebook.publishing import publish_directory

pytestmark = pytest.mark.django_db


def test_says_how_to_publish_where_nothing_is():
    with pytest.raises(published.NotPublished, match="publish_rulebook fixtures"):
        published.current_version()


def test_a_version_gives_the_same_rulebook_as_its_files(small):
    version = publish_directory(small).version
    assert published.rulebook_for(version.hash) == load_rulebook_from_files(small)[0]
    assert outcomes(published.current(), {"source_code": "unavailable"})[0] == "rehost"


def test_a_version_is_read_once_in_a_process(small, django_assert_num_queries):
    version = publish_directory(small).version
    with django_assert_num_queries(1):
        assert published.compiled(version.hash) is published.compiled(version.hash)


def test_the_current_version_comes_without_its_document(small, django_assert_num_queries):
    publish_directory(small)
    with django_assert_num_queries(1) as queries:
        assert published.current_version().hash
    assert '"document"' not in queries.captured_queries[0]["sql"]


def test_an_earlier_version_stays_in_reach(small, edit):
    first = publish_directory(small).version
    edit("50", "Without source code", "Lacking source code")
    second = publish_directory(small).version
    assert published.rulebook_for(first.hash).rules["no-source-code"].because.en.startswith("Without")
    assert published.rulebook_for(second.hash).rules["no-source-code"].because.en.startswith("Lacking")


def test_memory_holds_a_bounded_number_of_versions():
    assert published.compiled.cache_info().maxsize == published.KEPT


def test_an_unknown_version_is_named():
    with pytest.raises(published.NotPublished, match="sha256:abc is not published here"):
        published.compiled("sha256:abc")


def test_a_damaged_document_is_not_used(small):
    version = publish_directory(small).version
    Version._base_manager.update(document=version.document.replace("Without", "With"))
    with pytest.raises(published.NotPublished, match="damaged"):
        published.compiled(version.hash)
