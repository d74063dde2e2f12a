"""The sources sekisho reads, one line each. Adding one: its file, a line here, a sample with its expected result."""

from difflib import get_close_matches
from types import ModuleType

from sources.errors import SettingsError
from sources.lists import (
    aspi_cdut,
    au_dfat,
    ca_nro,
    ca_sema,
    ch_seco,
    cset_talent,
    eu_fsf,
    fr_tresor,
    jp_meti_eul,
    jp_meti_ru,
    jp_mof,
    nz_ru,
    own_list,
    tw_shtc,
    uk_fcdo,
    un_sc,
    us_bis_dpl,
    us_bis_mieu,
    us_dod_1260h,
    us_dod_1286,
    us_fcc_covered,
    us_ofac_cons,
    us_ofac_sdn,
    us_statutes,
    us_trade_csl,
    us_uflpa,
    worldbank_debarred,
)
from sources.model import Reader, Source
from sources.publications import cinii, crossref, kaken, openalex, orcid, pubmed, researchmap
from sources.registries import edinet, gbizinfo, gleif, grid, jp_corporate_numbers, jp_nistep, ror, uk_psc

CATALOG: tuple[Reader, ...] = (
    jp_meti_eul,
    us_ofac_sdn,
    us_trade_csl,
    un_sc,
    ca_sema,
    # research security
    jp_meti_ru,
    us_dod_1286,
    us_dod_1260h,
    us_bis_mieu,
    us_statutes,
    us_fcc_covered,
    us_uflpa,
    ca_nro,
    aspi_cdut,
    cset_talent,
    # registries
    ror,
    grid,
    gleif,
    uk_psc,
    jp_corporate_numbers,
    gbizinfo,
    edinet,
    jp_nistep,
    # sanctions, read where named
    us_ofac_cons,
    us_bis_dpl,
    au_dfat,
    eu_fsf,
    uk_fcdo,
    jp_mof,
    ch_seco,
    fr_tresor,
    tw_shtc,
    worldbank_debarred,
    nz_ru,
    # the office's own
    own_list,
)
PUBLISHED: tuple[ModuleType, ...] = (openalex, crossref, orcid, pubmed, kaken, researchmap, cinii)
"""Read person by person and work by work, not as whole editions: `parse` reads one answer."""
PUBLICATIONS: tuple[Source, ...] = tuple(reader.SOURCE for reader in PUBLISHED)


def by_name(name: str) -> Reader:
    """The reader of that source. Raises SettingsError, with near names, for one that does not exist."""
    readers = {reader.SOURCE.name: reader for reader in CATALOG}
    if name not in readers:
        near = ", ".join(get_close_matches(name, readers, n=3, cutoff=0.4)) or ", ".join(readers)
        raise SettingsError("source.unknown_name", name=name, near=near)
    return readers[name]


def names() -> tuple[str, ...]:
    """All names that settings may use, publications included."""
    return (*(reader.SOURCE.name for reader in CATALOG), *(source.name for source in PUBLICATIONS))
