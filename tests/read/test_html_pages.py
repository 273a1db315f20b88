"""HTML pages as browsers save them: nothing that someone said is lost, and each stretch is of its kind."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.report import Report
from tests.read.make import assert_covered, codes, fail_one, kinds, of_kind, read_all, read_one, write

LEAD = "At least nine people were killed when the ferry Dawn sank off Marrow on Sunday, the harbour office said."
MORE = "The ministry said in a statement that the ferry had carried 140 passengers and that the owner had been fined."
LAST = "The search was to go on until nightfall, officials said, though the wind was rising and the sea was rough."

PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0043)https://herald.example/news/ferry-sinks -->
<html lang="en"><head><meta charset="utf-8"><title>Nine dead as ferry sinks | The Marrow Herald</title>
<meta property="og:title" content="Nine dead as ferry sinks"><meta property="og:site_name" content="The Marrow Herald">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"Herald"}},
{{"@type":"NewsArticle","headline":"Nine dead as ferry sinks","datePublished":"2031-03-02T09:15:00+01:00",
"author":[{{"@type":"Person","name":"Ilse Maran"}},{{"@type":"Person","name":"Tom Reyes"}}],
"publisher":{{"@type":"Organization","name":"The Marrow Herald"}}}}]}}</script></head>
<body class="has-ads"><header><a href="/">The Marrow Herald</a>
<nav><ul><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<header><h1>Nine dead as ferry sinks</h1>
<p class="standfirst">Harbour office had warned of &#147;overloading&#148; for weeks</p>
<div class="byline">By <a rel="author" href="#">Ilse Maran</a> and <a rel="author" href="#">Tom Reyes</a></div>
<time datetime="2031-03-02T08:15:00Z">2 March 2031, 09:15</time>
<div class="share-tools"><button>Share</button><a href="#">Tweet</a></div></header>
<figure><img src="a.jpg">
<figcaption>Rescuers at the pier. <span class="credit">Ana Reyes/Herald</span></figcaption></figure>
<div class="article-body">
<p>MARROW, March 2 (Reuters) — {LEAD}</p>
<p>&ldquo;We warned them for weeks,&rdquo; said Ilse&nbsp;Bekker. She called it <q>a <q>perfect</q> failure</q>.</p>
<div class="ad-slot"><p>Advertisement</p></div>
<blockquote><p>The captain was told twice.</p><p>Nobody listened.</p><footer>— Harbour office log</footer></blockquote>
<p>{MORE}<br>It gave no details.<br><br>Nor did the owner.</p>
<aside class="pull-quote">“We warned them for weeks”</aside>
<h2>What is known</h2>
<ul><li>Nine bodies were found, according to police.</li><li>Four people are missing.</li></ul>
<aside class="related"><h3>Related</h3><ul><li><a href="/x">Mayor resigns</a></li></ul></aside>
<figure class="quote"><blockquote>Never again.</blockquote><figcaption>Mayor Odile Brand</figcaption></figure>
<p>{LAST}</p>
</div>
<footer><p>The Associated Press contributed to this report.</p></footer></article>
<section class="comments">
<p>“They all lie,” said my neighbour about this whole sorry affair of the ferry.</p></section></main>
<aside class="sidebar"><h3>Most read</h3>
<ol><li><a href="#">Council votes on bridge</a></li></ol></aside>
<footer>© 2031 The Marrow Herald</footer><script>var x = "“quoted” in script";</script></body></html>"""


@pytest.fixture(scope="module")
def report() -> Report:
    """The page above, read."""
    return read_one(PAGE.encode())


def test_every_stretch_is_of_its_kind(report: Report) -> None:
    assert kinds(report) == [
        ("headline", "Nine dead as ferry sinks"),
        ("deck", "Harbour office had warned of “overloading” for weeks"),
        ("byline", "By Ilse Maran and Tom Reyes"),
        ("dateline", "2 March 2031, 09:15"),
        ("caption", "Rescuers at the pier. Ana Reyes/Herald"),
        ("dateline", "MARROW, March 2 (Reuters) —"),
        ("body", f"{LEAD}\n\n“We warned them for weeks,” said Ilse\u00a0Bekker. She called it “a ‘perfect’ failure”."),
        ("blockquote", "The captain was told twice.\n\nNobody listened.\n\n— Harbour office log"),
        ("body", f"{MORE}\nIt gave no details.\n\nNor did the owner."),
        ("pullquote", "“We warned them for weeks”"),
        ("heading", "What is known"),
        ("body", "Nine bodies were found, according to police.\nFour people are missing."),
        ("blockquote", "Never again.\n\nMayor Odile Brand"),
        ("body", LAST),
        ("byline", "The Associated Press contributed to this report."),
    ]
    assert_covered(report)


