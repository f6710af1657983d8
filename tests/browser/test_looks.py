"""Every page on a laptop and on a phone, in light and dark, and on paper: nothing that axe-core finds wrong."""

import base64
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from urllib.parse import quote

from served import OFFICE, ROOT, Visit, report

AXE = "axe-core@4"

RUN_AXE = """
const complaint = (rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`;
axe.run({ resultTypes: ["violations"] }).then((found) => arguments[0](found.violations.map(complaint)));
"""

PAGES = {
    "home": "/",
    "offices": "/offices",
    "search": "/search?q=" + quote("依申请公开"),
    "search by report": "/search?by=report&year=2022&q=" + quote("公开"),
    "search advice": "/search",
    "search without hits": "/search?year=2022&q=" + quote("没有这样的词啊"),
    "search mistaken": "/search?q=" + quote('"公开'),
    "report": report(OFFICE, 2022),
    "report with wrong words": report("澄岚高新技术产业开发区管理委员会", 2023),
    "report of the older form": report(OFFICE, 2019),
    "report revised": report(OFFICE, 2024),
    "report of an old revision": report(OFFICE, 2024) + "?revision=1",
    "trend": f"/trend?indicator=requests.received&indicator=requests.granted&agency={quote(OFFICE)}",
    "trend of outcomes": f"/trend?by=stack&agency={quote(OFFICE)}",
    "compare": f"/compare?agency={quote(OFFICE)}&year=2022&to=2023",
    "compare chosen": "/compare",
    "review": "/review?year=2022",
    "review of one": f"/review/{quote(OFFICE)}/2022",
    "letter": f"/letter/{quote(OFFICE)}/2022",
    "add": "/add",
    "history": "/history",
    "rebuild": "/rebuild",
    "not there": "/nowhere",
}


def axe():
    """The source of axe-core: a file for tests, fetched once by npm and not part of the project."""
    folder = ROOT / "target" / "axe"
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--ignore-scripts", "--prefix", str(folder), AXE]
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, "CI": "1"})
    return source.read_text("utf-8") if source.exists() else None


def run_axe(browser):
    """What axe-core finds wrong with the page that is open."""
    source = axe()
    if source is None:
        raise unittest.SkipTest(f"{AXE} could not be fetched by npm" if shutil.which("npm") else "npm is not installed")
    browser.driver.execute_script(source)
    return browser.driver.execute_async_script(RUN_AXE)


class Looks(Visit):
    flags = ("--write",)

    def each(self, look, **details):
        """Checks every page, and reports all that fail, not only the first."""
        for name, path in PAGES.items():
            with self.subTest(page=name, **details):
                self.browser.open(path)
                look()

    def test_axe_finds_nothing(self):
        def look():
            self.assertEqual(run_axe(self.browser), [])

        for dark in (False, True):
            for width in (1280, 390):
                self.browser.size(width, 900)
                self.browser.dark(dark)
                self.each(look, dark=dark, width=width)

    def test_nothing_is_wider_than_a_phone(self):
        self.browser.size(360, 740, phone=True)

        def look():
            wide = self.driver.execute_script("return document.documentElement.scrollWidth")
            self.assertLessEqual(wide, 360)
            # what is wider scrolls by itself, and a keyboard can reach it
            self.assertEqual(self.all(".wide:not([tabindex='0'])"), [])

        self.each(look)

    def test_paper_has_what_is_read_and_no_more(self):
        self.browser.open(report(OFFICE, 2022))
        printed = self.browser.command("Page.printToPDF", preferCSSPageSize=True)
        document = base64.b64decode(printed["data"])
        self.assertTrue(document.startswith(b"%PDF"))
        self.browser.command("Emulation.setEmulatedMedia", media="print")
        for selector in (".top", ".trail", ".contents", ".turning", "footer"):
            self.assertFalse(self.one(selector).is_displayed(), selector)
        for table in self.all("table.form"):
            self.assertTrue(table.is_displayed())
        self.assertEqual(self.driver.execute_script("return getComputedStyle(document.querySelector('.wide')).overflowX"), "visible")
        self.browser.command("Emulation.setEmulatedMedia", media="")

    def test_heads_have_scope_and_cells_lead_to_trends(self):
        self.browser.open(report(OFFICE, 2022))
        self.assertEqual(len(self.all("table.form")), 3)
        self.assertEqual(self.all("table.form th:not([scope])"), [])
        # every figure of the form that is no blank
        self.assertEqual(len(self.all("table.form td.figure > a[href^='/trend?']")), 200)

    def test_the_policy_holds_and_nothing_is_loaded_from_elsewhere(self):
        self.browser.requests()

        def look():
            elsewhere = [path for path in self.browser.requests() if not path.startswith(("/", "data:"))]
            self.assertEqual(elsewhere, [])

        self.each(look)
        refused = [complaint for complaint in self.browser.complaints() if "Content Security Policy" in complaint]
        self.assertEqual(refused, [])


class Door(Visit):
    """The page that asks for the password."""

    password = "correct horse battery"

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        file = Path(folder.name, "password")
        file.write_text(cls.password, "utf-8")
        cls.flags = ("--password-file", str(file))
        super().setUpClass()

    def test_the_password_lets_in_and_the_button_out(self):
        self.browser.open("/review?year=2022")
        self.assertTrue(self.address.startswith("/login"))
        for dark in (False, True):
            self.browser.dark(dark)
            self.assertEqual(run_axe(self.browser), [])
        self.one("input[type=password]").send_keys("wrong password")
        self.click(self.one("main form button"))
        self.until(lambda: self.all("[role=alert]"))
        self.one("input[type=password]").send_keys(self.password)
        self.click(self.one("main form button"))
        self.until(lambda: self.address == "/review?year=2022")
        self.click(self.one("form.leave button"))
        self.until(lambda: self.address.startswith("/login"))
