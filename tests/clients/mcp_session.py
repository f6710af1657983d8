"""A session of the official client for the Model Context Protocol with the program: `python tests/clients/mcp_session.py PROGRAM`.

Needs the package `mcp`. Both kinds of revision are spoken over the standard streams, and the newest over HTTP.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

SAMPLES = Path(__file__).parents[2] / "sample_archive"
TOOLS = {
    "find_office", "list_reports", "get_report", "search", "series", "rank", "compare", "problems", "check",
    "explain_rule", "indicators", "sql",
}


async def session(client, how):
    """Asks every tool something, and reads a resource."""
    tools = await client.list_tools()
    assert {tool.name for tool in tools.tools} == TOOLS, how
    office = "澄岚市人民政府"
    for name, arguments, field in [
        ("find_office", {"name": "自然资源"}, "offices"),
        ("list_reports", {"from": 2024}, "reports"),
        ("get_report", {"agency": office, "year": 2024}, "figures"),
        ("search", {"words": "政策解读", "limit": 3}, "hits"),
        ("series", {"indicator": "本年新收", "sum": True}, "points"),
        ("rank", {"indicator": "本年新收", "year": 2024}, "offices"),
        ("compare", {"agency": office, "year": 2023, "other_year": 2024}, "figures"),
        ("problems", {"agencies": [office]}, "reports"),
        ("check", {"from": 2024, "to": 2024}, "findings"),
        ("explain_rule", {"code": "D38"}, "explanation"),
        ("indicators", {"part": "不予公开"}, "indicators"),
        ("sql", {"statement": "SELECT count(*) AS n FROM report"}, "rows"),
    ]:
        result = await client.call_tool(name, arguments)
        assert not result.is_error and result.structured_content[field], (how, name, result)
    refused = await client.call_tool("get_report", {"agency": "无此机关", "year": 2024})
    assert refused.is_error, how
    resources = await client.list_resources()
    read = await client.read_resource(resources.resources[0].uri)
    assert json.loads(read.contents[0].text)["agency"], how
    print(f"{how}: {len(TOOLS)} tools and {len(resources.resources)} resources answered")


async def over_http(program, archive):
    """The same over HTTP."""
    server = subprocess.Popen(
        [program, "--archive", archive, "serve", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True
    )
    try:
        url = json.loads(server.stdout.readline())["url"].rstrip("/") + "/-/mcp"
        async with Client(url) as client:
            await session(client, "http")
    finally:
        server.terminate()
        server.wait()


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        archive = str(Path(folder) / "archive")
        subprocess.run([program, "--archive", archive, "add", "--quiet", SAMPLES], check=True, stdout=subprocess.DEVNULL)

        async def over_stdio(mode):
            parameters = StdioServerParameters(command=program, args=["--archive", archive, "mcp"])
            async with Client(stdio_client(parameters), mode=mode) as client:
                await session(client, mode)

        asyncio.run(over_stdio("legacy"))
        asyncio.run(over_stdio("2026-07-28"))
        asyncio.run(over_http(program, archive))


main()