def test_what_the_page_says_of_itself_is_read(report: Report) -> None:
    assert (report.title, report.outlet) == ("Nine dead as ferry sinks", "The Marrow Herald")
    assert (report.byline, report.url) == ("Ilse Maran, Tom Reyes", "https://herald.example/news/ferry-sinks")
    assert (report.published, report.published_from) == ("2031-03-02T08:15:00Z", "metadata")
    assert (report.genre, report.language, report.wire) == ("news", "en", "Reuters")
    assert report.bytes_id is not None


def test_a_part_with_quotation_marks_that_is_left_out_leaves_a_note() -> None:
    menu = PAGE.replace("Mayor resigns", "“I resign,” says mayor")
    assert "html-quotation-left-out" in codes(read_one(menu.encode()))
    assert "html-quotation-left-out" not in codes(
        read_one(PAGE.replace("“They", "They").replace("lie,”", "lie,").encode())
    )


def page(*blocks: str, head: str = "", title: str = "Ferry sinks off Marrow") -> bytes:
    """A small article with its lead, some blocks, and its end."""
    return (
        f"<html lang='en'><head><meta charset=utf-8><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{LEAD}</p>{''.join(blocks)}<p>{MORE}</p><p>{LAST}</p></article></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("block", "kind", "words"),
    [
        ("<blockquote>Never again, all of us said.</blockquote>", "blockquote", "Never again, all of us said."),
        ("<blockquote>The ferry had carried 140 passengers</blockquote>", "pullquote", None),
        ("<div class='c-pullquote'>“Never again”</div>", "pullquote", "“Never again”"),
        ("<aside><blockquote>“Never again”</blockquote></aside>", "pullquote", "“Never again”"),
        ("<p class='wp-caption-text'>The pier on Sunday</p>", "caption", "The pier on Sunday"),
        ("<div class='image-caption'>The pier on Sunday</div>", "caption", "The pier on Sunday"),
        ("<figure><img><figcaption>The pier</figcaption></figure>", "caption", "The pier"),
        ("<h3>What is known</h3>", "heading", "What is known"),
        (
            "<blockquote class='twitter-tweet'><p>We go on.</p>— Guard <a href='#'>2 March</a></blockquote>",
            "blockquote",
            None,
        ),
        ("<div class='related'><blockquote>Never again.</blockquote></div>", "blockquote", "Never again."),
        ("<p>Advertisement</p>", "boilerplate", "Advertisement"),
    ],
)
def test_blocks_of_the_text_have_their_kind(block: str, kind: str, words: str | None) -> None:
    found = of_kind(read_one(page(block)), kind)  # type: ignore[arg-type]
    assert found
    if words:
        assert found == [words]


@pytest.mark.parametrize(
    "block",
    [
        "<nav>Home Sport</nav>",
        "<script>alert('Home')</script>",
        "<style>p {color: red}</style>",
        "<form><label>Home</label><input></form>",
        "<div class='newsletter-signup'>Home</div>",
        "<div class='related-stories'><a href='#'>Home</a></div>",
        "<div hidden>Home</div>",
        "<div style='display: none'>Home</div>",
        "<ul class='social-share'><li>Home</li></ul>",
        "<noscript>Home</noscript>",
        "<template>Home</template>",
        "<div id='comments'>Home</div>",
    ],
)
def test_what_is_no_report_is_left_out(block: str) -> None:
    assert "Home" not in read_one(page(block)).text


def test_quotation_marks_that_browsers_draw_are_written() -> None:
    text = read_one(page("<p>She said <q>no <q>never</q> again</q>, and <q>“yes”</q>.</p>")).text
    assert "She said “no ‘never’ again”, and “yes”." in text


def test_spaces_collapse_as_browsers_show_them() -> None:
    text = read_one(page("<p>  She\n said\t<b> no </b> ,\u00a0twice\u200b.  </p><pre>a\n  b</pre>")).text
    assert "\n\nShe said no ,\u00a0twice\u200b.\n\na\n  b\n\n" in text


def test_paragraphs_made_of_line_breaks_are_apart() -> None:
    source = f"<html><body><h1>Ferry sinks</h1><div id=story>{LEAD}<br><br>{MORE}<br>\n<br>{LAST}</div></body></html>"
    assert read_one(source.encode()).text.endswith(f"{LEAD}\n\n{MORE}\n\n{LAST}")


