"""Article pages."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Found, Rejection
from seeds.reading import read_bytes, read_file

HERE = Path(__file__).parent
REAL = HERE.parents[1] / "seeds/raw/000_263d6f3a3eed7bf4.txt"
TITLE = "Honey Dressings Speed the Healing of Burns."
CHINESE = "蜂蜜敷料促进烧伤愈合的随机对照试验。"
ABSTRACT = (
    "<p><b>Aim: </b>To dress burns with honey.</p><p><b>Results: </b>Burns healed faster.</p>"
)


def article(found: Iterable[Found]) -> Document:
    """The one document of what was found."""
    [document] = [entry for entry in found if isinstance(entry, Document)]
    return document


def refusals(found: Iterable[Found]) -> list[tuple[str, str]]:
    """Places and reasons of what was refused."""
    return [(entry.place, entry.reason) for entry in found if isinstance(entry, Rejection)]


def record(fields: dict[str, object]) -> str:
    """A record in JSON: title, abstract and the keys that tell it, changed as asked."""
    known: dict[str, object] = {
        "title": TITLE,
        "abstract": ABSTRACT,
        "DOIUrl": None,
        "resultStr": None,
    }
    return json.dumps(known | fields, ensure_ascii=False)


def read(*lines: str) -> list[Found]:
    """What a page of these lines gives."""
    return list(read_bytes("page.txt", "\n".join(lines).encode()))


def test_the_real_page_is_one_document_with_all_that_is_known_of_it() -> None:
    """Each field is what a careful librarian would have typed."""
    [document] = read_file(REAL)
    assert isinstance(document, Document)
    assert (document.id, document.kind) == ("doi:10.1111/jocd.16683", "abstract")
    assert document.title == (
        "Mesenchymal Stem Cell Exosomes Therapy for Acquired Trichorrhexis Nodosa: A Case Series."
    )
    assert document.titles == {"zh": "间充质干细胞外泌体治疗获得性毛囊角化症:一个病例系列。"}
    assert document.authors == (
        "Xi Chen",
        "Jing Pang",
        "Jianke Li",
        "Xiuhuan Wang",
        "Zihao Mi",
        "Zhenbo Hu",
        "Guoyan Liu",
    )
    assert (document.journal, document.published) == (
        "Journal of Cosmetic Dermatology",
        "2024-11-25",
    )
    assert (document.doi, document.pmid, document.pmcid) == ("10.1111/jocd.16683", None, None)
    assert document.url == "https://doi.org/10.1111/jocd.16683"
    assert (document.language, document.publication_types) == ("en", ("Journal Article",))
    assert (document.citation_count, document.aliases) == (0, ())


def test_the_real_page_has_five_sections_and_each_sentence_once() -> None:
    """Labels stand outside the text; first and last words of each section are the printed ones."""
    document = article(read_file(REAL))
    sections = {s.label: document.text[s.start : s.end] for s in document.sections}
    assert {label: (text[:24], text[-13:]) for label, text in sections.items()} == {
        "Background": ("Recent preclinical studi", "and breakage."),
        "Objectives": ("This study aims to evalu", "gement of ATN"[-12:] + "."),
        "Methods": ("A standardized process w", "intervention."),
        "Results": ("The hair condition of th", "ained normal."),
        "Conclusion": ("Exosomes derived from me", "is condition."),
    }
    assert document.text == "\n".join(sections.values())
    assert document.text.count("Recent preclinical studies") == 1
    assert "0.1 mL of exosomes" in sections["Methods"]


def test_the_journal_about_itself_is_kept_and_is_no_evidence() -> None:
    """It speaks of botulinum and tattoo removal; the text does not."""
    document = article(read_file(REAL))
    description = document.journal_description or ""
    assert description.startswith("The Journal of Cosmetic Dermatology publishes high quality")
    assert description.endswith("lasers and laser complications.")
    assert ("botulinum" in description, "botulinum" in document.text) == (True, False)
    assert "期刊介绍" not in description


def test_the_source_names_bytes_reader_and_place() -> None:
    """The digest is that of the file as `sha256sum` gives it."""
    [source] = article(read_file(REAL)).sources
    assert source.sha256 == "1667b34e04ede8c50a6c8f46b905c5261d79f09645cfb4bd81ed09e842152b41"
    assert (source.reader, source.place) == ("article", "lines 1-11")
    assert source.location.endswith("seeds/raw/000_263d6f3a3eed7bf4.txt")
    assert len(source.read_at) == len("2026-01-01T00:00:00Z")
    assert source.read_at.endswith("Z")


@pytest.mark.parametrize("form", ["crlf", "bom", "utf-16", "trailing line feeds"])
def test_the_form_of_the_file_changes_nothing(form: str) -> None:
    """Line ends, byte-order marks and empty lines at the end give the same document."""
    text = REAL.read_text(encoding="utf-8")
    data = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "bom": text.encode("utf-8-sig"),
        "utf-16": text.encode("utf-16"),
        "trailing line feeds": f"\n{text}\n\n".encode(),
    }[form]
    read_back, real = article(read_bytes("x", data)), article(read_file(REAL))
    assert (read_back.text, read_back.sections) == (real.text, real.sections)
    assert (read_back.titles, read_back.journal_description) == (
        real.titles,
        real.journal_description,
    )


def test_markup_entities_and_numbers_come_out_exactly() -> None:
    """Mixed content is read whole, entities once, and nothing in brackets is lost."""
    document = article(read_file(HERE / "pages/article_markup.txt"))
    assert document.text == (
        "In 1,200 patients (n = 1200; 95% CI 1.2-3.4; P < 0.05) P. acnes fell from 10^6 to 10^-2 "
        "CFU/cm2 on CO2.\nIt was not dose-dependent (r<0.1)."
    )
    assert document.title == "Serum CO2 & P. acnes counts in acne"
    assert (document.titles, document.sections) == ({}, ())


def test_without_a_doi_the_pmid_names_the_article() -> None:
    """The PMCID becomes an alias; authors by semicolons, year, types and count in other shapes."""
    document = article(read_file(HERE / "pages/article_markup.txt"))
    assert (document.id, document.pmid, document.pmcid) == (
        "pmid:31234567",
        "31234567",
        "PMC7654321",
    )
    assert document.aliases == ("pmcid:PMC7654321",)
    assert document.authors == ("Doe, Jane", "Roe, Richard, Jr.", "van den Berg, Anna")
    assert (document.journal, document.published, document.citation_count) == (
        "Acne Letters",
        "2019",
        12,
    )
    assert document.publication_types == ("Letter", "Journal Article")


def test_the_english_abstract_is_the_text_where_there_is_one() -> None:
    """A Chinese abstract outside gives way to the English one inside, as the titles do."""
    document = article(read_file(HERE / "pages/article_chinese.txt"))
    assert document.text == (
        "To assess the efficacy of minoxidil.\nPatients were randomised to two groups.\n"
        "Hair density rose in both groups.\nMinoxidil works."
    )
    assert [s.label for s in document.sections] == ["AIM", "METHODS", "RESULTS", "CONCLUSION"]
    assert document.titles == {"zh": "米诺地尔治疗斑秃的随机对照试验。"}
    assert (document.doi, document.published, document.citation_count) == (
        "10.5555/abc.def-1",
        "2021-03-09",
        1204,
    )
    assert document.journal_description == "《中华皮肤科杂志》刊登皮肤科领域的论著与综述。"


def test_english_lines_stand_in_for_a_chinese_record() -> None:
    """Title and abstract come from the lines where the record has neither in English."""
    outer = record({"title": CHINESE, "abstract": "<p>目的：评价蜂蜜敷料的疗效。</p>"})
    document = article(
        read(outer, TITLE, "Aim: To dress burns with honey.", "期刊介绍:", "On toxins.")
    )
    assert (document.title, document.titles) == (TITLE, {"zh": CHINESE})
    assert document.text == "To dress burns with honey."
    assert document.journal_description == "On toxins."


def test_a_chinese_abstract_alone_is_the_text() -> None:
    """Its labels are known, and its language is told."""
    document = article(
        read(record({"title": CHINESE, "abstract": "目的：评价蜂蜜敷料的疗效。结果：愈合加快。"}))
    )
    assert document.text == "评价蜂蜜敷料的疗效。\n愈合加快。"
    assert [s.label for s in document.sections] == ["目的", "结果"]
    assert (document.title, document.titles, document.language) == (CHINESE, {}, "zh")


def test_a_broken_inner_record_is_told_and_the_rest_is_read() -> None:
    """The English title comes from its line, the abstract from the outer record."""
    found = list(read_file(HERE / "pages/article_broken_inner.txt"))
    document = article(found)
    assert document.title == "Laser Therapy for Scars of the Face."
    assert document.titles == {"zh": "面部瘢痕的激光治疗。"}
    assert [s.label for s in document.sections] == ["Background", "Methods", "Results"]
    [(place, reason)] = refusals(found)
    assert place == "line 2, column 59 of resultStr"
    assert "fetch the page again" in reason


def test_a_broken_record_is_refused_with_its_place() -> None:
    """Without the record nothing says which line is the title, and no DOI names the article."""
    found = list(read_file(HERE / "pages/article_broken.txt"))
    [(place, reason)] = refusals(found)
    assert len(found) == 1
    assert place == "line 2, column 321"
    assert "a string is cut off by the end of its line" in reason


def test_an_abstract_in_plain_lines_alone_is_read_in_any_order() -> None:
    """Journal first, authors right before the record, everything else from the lines."""
    document = article(read_file(HERE / "pages/article_plain.txt"))
    assert document.text == (
        "Burns heal slowly under gauze (n = 30).\nHoney shortened healing by 4 days (P < 0.01)."
    )
    assert [s.label for s in document.sections] == ["Background", "Results"]
    assert document.authors == ("Maria García", "Jean-Pierre O'Neil")
    assert (document.journal, document.published) == ("Wound Reports", "2018-07")
    assert document.journal_description == (
        "Wound Reports publishes work on botulinum toxin and laser tattoo removal."
    )
    assert document.id.startswith("sha:")


def test_an_article_without_an_abstract_is_kept_by_its_title() -> None:
    """It has no text and no sections, and its DOI in lower case."""
    document = article(read_file(HERE / "pages/article_title_only.txt"))
    assert (document.id, document.text, document.sections) == ("doi:10.5555/letter.9", "", ())
    assert document.title == "Letter: on the Naming of Hairs"


def test_articles_without_text_and_identifier_have_ids_of_their_own() -> None:
    """Their titles tell them apart."""
    one = article(read(record({"title": "One Title of Hair", "abstract": None})))
    two = article(read(record({"title": "Another Title of Hair", "abstract": None})))
    assert one.id != two.id


def test_an_article_with_neither_title_nor_abstract_is_refused() -> None:
    """There would be nothing to find it by."""
    [(place, reason)] = refusals(read(record({"title": None, "abstract": " ", "doi": "10.5555/a"})))
    assert (place, "neither a title nor an abstract" in reason) == ("line 1", True)


@pytest.mark.parametrize(
    "inner", [None, "", "null", {"title": TITLE}, json.dumps({"title": TITLE})]
)
def test_an_inner_record_may_be_missing_or_plain(inner: object) -> None:
    """No inner record, an empty one, or one that is no string: the article is whole."""
    [document] = read(record({"resultStr": inner}))
    assert isinstance(document, Document)
    assert (document.title, document.titles) == (TITLE, {})


@pytest.mark.parametrize("inner", ["[1]", "{", '{"title": "\\ud83d"}', "12"])
def test_an_inner_record_that_is_no_object_is_told(inner: str) -> None:
    """The article is read without it."""
    found = read(record({"resultStr": inner}))
    assert article(found).title == TITLE
    assert len(refusals(found)) == 1


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"doi": "https://doi.org/10.5555/ABC"}, "doi", "10.5555/abc"),
        ({"DOIUrl": "http://dx.doi.org/10.5555/ABC"}, "doi", "10.5555/abc"),
        ({"doi": "none", "ListUrlMain": "https://example.org/10.5555/abc"}, "doi", None),
        (
            {"url": "/relative", "ListUrlMain": "https://example.org/a"},
            "url",
            "https://example.org/a",
        ),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"PMCID": "PMC0123"}, "pmcid", "PMC123"),
        ({"publicationDate": None, "EPubDate": "", "year": 2019}, "published", "2019"),
        ({"publicationDate": "Nov 2024"}, "published", "2024-11"),
        ({"publicationDate": "soon"}, "published", None),
        ({"citationCount": ""}, "citation_count", None),
        ({"citationCount": 12}, "citation_count", 12),
        ({"citationCount": -1}, "citation_count", None),
        ({"citationCount": True}, "citation_count", None),
        ({"journal": {"name": " Stem Cells &amp; Skin "}}, "journal", "Stem Cells & Skin"),
        ({"journal": None, "PeriodicalName": "Skin"}, "journal", "Skin"),
        ({"journal": {"name": ""}, "PeriodicalName": " "}, "journal", None),
        ({"authors": None}, "authors", ()),
        ({"authors": "Bo Li; Xi Chen"}, "authors", ("Bo Li", "Xi Chen")),
        ({"authors": ["Bo Li", {"name": "Xi Chen"}, None]}, "authors", ("Bo Li", "Xi Chen")),
        ({"publicationTypes": None}, "publication_types", ()),
        (
            {"publicationTypes": "Journal Article; Review"},
            "publication_types",
            ("Journal Article", "Review"),
        ),
        (
            {"publicationTypes": "Research Support, N.I.H., Extramural"},
            "publication_types",
            ("Research Support, N.I.H., Extramural",),
        ),
    ],
)
def test_a_field_may_have_other_shapes_or_be_missing(
    fields: dict[str, object], name: str, value: object
) -> None:
    """Each is brought to its one form, or left out where it says nothing sure."""
    assert getattr(article(read(record(fields))), name) == value


@pytest.mark.parametrize(
    "mark",
    [
        "期刊介绍:",
        "期刊介绍：",
        "期刊介绍",
        "期刊介绍: ",
        "期刊介紹：\n",
        "Burns healed faster. 期刊介绍：",
    ],
)
def test_the_journal_begins_after_its_mark_however_it_is_set(mark: str) -> None:
    """Either colon or none, on a line of its own or before or after other text."""
    document = article(
        read(
            record({"abstract": None}), TITLE, "To dress burns.", f"{mark}\nOn toxins.\nOn lasers."
        )
    )
    assert document.journal_description == "On toxins.\nOn lasers."
    assert "toxins" not in document.text
    assert document.text.startswith("To dress burns.")


def test_the_mark_and_the_description_may_share_a_line() -> None:
    """What stands before the mark is the abstract, what follows it the journal's."""
    lines = (record({"abstract": None}), "To dress burns. 期刊介绍：On toxins.")
    document = article(read(*lines))
    assert (document.text, document.journal_description) == ("To dress burns.", "On toxins.")


