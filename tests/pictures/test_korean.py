"""Korean particles after names in Hangul, Latin letters and digits."""

import pytest

from advisor.pictures.korean import with_particles


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rehost[이/가] 앞섭니다", "Rehost가 앞섭니다"),
        ("Refactor[을/를] 권합니다", "Refactor를 권합니다"),
        ("Rearchitect[으로/로] 바뀝니다", "Rearchitect로 바뀝니다"),
        ("Rebuild[은/는] 제외됩니다", "Rebuild는 제외됩니다"),
        ("App Service[을/를]", "App Service를"),
        ("Azure Database for PostgreSQL[을/를]", "Azure Database for PostgreSQL을"),
        ("Azure Database for PostgreSQL[으로/로]", "Azure Database for PostgreSQL로"),
        ("Azure Cosmos DB[과/와]", "Azure Cosmos DB와"),
        ("Azure VM[이/가]", "Azure VM이"),
        ("가상 머신[으로/로]", "가상 머신으로"),
        ("데이터베이스[은/는]", "데이터베이스는"),
        ("서울[으로/로]", "서울로"),
        ("‘규칙’[이/가]", "‘규칙’이"),
        ("3[은/는]", "3은"),
        ("2[은/는]", "2는"),
        ("Rehost leads", "Rehost leads"),
        ("[1] 출처", "[1] 출처"),
    ],
)
def test_the_particle_fits_the_sound_before_it(before, after):
    assert with_particles(before) == after
