"""What a reader does: search, filter, open a report, follow a figure, compare, download, by mouse and by keyboard."""

from urllib.parse import parse_qs, quote, urlparse

from served import OFFICE, Visit, report

try:
    from selenium.webdriver.common.keys import Keys
except ImportError:
    Keys = None

WORD = "依申请公开"


class Reading(Visit):
    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the browser complained")

    def asked(self):
        return {name: values[0] for name, values in parse_qs(urlparse(self.driver.current_url).query).items()}

    def test_search_filter_open_and_follow_a_figure(self):
        self.browser.open("/")
        self.one("form.search input").send_keys(WORD, Keys.ENTER)
        self.until(lambda: self.asked() == {"q": WORD})
        marks = self.all("ol.hits mark")
        self.assertTrue(marks and all(mark.text == WORD for mark in marks))
        everything = int(self.one(".summary strong").text)
        self.click(self.one(".facets").find_element("partial link text", OFFICE))
        self.click(self.one(".facets").find_element("partial link text", "2022"))
        self.assertEqual(self.asked(), {"q": WORD, "agency": OFFICE, "year": "2022"})
        self.assertLess(int(self.one(".summary strong").text), everything)
        self.assertTrue(all(f"{OFFICE} 2022年" == hit.text for hit in self.all("a.hit")))
        self.click(self.one("a.hit"))
        self.assertIn(OFFICE, self.one("h1").text)
        # from the cell to the finding and back
        wrong = self.one("td.figure.error")
        self.assertTrue(wrong.text.startswith("36"))
        self.click(wrong.find_element("css selector", "a.sign"))
        self.assertIn("应为 30", self.one(".finding:target").text)
        self.click(self.one(".finding:target a[href^='#c-']"))
        self.assertEqual(self.one("td:target").get_attribute("id"), "c-requests.granted-total")
        self.click(self.one("td:target > a"))
        self.assertIn("予以公开", self.one("h1").text)
        row = [row.text for row in self.all("table.list tbody tr") if " 2022 " in row.text]
        self.assertIn(" 36 件", row[0])
        self.assertTrue(self.one(".picture svg").is_displayed())

    def test_compare_marks_what_differs(self):
        self.browser.open(report(OFFICE, 2023))
        self.click(self.link("与 2022 年对比"))
        self.assertEqual(self.one("h1").text, f"{OFFICE}：2022年与2023年")
        cells = [cell.text for cell in self.all("table.list tbody td")]
        self.assertIn("−22.22", cells)
        self.assertTrue(self.all(".changed del") and self.all(".changed ins"))
        few = len(self.all("table.list tbody tr"))
        self.click(self.link("全部"))
        self.assertGreater(len(self.all("table.list tbody tr")), few)

    def test_files_can_be_kept(self):
        self.browser.open(report(OFFICE, 2022))
        self.click(self.link("下载 DOCX"))
        self.assertEqual(self.browser.downloaded(".docx").read_bytes()[:2], b"PK")
        self.browser.open(f"/trend?indicator=requests.received&agency={quote(OFFICE)}")
        self.click(self.link("CSV"))
        self.assertIn("63", self.browser.downloaded(".csv").read_text("utf-8"))
        self.browser.open(f"/letter/{quote(OFFICE)}/2022")
        self.click(self.link("下载 HTML"))
        self.assertIn("D39", self.browser.downloaded(".html").read_text("utf-8"))

    def test_results_come_while_typing_and_do_not_flood(self):
        self.browser.open("/search?q=" + quote("短视频"))
        box = self.one("form.search input")
        box.clear()
        self.browser.requests()
        for character in "政务新媒体":
            box.send_keys(character)
        first = "return document.querySelector('ol.hits mark')?.textContent"
        self.until(lambda: self.driver.execute_script(first) == "政务新媒体")
        self.assertEqual(self.asked(), {"q": "政务新媒体"})
        searches = [path for path in self.browser.requests() if path.startswith("/search")]
        self.assertLessEqual(len(searches), 3, searches)
        self.assertTrue(self.driver.title.startswith("政务新媒体"))

    def test_the_keyboard_is_enough(self):
        self.browser.open("/search?q=" + quote(WORD))
        self.press("j", "j", "k", "j")
        hits = self.all("a.hit")
        self.assertEqual(self.driver.switch_to.active_element, hits[1])
        self.press("/")
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("name"), "q")
        self.press(Keys.ARROW_DOWN)
        self.assertEqual(self.driver.switch_to.active_element, hits[0])
        self.press(Keys.ENTER)
        self.assertTrue(self.address.startswith("/report/"))
        self.browser.open(report(OFFICE, 2021))
        self.press("]")
        self.assertEqual(self.address, report(OFFICE, 2022))
        self.press("[", "[")
        self.until(lambda: self.address == report(OFFICE, 2020))
        self.press("?")
        self.assertTrue(self.one("dialog").is_displayed())
        self.press(Keys.ESCAPE)
        self.assertFalse(self.one("dialog").is_displayed())
        self.driver.find_element("css selector", "body").send_keys(Keys.TAB)
        self.assertEqual(self.driver.switch_to.active_element.text, "跳到正文")

    def test_a_mistake_is_shown_where_it_is(self):
        self.browser.open("/search?q=" + quote('培训 "公开'))
        self.assertIn("引号没有配对", self.one("[role=alert]").text)
        ghost, caret = self.one(".ghost"), self.one(".caret")
        self.assertAlmostEqual(ghost.rect["x"] + ghost.rect["width"], caret.rect["x"], delta=2)
        # the address answered that the query is invalid, and the browser logs that once
        self.assertTrue(all("400" in message for message in self.browser.complaints()))

    def test_all_of_it_works_without_script(self):
        self.browser.scripts(False)
        self.addCleanup(self.browser.scripts, True)
        self.browser.open("/")
        self.one("form.search input").send_keys(WORD)
        self.click(self.one("form.search button"))
        self.until(lambda: self.all("ol.hits mark"))
        self.click(self.one(".facets").find_element("partial link text", "2022"))
        self.until(lambda: "year=2022" in self.address)
        self.click(self.one("a.hit"))
        self.until(lambda: self.all("table.form td.figure a"))
        self.click(self.one("a[rel=next]"))
        self.until(lambda: "2023年" in self.one("h1").text)
        self.browser.open("/review?year=2022")
        self.click(self.link(OFFICE))
        self.until(lambda: self.all("details.rule"))
        self.click(self.one("details.rule summary"))
        self.assertTrue(self.one("details.rule dl").is_displayed())