def test_a_page_without_a_description_has_none() -> None:
    """Nothing is made up."""
    assert article(read(record({}))).journal_description is None


def test_an_author_line_stands_in_for_missing_authors() -> None:
    """Only a line before the record that holds nothing but names."""
    document = article(read("Bo Li, Xi Chen", record({"authors": None})))
    assert document.authors == ("Bo Li", "Xi Chen")
    assert article(read("Published online.", record({"authors": None}))).authors == ()


def test_a_title_line_is_used_where_no_record_has_an_english_title() -> None:
    """A label, great length, or words of the abstract tell that the first line is no title."""
    outer = record({"title": CHINESE})
    document = article(read(outer, TITLE, "Aim: To dress burns with honey."))
    assert (document.title, document.titles) == (TITLE, {"zh": CHINESE})
    for line in ("Aim: To dress burns with honey.", "Burns healed faster.", "Long words. " * 30):
        assert article(read(outer, line)).title == CHINESE


def test_a_line_that_repeats_a_title_leaves_the_first_sentence_to_the_abstract() -> None:
    """A title whose language cannot be told from English does not make a sentence the title."""
    page = (
        record({"title": "Alopecia areata.", "abstract": None}),
        "Alopecia areata.",
        "Hair fell.",
    )
    document = article(read(*page))
    assert (document.title, document.text) == ("Alopecia areata.", "Hair fell.")


