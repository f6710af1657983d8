"""Pictures of the pages and how fast they are, for docs/pages.md."""

import base64
import shutil
import statistics
import subprocess
from urllib.parse import quote

from served import OFFICE, Browser, Site, report
from test_looks import PAGES

SEARCH = "/search?q=" + quote("依申请公开")
TREND = f"/trend?by=stack&agency={quote(OFFICE)}"

# name, address, width, height, dark, what is scrolled to
SHOTS = [
    ("home", "/", 1200, 760, False, None),
    ("search", SEARCH, 1200, 860, False, None),
    ("report", report(OFFICE, 2022), 1200, 900, False, None),
    ("report-dark", report(OFFICE, 2022), 1200, 900, True, "#s3"),
    ("trend", TREND, 1200, 900, False, None),
    ("review", "/review?year=2022", 1200, 620, True, None),
    ("phone", SEARCH, 390, 844, False, None),
]


def pictures(folder):
    """Takes them; `pdftoppm` makes a picture of the printed page."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Site()
    browser = Browser(site)
    try:
        for name, path, width, height, dark, anchor in SHOTS:
            browser.size(width, height, phone=width < 500)
            browser.dark(dark)
            browser.open(path + (anchor or ""))
            taken = browser.command("Page.captureScreenshot", format="png")
            (folder / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))
        browser.dark(False)
        browser.open(report(OFFICE, 2022))
        printed = browser.command("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        document = folder / "print.pdf"
        document.write_bytes(base64.b64decode(printed["data"]))
        # the page with the wrong cell
        command = ["pdftoppm", "-r", "75", "-f", "3", "-l", "3", "-png", "-singlefile", str(document), str(folder / "print")]
        subprocess.run(command, check=True)
        document.unlink()
    finally:
        browser.close()
        site.close()
    if shutil.which("pngquant"):
        for picture in folder.glob("*.png"):
            subprocess.run(["pngquant", "--force", "--ext", ".png", "32", str(picture)], check=True)


def measure(times=5):
    """Prints, for every page, the first contentful paint and what came over the wire: the middle of several visits."""
    site = Site()
    browser = Browser(site)
    paint = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    wire = (
        "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".reduce((sum, entry) => sum + entry.transferSize, 0)"
    )
    try:
        print("| page | first contentful paint | transferred |\n|---|---:|---:|")
        for name, path in PAGES.items():
            paints, sizes = [], []
            for _ in range(times):
                browser.command("Network.clearBrowserCache")
                browser.open(path)
                paints.append(browser.driver.execute_script(paint))
                sizes.append(browser.driver.execute_script(wire))
            known = [one for one in paints if one is not None]
            time_shown = f"{statistics.median(known):.0f} ms" if known else "–"
            print(f"| {name} | {time_shown} | {statistics.median(sizes) / 1000:.1f} kB |")
    finally:
        browser.close()
        site.close()
