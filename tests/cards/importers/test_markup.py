"""Other tools' marks and HTML become plain Markdown; the words stay."""

import pytest

from enablement.cards.importers.markup import clean_markup
from enablement.cards.importers.report import FileReport


def clean(text: str, *, mdx: bool = False) -> str:
    return clean_markup(text, {"owner": "Ann"}, FileReport("a.md"), mdx=mdx).strip()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        # Liquid and its like
        ("[a]({{ site.baseurl }}/x)", "[a](/x)"),
        ("[a]({{site.baseurl}}{% link _docs/a.md %}#b)", "[a](_docs/a.md#b)"),
        ("write to {{ site.support_email }}.", "write to [support email]."),
        ("[us]({{ site.mail }})", "us"),
        ("by {{ page.owner }}", "by Ann"),
        ("{{ '/a.png' | relative_url }}", "/a.png"),
        ("{{ site.name | default: 'Acme' }}", "Acme"),
        ("{{ site.the_name | upcase }} {{ a word | or more }}", "[the name] [a word or more]"),
        ("Hello {{first_name}}!", "Hello [first name]!"),
        ("{% if x %}yes{% else %}no{% endif %}", "yesno"),
        ("{% for a in b %}{{ a.name }} word{% endfor %}", " word".strip()),
        ("{% raw %}{{ kept }}{% endraw %}", "[kept]"),
        ("{% comment %}hidden{% endcomment %}shown", "shown"),
        ("{% highlight sh %}\nls {{ x }}\n{% endhighlight %}", "```sh\nls {{ x }}\n```"),
        ('{% include box.html id="n" text="Mind the gap" %}', "*Mind the gap*"),
        # kramdown and heading marks
        ("Text{: .lead}", "Text"),
        ("## Head {#anchor}", "## Head"),
        ("* TOC\n{:toc}\n\nText", "Text"),
        ("[TOC]\n\nText", "Text"),
        ("a<!--more-->b", "ab"),
        # Hugo
        ('{{< figure src="a b.png" alt="A b" >}}', "![A b](a%20b.png)"),
        ("{{% tip %}}inside{{% /tip %}}", "inside"),
        ('{{< card title="Big title" >}}', "**Big title**"),
        ("{{< youtube abc123 >}}", "<https://www.youtube.com/watch?v=abc123>"),
        ('[a]({{< ref "x.md" >}})', "[a](x.md)"),
        # Obsidian
        ("[[Page]] and [[Other|alias]]", "Page and alias"),
        ("[[dir/Page#Part]]", "Page (Part)"),
        ("![[pic one.png|200]]", "![pic one](pic%20one.png)"),
        ("%%not shown%%shown", "shown"),
        ("> [!warning] Take care\n> text", "> **Take care**\n> \n> text"),
        # boxes
        (":::tip\nInside\n:::", "**Tip**\n\nInside"),
        (":::note[Read this]\nInside\n:::", "**Read this**\n\nInside"),
        ("::: warning Take care\nInside\n:::", "**Take care**\n\nInside"),
        (
            '!!! note "Read this"\n    Inside\n    more\n\nAfter',
            "**Read this**\n\nInside\nmore\n\nAfter",
        ),
        # HTML
        ("a<script>evil()</script>b", "ab"),
        ("<b onclick='x()' class=\"c\">bold</b>", '<b class="c">bold</b>'),
        ("[x](javascript:alert(1)) y", "x y"),
        ('<a href="javascript:x()">words</a>', "words"),
        ('<a href="https://x.example">words</a>', "[words](https://x.example)"),
        ('<iframe src="https://v.example/1"></iframe>', "<https://v.example/1>"),
        ("<iframe src='javascript:x'></iframe>words", "words"),
        ('<img src="a b.png" alt="A [b]" onerror="x">', "![A (b)](a%20b.png)"),
        ("<h2>Head</h2><p>One <em>two</em></p>", "## Head\n\nOne *two*"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>a</td></tr><tr><td>1</td></tr></table>", "| a |\n| --- |\n| 1 |"),
        (
            "<tr><td>a</td><td>b</td></tr>\n<tr><td>1</td><td><code>x</code><code>y</code></td></tr>",
            "| a | b |\n| --- | --- |\n| 1 | `x` `y` |",
        ),
        ("<p>&lt;name&gt; &amp; x</p>", "&lt;name&gt; &amp; x"),
        ("use <your-name> here", "use &lt;your-name> here"),
        (
            "<details><summary>More</summary>\n\nHidden **text**\n\n</details>",
            "**More**\n\nHidden **text**",
        ),
        ("<div>\n    <p>not code</p>\n    words too\n</div>", "not code\n\nwords too"),
        ("<svg><text>Label one</text></svg>", "*Label one*"),
        (
            "<!DOCTYPE html><html><head><title>T</title></head><body><h1>H</h1></body></html>",
            "# H",
        ),
        ("a < b and <https://x.example>", "a < b and <https://x.example>"),
    ],
)
def test_marks_are_rewritten(text: str, plain: str) -> None:
    assert clean(text) == plain


@pytest.mark.parametrize(
    "code",
    ["`{{ x }} <b> [[y]]`", "```\n<script>x</script>\n{{ x }}\n{: .y}\n```", "``a ` {{b}}``"],
)
def test_code_is_left_alone(code: str) -> None:
    assert clean(f"Text {{{{ site.x }}}}\n\n{code}\n\n<b>x</b>") == f"Text [x]\n\n{code}\n\n**x**"


def test_mdx() -> None:
    text = (
        "import A from './a'\nexport const meta = {\n  a: 1,\n}\n\n# Head\n\n"
        '<Card title="A title" n={1}>Inner *words*</Card>\n\n{/* hidden */}\n<Icon />after'
    )
    assert clean(text, mdx=True) == "# Head\n\n**A title**\n\nInner *words*\n\nafter"


def test_an_import_in_prose_is_prose() -> None:
    assert clean("import duties are high", mdx=True) == "import duties are high"


def test_what_was_taken_out_is_said() -> None:
    file = FileReport("a.md")
    clean_markup("a<script>x</script> {% if y %} <b onclick='z'>b</b> {: .c}", {}, file)
    assert any("<script>" in note for note in file.notes)
    assert any("onclick" in note for note in file.notes)
    assert any("if" in note for note in file.notes)
    assert len(file.notes) == 4
