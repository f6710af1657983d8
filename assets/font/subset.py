#!/usr/bin/env python3
"""Makes the fonts of the pictures: `pip install fonttools`, Debian packages fonts-droid-fallback and
fonts-roboto-unhinted, and dict.txt of jieba as the first argument.

Chinese characters: those of GB 2312, and those of the dictionary, which has rare names. Hinting, layout
tables and everything else that outlines do not need are left out.
"""
import subprocess
import sys

SHARE = "/usr/share/fonts/truetype/"
PRINTED = {chr(code) for code in range(0x20, 0x7F)} | set("·—–…‘’“”±×÷‰°≤≥≠−")


def gb2312():
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def subset(source, characters, target):
    command = ["pyftsubset", SHARE + source, f"--output-file={target}", "--no-hinting", "--layout-features=",
               "--drop-tables+=GSUB,GPOS,GDEF,vhea,vmtx,post,DSIG,gasp,kern,hdmx,VDMX,LTSH", "--text-file=/dev/stdin"]
    subprocess.run(command, input="".join(sorted(characters)).encode(), check=True)


with open(sys.argv[1], encoding="utf-8") as dictionary:
    words = {character for line in dictionary for character in line.split(" ")[0]}
subset("droid/DroidSansFallbackFull.ttf", set(gb2312()) | words, "chinese.ttf")
subset("roboto/unhinted/RobotoTTF/Roboto-Regular.ttf", PRINTED, "latin.ttf")