def test_text_outside_the_main_block_that_belongs_to_the_report_is_kept() -> None:
    sections = "".join(
        f"<section class='body-{n}'><p>{words}</p></section>" for n, words in enumerate((LEAD, MORE, LAST))
    )
    text = read_one(
        f"<html><body><div><h1>Ferry sinks off Marrow</h1></div><div>{sections}</div></body></html>".encode()
    ).text
    assert text == f"Ferry sinks off Marrow\n\n{LEAD}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    ("head", "published", "source"),
    [
        ('<meta property="article:published_time" content="2031-03-02T09:00:00Z">', "2031-03-02T09:00:00Z", "metadata"),
        ('<meta name="date" content="2031-03-02">', "2031-03-02", "metadata"),
        ('<meta name="pubdate" content="March 2, 2031">', "2031-03-02", "metadata"),
        ('<link rel="canonical" href="https://h.example/2031/03/02/ferry">', "2031-03-02", "address"),
        ("", None, None),
    ],
)
def test_the_time_of_publication_is_found(head: str, published: str | None, source: str | None) -> None:
    report = read_one(page(head=head))
    assert (report.published, report.published_from) == (published, source)


def test_a_time_on_the_page_is_used_where_the_head_has_none() -> None:
    report = read_one(page("<time datetime='2031-03-02T09:00Z'>this morning</time>"))
    assert (report.published, report.published_from) == ("2031-03-02T09:00Z", "page")


def test_a_time_that_makes_no_sense_is_null_with_a_note() -> None:
    report = read_one(page(head='<meta name="date" content="soon">'))
    assert report.published is None
    assert "published-unreadable" in codes(report)


@pytest.mark.parametrize(
    ("type_name", "genre"),
    [("OpinionNewsArticle", "opinion"), ("ReportageNewsArticle", "news"), ("AdvertiserContentArticle", "release")],
)
def test_the_type_of_the_page_tells_its_genre(type_name: str, genre: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": ["{type_name}"], "headline": "Ferry sinks"}}</script>'
    assert read_one(page(head=head)).genre == genre


def test_broken_metadata_costs_nothing() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fer"ry"}</script>' + (
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    )
    assert LEAD in read_one(page(head=head)).text


def test_a_page_that_scripts_fill_in_is_a_failure() -> None:
    failure = fail_one(b"<!DOCTYPE html><html><body><div id='root'></div><script src='app.js'></script></body></html>")
    assert "a script fills it in" in failure.why


def test_places_of_notes_are_places_in_the_text() -> None:
    report = read_one(page("<p>She said \xffno\xff.</p>").replace(b"\xc3\xbf", b"\xff") + "“”“”“”“”“”“”“”".encode())
    (note,) = [note for note in report.notes if note.code == "encoding-replaced"]
    assert note.span is not None
    assert [report[span] for span in (note.span, *note.related)] == ["\ufffd", "\ufffd"]
    assert_covered(report)


def test_a_short_page_is_read_whole() -> None:
    report = read_one(b"<html><body><p>The ferry sank, police said.</p></body></html>")
    assert report.text == "The ferry sank, police said."


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b", "table", "ul", "q"])
def test_a_page_nested_a_hundred_thousand_deep_is_read_in_seconds(tag: str) -> None:
    nest = f"<p>{LEAD}</p>" + f"<{tag}>" * 100_000 + "<p>“No,” she said.</p>" + f"</{tag}>" * 100_000
    source = f"<html><body><article>{nest}<p>{MORE}</p><p>{LAST}</p></article></body></html>".encode()
    start = time.process_time()
    report = read_one(source)
    assert time.process_time() - start < 10
    assert "No,” she said." in report.text
    assert LAST in report.text
    assert "html-too-deep" in codes(report)
    assert_covered(report)


def test_pictures_saved_into_the_page_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 12_000_000}">'
    assert LEAD in read_one(page(picture)).text


def test_a_single_file_page_is_read(tmp_path: Path) -> None:
    source = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://h.example/2031/03/02/ferry\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page("<p>She said =E2=80=9Cno=E2=80=9D.</p>")
        .replace(b"lang='en'", b"lang=3D'en'")
        .replace(b"=utf-8", b"=3Dutf-8")
        + b"\r\n------x--\r\n"
    )
    report = read_one(write(tmp_path, "ferry.mhtml", source))
    assert "She said “no”." in report.text
    assert report.url == "https://h.example/2031/03/02/ferry"


TAGS = st.sampled_from(
    "p div span blockquote q em h1 h2 ul li figure figcaption aside table td br pre article nav a time".split()
)
NAMES = st.sampled_from(
    ["", "caption", "byline", "pull-quote", "related", "comments", "date", "deck", "credit", "hidden"]
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \n“”"), max_size=30).map(escape)
NODES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        TAGS,
        NAMES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=60)
@given(nodes=st.lists(NODES, max_size=6))
def test_every_page_gives_a_covered_text_or_a_reason(nodes: list[str]) -> None:
    (found,) = read_all(page(*nodes))
    assert isinstance(found, Report), found
    assert LEAD in found.text
    assert_covered(found)
