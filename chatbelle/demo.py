"""What `--demo` says: a small conversation that shows what the app can show. No model is needed."""

import threading
from collections.abc import Callable
from pathlib import Path

from chatbelle.engine.scripted import ScriptedEngine

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
