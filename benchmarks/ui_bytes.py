"""Measures the kilobytes that reach the browser while an answer of 2,000 tokens streams at 50 tokens a second.

python benchmarks/ui_bytes.py [--json]
"""

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from chatbelle.demo import ENGLISH, LEARNING
from driving import SCRIPTED_APP, chromium, named, open_app, running, wait_until, write

TOKENS, TOKENS_PER_SECOND = 2000, 50
TOKEN = re.compile(r"\s?[A-Za-z0-9]+|.", re.DOTALL)  # as the scripted engine cuts

STORY = """## 关于本地模型的一些说明

在自己的电脑上运行语言模型，最大的好处是数据不离开本机。模型文件通常是 GGUF 格式，里面包含权重、词表和对话模板；
加载之后，推理完全在 CPU 或 GPU 上完成，不需要联网。For most laptops a model between 1B and 7B parameters in `Q4_0`
is a sensible choice, because memory bandwidth, not arithmetic, limits how fast tokens appear.
量化会带来一点精度损失，但在日常对话中几乎感觉不到。

The context is everything the model can see at once: the system prompt, the earlier turns that still fit, and the
answer it is writing. When it is full, the oldest turns are dropped first, and the conversation shows which ones.

- **内存**：7B 的 Q4_0 大约需要 4 GB，再加上上下文的缓存
- **速度**：每生成一个词元都要把全部权重读一遍，所以带宽决定上限
- **Context**: a longer one needs more memory and makes every token a little slower
"""


def answer_of(tokens: int) -> str:
    """Mixed Chinese and English Markdown of exactly this many tokens of the script."""
    cut = TOKEN.findall("\n".join([LEARNING, STORY, ENGLISH, STORY] * 9))
    assert len(cut) >= tokens
    return "".join(cut[:tokens])


def measure_ui_kilobytes() -> float:
    """Kilobytes that reach the browser during the answer."""
    return round(measure()[0], 1)


def measure() -> tuple[float, float]:
    """Kilobytes that reached the browser from send to the answer's end, and the seconds that took."""
    with TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "answers.json"
        script.write_text(json.dumps([answer_of(TOKENS)]), encoding="utf-8")
        command = (str(SCRIPTED_APP), "PORT", str(TOKENS_PER_SECOND), str(script))
        with running(Path(folder) / "home", *command) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            received: list[int] = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
            open_app(page, address)
            write(page, "请详细介绍一下。")
            before = sum(received)
            began = page.evaluate("performance.now()")
            page.keyboard.press("Enter")
            named(page, "stop").wait_for(state="attached")
            wait_until(page, lambda: named(page, "copy-1").count() > 0, seconds=120)
            seconds = (page.evaluate("performance.now()") - began) / 1000
            return (sum(received) - before) / 1000, seconds


def main() -> None:
    kilobytes, seconds = measure()
    print(f"{'tokens':>10} {'characters':>12} {'seconds':>9} {'kilobytes':>11}")
    print(f"{TOKENS:>10} {len(answer_of(TOKENS)):>12} {seconds:>9.1f} {kilobytes:>11.1f}")
    if "--json" in sys.argv:
        print(json.dumps({"ui_kilobytes": round(kilobytes, 1)}))


if __name__ == "__main__":
    main()
