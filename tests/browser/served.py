"""The program serving the sample archive, and a browser to look at it: Debian's chromium, driven by selenium.

Everything here is about starting and stopping; what must hold is said in the tests beside it.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("NIANBAO", ROOT / "target/debug/nianbao"))
OFFICE = "澄岚市自然资源局"

try:
    from selenium import webdriver
    from selenium.common.exceptions import JavascriptException, NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.chrome.service import Service
except ImportError:
    webdriver = None


def missing():
    """What a browser test needs and cannot find; None if everything is installed."""
    if webdriver is None:
        return "python3-selenium is not installed"
    for name in ("chromium", "chromedriver"):
        if not shutil.which(name):
            return f"{name} is not installed"
    if not PROGRAM.exists():
        return f"{PROGRAM} is not built"
    return None


def report(office, year):
    return f"/report/{quote(office)}/{year}"


class Site:
    """The program with an archive of its own."""

    def __init__(self, *flags):
        self.folder = tempfile.TemporaryDirectory()
        self.archive = ["--archive", str(Path(self.folder.name, "archive"))]
        samples = ROOT / "sample_archive"
        self.run("add", str(samples))
        self.run("office", "import", str(samples / "register.csv"))
        command = [PROGRAM, *self.archive, "serve", "--port", "0", "--json", *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"].rstrip("/")

    def run(self, *words):
        done = subprocess.run([PROGRAM, *self.archive, *words], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{words}: {done.stderr}")
        return done.stdout

    def sample(self):
        """A report of an office that the archive does not know."""
        path = ROOT / "sample_archive" / "2023" / f"{OFFICE}.md"
        return path.read_text("utf-8").replace(OFFICE, "青岩市测试局")

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
        self.folder.cleanup()


class Browser:
    """A chromium that sees one site."""

    def __init__(self, site, width=1280, height=1000):
        self.site = site
        self.downloads = tempfile.TemporaryDirectory()
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=zh-CN"):
            options.add_argument(flag)
        options.add_argument(f"--window-size={width},{height}")
        options.add_experimental_option("prefs", {"download.default_directory": self.downloads.name})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.driver.set_page_load_timeout(30)

    def command(self, name, **arguments):
        """Sends a command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def dark(self, dark=True):
        # without motion, for what moves cannot be clicked
        wanted = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.command("Emulation.setEmulatedMedia", features=features)

    def size(self, width, height, phone=False):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def scripts(self, allowed):
        self.command("Emulation.setScriptExecutionDisabled", value=not allowed)

    def requests(self):
        """The paths asked for since this was last called."""
        logged = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [one["params"]["request"]["url"] for one in logged if one["method"] == "Network.requestWillBeSent"]
        return [url.removeprefix(self.site.url) for url in sent]

    def complaints(self):
        """What the browser said against the pages: scripts that failed, things that the policy refused."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def downloaded(self, ending, seconds=10):
        """The file that was downloaded last, when it is whole."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            files = [path for path in Path(self.downloads.name).iterdir() if path.name.endswith(ending)]
            if files:
                return max(files, key=lambda path: path.stat().st_mtime)
            time.sleep(0.1)
        raise AssertionError(f"no {ending} was downloaded")

    def open(self, path):
        self.driver.get(self.site.url + path)

    def close(self):
        self.driver.quit()
        self.downloads.cleanup()


class Visit(unittest.TestCase):
    """Tests of one site with one browser; skipped, with a reason, if there is none."""

    flags = ()

    @classmethod
    def setUpClass(cls):
        if lacking := missing():
            raise unittest.SkipTest(lacking)
        cls.site = Site(*cls.flags)
        cls.addClassCleanup(cls.site.close)
        cls.browser = Browser(cls.site)
        cls.addClassCleanup(cls.browser.close)
        cls.driver = cls.browser.driver

    def setUp(self):
        self.browser.size(1280, 1000)
        self.browser.dark(False)

    def one(self, selector):
        return self.until(lambda: self.driver.find_element("css selector", selector))

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def link(self, words):
        return self.until(lambda: self.driver.find_element("partial link text", words))

    def click(self, element):
        """Clicks where the head of the page, which stays in sight, is not in the way."""
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def press(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def until(self, true, seconds=30):
        """Waits until something holds, and gives it. A page that is just being replaced is waited for, too."""
        ends = time.monotonic() + seconds
        while True:
            try:
                if held := true():
                    return held
                lacking = "it did not come true"
            except (JavascriptException, NoSuchElementException, StaleElementReferenceException) as error:
                lacking = error.msg
            self.assertLess(time.monotonic(), ends, lacking)
            time.sleep(0.05)

    @property
    def address(self):
        return self.driver.current_url.removeprefix(self.site.url)
