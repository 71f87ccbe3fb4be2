"""How a model computes on this machine."""

from chatbelle.words.phrase import Phrase

TUNING = Phrase("Tuned to this machine", "为本机调校")
USE_MEASURED = Phrase("As measured on this machine", "按这台机器测出的方式运行")
USE_MEASURED_TEXT = Phrase("Off: with llama.cpp's defaults.", "关闭后用 llama.cpp 的默认设置。")
CALIBRATION = Phrase("Measuring", "测量")
CALIBRATE_AGAIN = Phrase("Measure again", "重新测量")
CALIBRATE_NOW = Phrase("Measure now", "现在测量")
CALIBRATING = Phrase("Measuring… {percent} %", "正在测量…… {percent} %")
TUNING_NEEDS_A_MODEL = Phrase("Here stands how a model runs once one is loaded.", "加载模型后，这里会写明它怎样运行。")
TUNING_COMES = Phrase(
    "Not measured yet. That takes 20 seconds at most, while nobody needs the model and the machine is quiet.",
    "还没有测量。模型闲着、机器不忙时会自动测量，最多 20 秒。",
)
TUNING_TOO_SLOW = Phrase(
    "The model is too slow here to compare much in 20 seconds. A thread computes on each core.",
    "这个模型在这里太慢，20 秒内比较不出什么，每个核心用一个线程计算。",
)
TUNING_WAS_DISTURBED = Phrase(
    "Other programs were busy, so nothing certain could be measured. What was used before stays.",
    "其他程序正忙，测不准，先按原来的方式运行。",
)
TUNING_FIXED = Phrase(
    "On phones nothing is measured, to spare the battery: the fast cores compute.",
    "手机上不测量，省电：用较快的核心计算。",
)
TUNING_DEFAULTS = Phrase("llama.cpp's defaults are used.", "现在用 llama.cpp 的默认设置。")
DECODES_WITH = Phrase("Answers are computed by {threads} threads: {compared}.", "解码用 {threads} 个线程：{compared}。")
DECODES_WITH_ONE = Phrase("Answers are computed by one thread: {compared}.", "解码用 1 个线程：{compared}。")
READS_WITH = Phrase("Prompts are read by {threads} threads: {compared}.", "读提示词用 {threads} 个线程：{compared}。")
READS_WITH_ONE = Phrase("Prompts are read by one thread: {compared}.", "读提示词用 1 个线程：{compared}。")
READS_IN_STEPS = Phrase(
    "Prompts are read {tokens} tokens at a time: {compared}.", "提示词每次读 {tokens} 个词元：{compared}。"
)
ATTENTION_USUAL = Phrase(
    "Attention as llama.cpp chooses it: {compared}.", "注意力按 llama.cpp 的选择计算：{compared}。"
)
ATTENTION_PLAIN = Phrase("Attention without “flash attention”: {compared}.", "注意力不用 flash attention：{compared}。")
ATTENTION_Q8_0 = Phrase(
    "Attention with “flash attention”, keys and values at 8 bits: {compared}.",
    "注意力用 flash attention，键和值用 8 位：{compared}。",
)
FASTER_THAN_DEFAULT = Phrase("{percent} % faster than the default", "比默认快 {percent} %")
AS_THE_DEFAULT = Phrase("the default, nothing was faster", "就是默认，没有更快的")
TUNED_AT_NEXT_LOADING = Phrase(
    "Threads change at once, the rest when the model is loaded next.", "线程数立即生效，其余在下次加载模型时生效。"
)
REPACKED = Phrase(
    "The weights are laid out for this processor, because there is memory for it: chosen by the facts, not measured.",
    "内存够，权重已按处理器重新排列：这一项按已知的事实选择，没有测量。",
)
GPU_LAYERS = Phrase(
    "{layers} layers are on the graphics processor, as many as fit: chosen by its memory, not measured.",
    "{layers} 层在显卡上，显存能放多少放多少：按显存选择，没有测量。",
)
TUNING_STEPS_DOWN = Phrase(
    "Beside busy programs, on battery or when it is hot, fewer threads are used.",
    "其他程序忙、用电池或发热时，会少用几个线程。",
)
HELP_TUNE = Phrase(
    "Measure how a model runs fastest on this machine, 20 seconds at most, and use that from now on.",
    "测量模型在这台机器上怎样运行最快，最多 20 秒；以后就这样运行。",
)
HELP_TUNE_MODEL = Phrase("A model's name or file; without it, as in the app.", "模型的名字或文件；不写则与应用相同。")
HELP_TUNE_SHOW = Phrase("Only show what was measured before.", "只显示以前测出的结果。")
HELP_TUNE_DEFAULTS = Phrase(
    "Use llama.cpp's defaults for all models from now on, until `tune` is run again.",
    "以后所有模型都用 llama.cpp 的默认设置，直到再次运行 tune。",
)
TUNE_ONE_THING = Phrase("--show and --defaults do not go together.", "--show 和 --defaults 不能一起用。")
CHOOSE_ONE_OPTION = Phrase("Leave one of them out.", "请去掉其中一个。")
TUNE_LATER = Phrase(
    "Other programs are busy, and what is measured beside them is wrong.", "其他程序正忙，这时测出的结果不准。"
)
TUNE_WHEN_QUIET = Phrase(
    "Try again when they have ended. The app measures by itself as soon as the machine is quiet.",
    "等它们结束后再试。机器一安静，应用会自己测量。",
)
