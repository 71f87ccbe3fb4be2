"""The benchmark."""

from chatbelle.words.phrase import Phrase

HELP_BENCH = Phrase("Measure how fast a model is on this machine.", "测一测模型在这台机器上有多快。")
HELP_BENCH_PROMPT = Phrase("How many tokens a prompt has.", "提示词有多少个词元。")
HELP_BENCH_ANSWER = Phrase("How many tokens an answer has.", "回答有多少个词元。")
HELP_BENCH_RUNS = Phrase("How often each rate is measured.", "每项速度测几次。")
BENCH_LOADS = Phrase("Loading the model …", "正在加载模型……")
BENCH_FIRST_TOKENS = Phrase("Waiting for first tokens …", "正在测首个词元的等待时间……")
BENCH_PROMPTS = Phrase("Reading prompts …", "正在测读取提示词的速度……")
BENCH_ANSWERS = Phrase("Writing answers …", "正在测回答的速度……")
BENCH_REOPENS = Phrase("Opening the chat again …", "正在重新打开对话……")
BENCH_SAYS_NOTHING = Phrase("“{name}” says nothing, so there is nothing to measure.", "“{name}” 什么也不说，无法测量。")
BENCH_STOPPED = Phrase("The measurement was stopped.", "已停止测速。")
BENCH_AGAIN = Phrase("Start it again when you like.", "想测时重新开始即可。")
BENCH_NOT_TOLD = Phrase("not told by this system", "系统不提供")
BENCH_TITLE = Phrase("Speed on this machine", "这台机器上的速度")
BENCH_EXPLAINED = Phrase(
    "Measures the model that is loaded. It takes from half a minute to some minutes; answers wait meanwhile.",
    "测一测当前加载的模型，需要半分钟到几分钟；其间回答会排队等待。",
)
BENCH_START = Phrase("Measure", "开始测速")
BENCH_ONCE_MORE = Phrase("Measure again", "再测一次")
BENCH_STOP = Phrase("Stop", "停止")
BENCH_COPY_TEXT = Phrase("Copy as text", "复制为文本")
BENCH_TEXT = Phrase("Text", "文本")
BENCH_JSON = Phrase("JSON", "JSON")
BENCH_COPY_JSON = Phrase("Copy as JSON", "复制为 JSON")
BENCH_PROMPT_RATE = Phrase("Reading a prompt of {tokens} tokens", "读 {tokens} 个词元的提示词")
BENCH_ANSWER_RATE = Phrase("Writing an answer of {tokens} tokens", "写 {tokens} 个词元的回答")
TOKENS_A_SECOND = Phrase("{rate} tokens/s", "每秒 {rate} 个词元")
BENCH_SUBJECT = Phrase(
    "{model} · {kind} · {size} · {parameters} parameters · {threads} threads",
    "{model} · {kind} · {size} · {parameters} 参数 · {threads} 线程",
)
BENCH_COMPARABLE = Phrase(
    "The names at the right are those of llama-bench, so that others' figures can be compared.",
    "右侧的名称与 llama-bench 一致，便于与他人的结果比较。",
)
MODEL_IN_USE = Phrase("The model is in use.", "模型正在使用中。")
MEASURE_AFTERWARDS = Phrase("Measure when it has answered.", "请等它回答完再测。")
BENCH_RUNS_ALREADY = Phrase("A measurement is running already.", "已经在测速了。")
WAIT_FOR_ITS_END = Phrase("Wait for its end, or stop it.", "请等它结束，或先停止它。")
BENCH_LOAD = Phrase("Loading", "加载")
BENCH_COLD = Phrase("First token, after loading", "首个词元：刚加载")
BENCH_WARM = Phrase("First token, next turn", "首个词元：下一轮")
BENCH_REOPENED = Phrase("First token, chat reopened", "首个词元：重新打开的对话")
BENCH_DENSITY = Phrase("Chinese characters a token", "每个词元的汉字数")
BENCH_CHINESE = Phrase("Chinese characters a second", "每秒汉字数")
BENCH_MEMORY = Phrase("Memory of the engine", "引擎占用的内存")
BENCH_ENERGY = Phrase("Energy a token", "每个词元的能耗")