def test_pages_one_after_the_other_are_told_apart() -> None:
    """Each record makes a document; the line of names before it is its own."""
    second = record({"title": "Silver Dressings for Burns", "doi": "10.5555/b", "authors": "Bo Li"})
    found = read(
        "Xi Chen", record({"doi": "10.5555/a"}), TITLE, "期刊介绍:", "On toxins.", "Bo Li", second
    )
    one, two = (entry for entry in found if isinstance(entry, Document))
    assert (one.id, one.authors, one.journal_description) == (
        "doi:10.5555/a",
        ("Xi Chen",),
        "On toxins.",
    )
    assert (two.id, two.authors, two.journal_description) == ("doi:10.5555/b", ("Bo Li",), None)
    assert [d.sources[0].place for d in (one, two)] == ["lines 1-5", "lines 6-7"]


def test_a_broken_page_among_others_is_refused_alone() -> None:
    """The articles before and after it are read."""
    found = read(
        record({"doi": "10.5555/a"}),
        record({"doi": "10.5555/b"})[:-9],
        record({"doi": "10.5555/c"}),
    )
    assert [entry.id for entry in found if isinstance(entry, Document)] == [
        "doi:10.5555/a",
        "doi:10.5555/c",
    ]
    assert [place for place, _ in refusals(found)] == ["line 2, column 207"]


def test_a_record_over_several_lines_is_read() -> None:
    """White space in JSON says nothing."""
    fields = json.loads(record({"doi": "10.5555/a"}))
    assert article(read(json.dumps(fields, indent=1), TITLE)).id == "doi:10.5555/a"


@pytest.mark.parametrize(
    "text",
    [
        '{"resultStr": null}',
        'See the key "resultStr": and the key "DOIUrl": in the manual.',
        'Text before {"title": "T", "resultStr": null, "DOIUrl": null}',
        '[{"title": "T", "resultStr": null, "DOIUrl": null}]',
        "期刊介绍: On toxins.",
    ],
)
def test_a_text_that_only_holds_json_is_no_article(text: str) -> None:
    """It takes an object at the start of a line with two of the keys of such records."""
    [(place, reason)] = refusals(read(text))
    assert (place, "of no form that is known" in reason) == ("file", True)
