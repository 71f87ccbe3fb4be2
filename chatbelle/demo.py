"""What `--demo` shows: a small conversation, and a shelf of models. No model is needed, and nothing is fetched."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from chatbelle import words
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.library.catalogue import catalogue
from chatbelle.library.connections import Connection, Purpose
from chatbelle.library.fit import Machine
from chatbelle.library.job import Job, Progress, Step, Wanted
from chatbelle.ui.models.library import Contents
from chatbelle.ui.models.offers import offered_here
from chatbelle.ui.models.scripted import ScriptedLibrary, ScriptedQueue
from chatbelle.ui.models.state import Kept, Seen

TOKENS_PER_SECOND = 50

LEARNING = """学习一门新技能，关键在于**把大目标拆成每天都能完成的小步**。下面是一个四周计划，每天只需要 30 分钟：

| 周 | 重点 | 每天的练习 | 检验方式 |
|:--|:--|:--|--:|
| 1 | 基础概念 | 读 10 页，做笔记 | 复述 3 个要点 |
| 2 | 动手实践 | 完成 1 个小练习 | 5 个练习 |
| 3 | 小项目 | 每天推进一点 | 可以运行 |
| 4 | 复盘与分享 | 写一段总结 | 讲给朋友听 |

记忆会随时间衰减，可以用**艾宾浩斯曲线**来近似：

$$
R(t) = e^{-t/S}
$$

其中 $R$ 是记忆保持率，$t$ 是经过的时间，$S$ 是记忆强度。每复习一次，$S$ 就会变大，所以**间隔复习**比一次学很久更有效：

```python
from datetime import date, timedelta

def review_days(start: date, times: int = 5) -> list[date]:
    \"\"\"下一次复习的间隔逐次翻倍。\"\"\"
    return [start + timedelta(days=2**n) for n in range(times)]

print(review_days(date.today()))  # 1、2、4、8、16 天之后
```

最后三个小建议：

1. **固定时间**：选一个每天不会被打扰的时段。
2. **及时反馈**：做完立刻检查，错题单独记下来。
3. **允许中断**：漏掉一天没关系，第二天接着来就好。

> 学而时习之，不亦说乎？

需要我按照你想学的内容，把第一周细化到每一天吗？
"""
ENGLISH = """Gladly. Here is a week in five short sessions:

- **Mon** – read the first chapter and write down three questions
- **Tue** – answer them from memory, *then* check
- **Wed** – one small exercise, no more than 30 minutes
- **Thu** – rest, or explain the idea to someone
- **Fri** – repeat the exercise without looking

The order matters less than keeping at it. `Spaced` beats `crammed`.
"""


def demo_engine(
    path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: threading.Event
) -> ScriptedEngine:
    """The engine of the demo, whatever is asked for."""
    return ScriptedEngine(
        LEARNING, ENGLISH, pause_seconds=1 / TOKENS_PER_SECOND, context_tokens=4096, model_name="Demo 演示"
    )


A_LAPTOP = Machine(free_bytes=9_400_000_000, read_bytes_per_second=30e9)
BROKEN = words.PARTS_MISSING.filled(name="Story-1B", parts="Story-1B-00002-of-00002.gguf")
HERE = (
    Kept(Path("demo"), "Demo 演示", 92_000_000, "Q4_1", may_remove=True),
    Kept(Path("story.gguf"), "Story-1B", 640_000_000, "Q4_0", "", BROKEN, words.DOWNLOAD_AGAIN, may_remove=True),
)
ELSEWHERE = (Kept(Path("studio.gguf"), "Qwen2.5-3B-Instruct-Q4_K_M", 2_100_000_000, "Q4_K_M", "LM Studio"),)
FETCHED = (
    Connection(datetime(2026, 11, 22, 9, 41, 7, tzinfo=UTC), "huggingface.co", Purpose.LOOK_UP, "Qwen/Qwen3-8B", 4_210),
    Connection(
        datetime(2026, 11, 22, 9, 42, 30, tzinfo=UTC), "hf-mirror.com", Purpose.DOWNLOAD, "Qwen3-8B", 812_000_000
    ),
)


def demo_library() -> ScriptedLibrary:
    """The catalogue as a laptop would show it, and a few models that are not really there."""
    belle = next(release for release in catalogue() if release.id == "belle-7b-2m")
    seen = Seen(words.IS_CHECKPOINT, None, belle, belle.name, belle.result_bytes, words.CAN_BE_CONVERTED)
    contents = Contents(offered_here(catalogue(), A_LAPTOP), HERE, ELSEWHERE, 186_000_000_000)
    return ScriptedLibrary(contents, contents.offered[:3], seen, FETCHED)


def demo_jobs() -> ScriptedQueue:
    """A download on its way, and one that was paused."""
    named = {release.id: release for release in catalogue()}
    first, second = named["belle-llama2-13b-chat-0.4m-gguf"], named["qwen3-1.7b"]
    going = Progress(Step.DOWNLOADING, 2_650_000_000, 7_370_000_000, 11_600_000, 407)
    resting = Progress(Step.PAUSED, 420_000_000, 1_830_000_000)
    return ScriptedQueue(Job(1, Wanted(first, "models"), going), Job(2, Wanted(second, "models"), resting))
