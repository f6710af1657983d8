#!/usr/bin/env python3
"""PDF reports of many shapes with known figures, to measure the reading of tables.

    python3 tests/generate/pdf.py OUT [--count 40] [--seed 1] [--writers chromium,libreoffice,reportlab]

Writes OUT/<n>-<writer>.pdf and OUT/<n>-<writer>.json, what stands in it: `t2` by label, `t3` (rows of 7)
and `t4` (15), every figure as printed, "" for a blank. All text is invented, all figures are random.
Needs what it uses on the PATH: chromium, soffice (LibreOffice Writer), the Python package reportlab, and
a Chinese font. Then: NIANBAO_SHAPES=OUT cargo test --release --test suite shapes -- --nocapture
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import tempfile

GROUPS = [
    ("（一）予以公开", None),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", None),
    ("（三）不予公开", [
        "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
        "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]),
    ("（四）无法提供", [
        "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
    ("（五）不予处理", [
        "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息"]),
    ("（六）其他处理", [
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]),
    ("（七）总计", None),
]
APPLICANTS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
WORDS = ("本镇结合实际逐项梳理公开目录及时更新栏目内容并在便民大厅设置查阅点方便群众了解政策办理事项"
         "全年组织业务培训两次对照清单开展自查发现的问题均已整改下一步将加强队伍建设提高答复质量")
SECTIONS = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况", "其他需要报告的事项"]


def prose(rng, sentences):
    parts = []
    for _ in range(sentences):
        start = rng.randrange(len(WORDS) - 30)
        text = WORDS[start:start + rng.randrange(8, 30)]
        if rng.random() < 0.4:
            text += f"共{rng.randrange(3, 9000)}条"
        parts.append(text)
    return "，".join(parts) + "。"


def figure(rng, style):
    roll = rng.random()
    if roll < style["blank"]:
        return rng.choice(style["blanks"])
    if roll < 0.6:
        return "0"
    if roll < 0.97:
        return str(rng.randrange(1, 2000))
    return str(rng.randrange(10000, 999999))


def content(rng, style):
    t3 = [[figure(rng, style) for _ in range(7)] for _ in range(25)]
    t4 = [figure(rng, style) for _ in range(15)]
    t2 = {"规章": [figure(rng, style) for _ in range(3)], "行政规范性文件": [figure(rng, style) for _ in range(3)]}
    for label in ["行政许可", "行政处罚", "行政强制"]:
        t2[label] = [figure(rng, style)]
    t2["行政事业性收费"] = [f"{rng.randrange(1, 9000)}.{rng.randrange(10, 99)}"]
    return {"t2": t2, "t3": t3, "t4": t4}


def choose_style(rng, writer):
    borders = ["full"] * 5 + ["spaced", "black", "dashed", "open", "rows", "three"]
    return {
        "writer": writer,
        "font": rng.choice(["Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei"]),
        "size": rng.choice([9, 10, 10.5, 12, 14, 16]),
        "table_size": rng.choice([7.5, 9, 10.5, 12]),
        "landscape": rng.random() < 0.15,
        "margin": rng.choice([12, 20, 28]),
        "borders": rng.choice(borders if writer != "libreoffice" else ["full"] * 4 + ["spaced"]),
        "blank": rng.choice([0, 0, 0.1, 0.5, 1.0]),
        "blanks": rng.choice([[""], ["", "/"], ["-", ""], ["—"]]),
        "repeat_header": rng.random() < 0.4,
        "unbreakable": rng.random() < 0.5,
        "label": rng.choice(["plain", "stacked", "vertical", "narrow"]),
        "align": rng.choice(["left", "center", "right"]),
        "valign": rng.choice(["top", "middle", "bottom"]),
        "filler": rng.randrange(1, 12),
        "bold": rng.choice(["none", "bold", "stroke"]),
        "spaced_labels": rng.random() < 0.15,
        "watermark": rng.random() < 0.15,
        "indent": rng.random() < 0.8,
        "shade": rng.random() < 0.2,
        "padding": rng.choice([0, 1, 3, 6]),
        "page_numbers": rng.random() < 0.7,
        "row_height": rng.choice([0, 0, 20, 34]),
    }


# HTML, for a browser and for LibreOffice

def stack(text, how):
    if how == "stacked":
        return "<br>".join(text)
    return text


def cell(text, tag="td", **spans):
    extra = "".join(f' {key}="{value}"' for key, value in spans.items() if value not in (1, None))
    return f"<{tag}{extra}>{text}</{tag}>"


def table2_html(data):
    rows = [cell("第二十条第（一）项", colspan=4)]
    rows.append("".join(cell(t) for t in ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]))
    for label in ["规章", "行政规范性文件"]:
        rows.append(cell(label) + "".join(cell(v) for v in data["t2"][label]))
    for clause, labels in [("五", ["行政许可"]), ("六", ["行政处罚", "行政强制"])]:
        rows.append(cell(f"第二十条第（{clause}）项", colspan=4))
        rows.append(cell("信息内容") + cell("本年处理决定数量", colspan=3))
        rows += [cell(label) + cell(data["t2"][label][0], colspan=3) for label in labels]
    rows.append(cell("第二十条第（八）项", colspan=4))
    rows.append(cell("信息内容") + cell("本年收费金额（单位：万元）", colspan=3))
    rows.append(cell("行政事业性收费") + cell(data["t2"]["行政事业性收费"][0], colspan=3))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def table3_html(data, style):
    head = [
        cell(NOTE, rowspan=3, colspan=3) + cell("申请人情况", colspan=7),
        cell("自然人", rowspan=2) + cell("法人或其他组织", colspan=5) + cell("总计", rowspan=2),
        "".join(cell(name) for name in APPLICANTS),
    ]
    figures = ["".join(cell(value, **{"class": "figure"}) for value in row) for row in data["t3"]]
    body = [cell("一、本年新收政府信息公开申请数量", colspan=3) + figures[0],
            cell("二、上年结转政府信息公开申请数量", colspan=3) + figures[1]]
    index = 2
    outcome = cell(stack("三、本年度办理结果", style["label"]), rowspan=22, **{"class": "outcome"})
    for group, items in GROUPS:
        if items is None:
            body.append(outcome + cell(group, colspan=2) + figures[index])
            index += 1
        else:
            for n, item in enumerate(items):
                lead = cell(group, rowspan=len(items)) if n == 0 else ""
                body.append(outcome + lead + cell(item) + figures[index])
                outcome = ""
                index += 1
        outcome = ""
    body.append(cell("四、结转下年度继续办理", colspan=3) + figures[index])
    rows = lambda rows: "".join(f"<tr>{row}</tr>" for row in rows)
    if style["repeat_header"]:
        return f"<table class=t3><thead>{rows(head)}</thead><tbody>{rows(body)}</tbody></table>"
    return f"<table class=t3><tbody>{rows(head)}{rows(body)}</tbody></table>"


def table4_html(data):
    rows = [
        cell("行政复议", colspan=5) + cell("行政诉讼", colspan=10),
        "".join(cell(name, rowspan=2) for name in OUTCOMES) + cell("未经复议直接起诉", colspan=5)
        + cell("复议后起诉", colspan=5),
        "".join(cell(name) for name in OUTCOMES * 2),
        "".join(cell(value) for value in data["t4"]),
    ]
    return "<table class=t4>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


BORDERS = {
    "full": "table{border-collapse:collapse} td{border:0.75pt solid #000}",
    "spaced": "table{border-spacing:2px;border:1px solid #333} td{border:1px solid #333}",
    "black": "table{border-spacing:1px;background:#000} td{background:#fff}",
    "dashed": "table{border-collapse:collapse} td{border:1px dashed #000}",
    "open": "table{border-collapse:collapse} td{border:0.75pt solid #000} tr>td:first-child{border-left:none}"
            " tr>td:last-child{border-right:none}",
    "rows": "table{border-collapse:collapse} td{border-top:0.75pt solid #000;border-bottom:0.75pt solid #000}",
    "three": "table{border-collapse:collapse;border-top:1.5pt solid #000;border-bottom:1.5pt solid #000}"
             " thead{border-bottom:0.75pt solid #000}",
}


def html(rng, data, style):
    page = "A4 landscape" if style["landscape"] else "A4"
    foot = '@bottom-center{content:"- " counter(page) " -";font-size:9pt}' if style["page_numbers"] else ""
    bold = {"none": "", "bold": "font-weight:bold;", "stroke": "-webkit-text-stroke:0.4px #000;"}[style["bold"]]
    outcome = {"vertical": "writing-mode:vertical-rl;", "narrow": "width:1.6em;"}.get(style["label"], "")
    css = f"""
      @page {{ size:{page}; margin:{style["margin"]}mm; {foot} }}
      body {{ font-family:'{style["font"]}'; font-size:{style["size"]}pt; margin:0 }}
      p {{ {"text-indent:2em;" if style["indent"] else ""} text-align:justify; line-height:1.6; margin:0 0 0.2em }}
      h1 {{ text-align:center; font-size:1.5em }} h2 {{ font-size:1em; {bold} }}
      table {{ width:100%; font-size:{style["table_size"]}pt; margin:6pt 0 }}
      td {{ text-align:{style["align"]}; vertical-align:{style["valign"]}; padding:{style["padding"]}pt;
            height:{style["row_height"] or "auto"}px; {"letter-spacing:0.3em;" if style["spaced_labels"] else ""} }}
      td.figure {{ letter-spacing:normal; {bold} min-width:2em }} .t4 td {{ letter-spacing:normal }}
      td.outcome {{ {outcome} }}
      {"tr { break-inside:avoid }" if style["unbreakable"] else ""}
      {".t3 tr:nth-child(even) td { background:#eee }" if style["shade"] and style["borders"] != "black" else ""}
      {BORDERS[style["borders"]]}
      .mark {{ position:fixed; top:40%; left:10%; font-size:60pt; color:#ddd; transform:rotate(-35deg) }}
    """
    if style["borders"] in ("rows", "three"):
        css += " thead{display:table-header-group}" if style["repeat_header"] else ""
    parts = [f"<h1>青石镇人民政府<br>2023年政府信息公开工作年度报告</h1>"]
    if style["watermark"] and style["writer"] == "chromium":
        parts.append('<div class=mark>内部资料</div>')
    paragraphs = lambda count: [f"<p>{prose(rng, rng.randrange(2, 9))}</p>" for _ in range(count)]
    bodies = [paragraphs(style["filler"]), [table2_html(data)], [table3_html(data, style)], [table4_html(data)],
              paragraphs(2), paragraphs(1)]
    for number, title, body in zip("一二三四五六", SECTIONS, bodies):
        parts.append(f"<h2>{number}、{title}</h2>")
        parts += body
    if style["writer"] == "libreoffice":
        # It reads the borders of cells from attributes only.
        spacing = 2 if style["borders"] == "spaced" else 0
        attributes = f'<table border=1 cellspacing={spacing} cellpadding={style["padding"]}'
        parts = [part.replace("<table", attributes) for part in parts]
    return f"<!doctype html><html><head><meta charset=utf-8><style>{css}</style></head><body>{''.join(parts)}</body></html>"


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)


def write_chromium(pages):
    for path, text in pages:
        source = path.with_suffix(".html")
        source.write_text(text, encoding="utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={path}", str(source))
        source.unlink()


def write_libreoffice(pages):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for path, text in pages:
            (folder / f"{path.stem}.html").write_text(text, encoding="utf-8")
        sources = [str(p) for p in folder.glob("*.html")]
        run("soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "odt", "--outdir", str(folder), *sources)
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *[s[:-4] + "odt" for s in sources])
        for path, _ in pages:
            shutil.move(folder / f"{path.stem}.pdf", path)


# reportlab

def write_reportlab(path, rng, data, style):
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    size, small = style["size"], style["table_size"]
    text = ParagraphStyle("text", fontName="STSong-Light", fontSize=size, leading=1.6 * size, wordWrap="CJK",
                          firstLineIndent=2 * size if style["indent"] else 0)
    label = ParagraphStyle("label", fontName="STSong-Light", fontSize=small, leading=1.2 * small, wordWrap="CJK")
    title = ParagraphStyle("title", parent=text, fontSize=1.5 * size, leading=2 * size, alignment=1, firstLineIndent=0)
    words = lambda t: Paragraph(t, label)
    rules = {"rows": [("LINEABOVE", (0, 0), (-1, -1), 0.7, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 0.7, colors.black)],
             "three": [("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1.5, colors.black)],
             "open": [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
                      ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)]}
    grid = rules.get(style["borders"], [("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    base = grid + [("FONT", (0, 0), (-1, -1), "STSong-Light", small), ("ALIGN", (0, 0), (-1, -1), style["align"].upper()),
                   ("VALIGN", (0, 0), (-1, -1), style["valign"].upper())]
    width = (landscape(A4) if style["landscape"] else A4)[0] - 2 * style["margin"] * 2.83

    rows = [[words(NOTE), "", "", "申请人情况"] + [""] * 6, ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
            [""] * 4 + [words(name) for name in APPLICANTS] + [""]]
    spans = [(0, 0, 2, 2), (3, 0, 9, 0), (3, 1, 3, 2), (4, 1, 8, 1), (9, 1, 9, 2)]
    rows += [[words(t), "", ""] + data["t3"][i] for i, t in
             enumerate(["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"])]
    spans += [(0, 3, 2, 3), (0, 4, 2, 4), (0, 5, 0, 26), (0, 27, 2, 27)]
    index = 2
    for group, items in GROUPS:
        top = index + 3
        for n, item in enumerate(items or [None]):
            first = words("三、本年度办理结果") if index == 2 else ""
            rows.append([first, words(group) if n == 0 else "", words(item) if item else ""] + data["t3"][index])
            index += 1
        spans.append((1, top, 1, index + 2) if items else (1, top, 2, top))
    rows.append([words("四、结转下年度继续办理"), "", ""] + data["t3"][index])
    widths = [0.06 * width, 0.13 * width, 0.25 * width] + [0.08 * width] * 7
    t3 = Table(rows, colWidths=widths, repeatRows=3 if style["repeat_header"] else 0,
               style=base + [("SPAN", (a, b), (c, d)) for a, b, c, d in spans])
    t4 = Table([["行政复议"] + [""] * 4 + ["行政诉讼"] + [""] * 9,
                [words(o) for o in OUTCOMES] + ["未经复议直接起诉"] + [""] * 4 + ["复议后起诉"] + [""] * 4,
                [""] * 5 + [words(o) for o in OUTCOMES * 2], data["t4"]], colWidths=[width / 15] * 15,
               style=base + [("SPAN", (0, 0), (4, 0)), ("SPAN", (5, 0), (14, 0)), ("SPAN", (5, 1), (9, 1)), ("SPAN", (10, 1), (14, 1))]
               + [("SPAN", (c, 1), (c, 2)) for c in range(5)])
    t2 = data["t2"]
    rows = [["第二十条第（一）项", "", "", ""], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章"] + t2["规章"], ["行政规范性文件"] + t2["行政规范性文件"], ["第二十条第（五）项", "", "", ""],
            ["信息内容", "本年处理决定数量", "", ""], ["行政许可", t2["行政许可"][0], "", ""], ["第二十条第（六）项", "", "", ""],
            ["信息内容", "本年处理决定数量", "", ""], ["行政处罚", t2["行政处罚"][0], "", ""], ["行政强制", t2["行政强制"][0], "", ""],
            ["第二十条第（八）项", "", "", ""], ["信息内容", "本年收费金额（单位：万元）", "", ""],
            ["行政事业性收费", t2["行政事业性收费"][0], "", ""]]
    spans = [(0, r, 3, r) for r in (0, 4, 7, 11)] + [(1, r, 3, r) for r in (5, 6, 8, 9, 10, 12, 13)]
    table2 = Table(rows, colWidths=[width / 4] * 4, style=base + [("SPAN", (a, b), (c, d)) for a, b, c, d in spans])

    story = [Paragraph("青石镇人民政府2023年政府信息公开工作年度报告", title), Spacer(1, 8)]
    paragraphs = lambda count: [Paragraph(prose(rng, rng.randrange(2, 9)), text) for _ in range(count)]
    bodies = [paragraphs(style["filler"]), [table2], [t3], [t4], paragraphs(2), paragraphs(1)]
    for number, name, body in zip("一二三四五六", SECTIONS, bodies):
        story += [Paragraph(f"{number}、{name}", text)] + body + [Spacer(1, 6)]

    def foot(canvas, document):
        if style["page_numbers"]:
            canvas.setFont("STSong-Light", 9)
            canvas.drawCentredString(document.pagesize[0] / 2, 22, f"— {document.page} —")

    margin = style["margin"] * 2.83
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4) if style["landscape"] else A4, leftMargin=margin,
                                 rightMargin=margin, topMargin=max(margin, 40), bottomMargin=max(margin, 40))
    document.build(story, onFirstPage=foot, onLaterPages=foot)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=40, help="documents per writer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writers", default="chromium,libreoffice,reportlab")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for writer in arguments.writers.split(","):
        pages = []
        for number in range(arguments.count):
            rng = random.Random(f"{arguments.seed}-{writer}-{number}")
            style = choose_style(rng, writer)
            data = content(rng, style)
            path = arguments.out.resolve() / f"{number:03}-{writer}.pdf"
            path.with_suffix(".json").write_text(json.dumps(data | {"style": style}, ensure_ascii=False))
            if writer == "reportlab":
                # It cannot break a cell that spans rows: such a document is left out.
                try:
                    write_reportlab(path, rng, data, style)
                except Exception as error:
                    print(f"{path.name}: {str(error)[:80]}")
                    path.unlink(missing_ok=True)
            else:
                pages.append((path, html(rng, data, style)))
        if writer == "chromium":
            write_chromium(pages)
        elif writer == "libreoffice":
            write_libreoffice(pages)


if __name__ == "__main__":
    main()
