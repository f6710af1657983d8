"""What a clerk changes, where the pages may write: waiving a finding and withdrawing that; dropping, previewing and keeping files."""

import time
from urllib.parse import quote

from served import OFFICE, Visit, report


DROP = """
const [field, files] = arguments;
const data = new DataTransfer();
for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
for (const kind of ["dragover", "drop"]) {
  field.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""


# so many that they are not read in the moment for which a form waits
MANY = 190


class Writing(Visit):
    flags = ("--write",)

    def test_a_finding_is_waived_with_a_reason_and_taken_back(self):
        self.browser.open(f"/review/{quote(OFFICE)}/2022")
        finding = self.one(".finding.error")
        self.assertIn("D39", finding.text)
        self.click(finding.find_element("css selector", ".verdict summary"))
        finding.find_element("name", "who").send_keys("张三")
        finding.find_element("name", "why").send_keys("与底册核对，待重新公布")
        self.click(finding.find_element("css selector", ".verdict form button"))
        self.browser.open(report(OFFICE, 2022))
        waived = self.one(".finding.waived")
        self.assertIn("张三", waived.text)
        self.assertIn("待重新公布", waived.text)
        self.assertEqual(self.all("td.figure.error"), [])
        self.click(waived.find_element("css selector", "form.verdict button"))
        self.until(lambda: not self.all(".finding.waived"))
        self.browser.open(report(OFFICE, 2022))
        self.assertEqual(len(self.all("td.figure.error")), 1)

    def test_a_file_is_dropped_looked_at_and_kept(self):
        sample = self.site.sample()
        self.browser.open("/")
        self.click(self.link("添加"))
        self.driver.execute_script(DROP, self.one("form#add"), [["青岩市测试局.txt", sample]])
        self.until(lambda: self.all(".seen"))
        seen = self.one(".seen").text
        self.assertIn("青岩市测试局", seen)
        self.assertIn("2023", seen)
        # previewed and not yet kept
        self.assertNotIn("青岩市测试局", self.site.run("list"))
        self.click(self.driver.find_element("xpath", "//button[contains(., '存入')]"))
        self.until(lambda: "已新存入" in self.one("main").text)
        self.assertIn("青岩市测试局", self.site.run("list"))
        self.click(self.link("青岩市测试局"))
        self.assertIn("青岩市测试局", self.one("h1").text)

    def test_long_work_is_followed_without_loading_the_page_again(self):
        sample = self.site.sample()
        files = [[f"{n}.txt", sample.replace("青岩市测试局", f"青岩市测试{n}局")] for n in range(MANY)]
        self.browser.open("/add")
        self.driver.execute_script(DROP, self.one("form#add"), files)
        self.until(lambda: self.all("#job progress") or self.all(".seen"), 120)
        self.driver.execute_script("window.same = true")
        far, begun = set(), time.monotonic()

        def seen():
            value = self.driver.execute_script("return document.querySelector('#job progress')?.value")
            if value is not None and self.driver.execute_script("return window.same === true"):
                far.add(value)
            return self.all(".seen")

        self.until(seen, 120)
        self.assertEqual(len(self.all(".seen")), MANY)
        if time.monotonic() - begun < 1:
            self.skipTest("this machine reads so many files before a bar can move")
        self.assertGreater(len(far), 1, "the bar does not move by itself")
