"""The engine, and a model that is loaded into it."""

from chatbelle.words.phrase import Phrase

# --- Loading a model --------------------------------------------------------------------------------------------------
MODEL_MISSING = Phrase("There is no file {path}.", "找不到文件 {path}。")
CHOOSE_ANOTHER_FILE = Phrase("Check the path, or choose another model.", "请检查路径，或换一个模型。")
MODEL_UNREADABLE = Phrase("{path} cannot be read: {reason}.", "无法读取 {path}：{reason}。")
CHECK_PERMISSIONS = Phrase("Check the file's permissions.", "请检查文件权限。")
NOT_A_GGUF = Phrase("{name} is not a GGUF model file.", "{name} 不是 GGUF 模型文件。")
NEEDS_GGUF = Phrase(
    "ChatBelle runs models in the GGUF format. Choose a .gguf file.",
    "ChatBelle 运行 GGUF 格式的模型，请选择 .gguf 文件。",
)
MODEL_TRUNCATED = Phrase(
    "{name} is incomplete: it has {file_bytes} bytes and needs {needed_bytes}.",
    "{name} 不完整：现有 {file_bytes} 字节，应有 {needed_bytes} 字节。",
)
DOWNLOAD_AGAIN = Phrase("Download or copy it again.", "请重新下载或复制。")
MODEL_DAMAGED = Phrase("{name} is damaged: {detail}.", "{name} 已损坏：{detail}。")
UNKNOWN_ARCHITECTURE = Phrase(
    "{name} uses the architecture “{architecture}”, which this llama.cpp does not know.",
    "{name} 使用的架构“{architecture}”，当前的 llama.cpp 不认识。",
)
UPDATE_OR_CHOOSE = Phrase("Update ChatBelle, or choose another model.", "请更新 ChatBelle，或换一个模型。")
NOT_A_CHAT_MODEL = Phrase("{name} is no language model: it has no vocabulary.", "{name} 不是语言模型：没有词表。")
LOAD_FAILED = Phrase("{name} could not be loaded: {detail}.", "无法加载 {name}：{detail}。")
NEEDS_MEMORY = Phrase("{name} needs {needed} of memory and {free} is free.", "{name} 需要 {needed} 内存，空闲 {free}。")
FREE_MEMORY = Phrase(
    "Close other apps, use a shorter context, or choose a smaller model.",
    "请关闭其他应用、缩短上下文，或换一个更小的模型。",
)
CONTEXT_TOO_LARGE = Phrase(
    "A context of {asked} tokens does not work with this model: {detail}.",
    "这个模型不支持 {asked} 个词元的上下文：{detail}。",
)
BEYOND_TRAINING = Phrase("it was trained with {trained}", "训练时最长为 {trained}")
CONTEXT_NEEDS_MEMORY = Phrase("it would need {needed} of memory and {free} is free", "需要 {needed} 内存，空闲 {free}")
SHORTER_CONTEXT = Phrase("Choose a context of at most {most} tokens.", "请把上下文设为不超过 {most} 个词元。")
LOAD_STOPPED = Phrase("Loading was stopped.", "已停止加载。")
LOAD_AGAIN = Phrase("Load the model again when you want to chat.", "想聊天时重新加载即可。")

# --- The engine -------------------------------------------------------------------------------------------------------
ENGINE_CRASHED = Phrase("The model stopped unexpectedly.", "模型意外停止了。")
CRASHED_WHILE_LOADING = Phrase("The model stopped while it was being loaded.", "模型在加载时停止了。")
KILLED_WHILE_LOADING = Phrase(
    "There was not enough memory to load the model, so the system stopped it.", "内存不够，系统中止了模型的加载。"
)
LOAD_SMALLER = Phrase(
    "Close other apps, load it with a shorter context, or choose a smaller model.",
    "请关闭其他应用，缩短上下文后再加载，或换一个更小的模型。",
)
LOAD_ONCE_MORE = Phrase(
    "Load it once more. If that does not help, the file may be damaged: choose another model.",
    "请再加载一次。如果还是不行，文件可能已损坏，请换一个模型。",
)
SEND_AGAIN = Phrase(
    "What was said is kept. Send the message again: the model starts anew.",
    "已说的内容都保留了。再发一次，模型会重新启动。",
)
DECODING_FAILED = Phrase("The model could not go on.", "模型无法继续回答。")
MAYBE_MEMORY = Phrase(
    "What was said is kept. The system may have run out of memory: close other apps and send again.",
    "已说的内容都保留了。可能是内存不足：请关闭其他应用后再发一次。",
)
BROKEN_BUILD = Phrase(
    "The installed llama.cpp crashes on this processor: its AMX code is broken.",
    "已安装的 llama.cpp 在这台处理器上会崩溃：其中的 AMX 代码有问题。",
)
REBUILD = Phrase("Build it again without AMX: {command}", "请去掉 AMX 重新编译：{command}")
MESSAGE_TOO_LONG = Phrase(
    "This message has {tokens} tokens and the model can take {limit}.",
    "这条消息有 {tokens} 个词元，模型最多能读 {limit} 个。",
)
SHORTEN_MESSAGE = Phrase("Shorten it or send it in parts; nothing is lost.", "请缩短或分几次发送，内容没有丢失。")
TEMPLATE_UNUSABLE = Phrase(
    "The model's chat template cannot be used: {detail}.", "无法使用模型自带的对话模板：{detail}。"
)
CHOOSE_FORMAT = Phrase(
    "Choose a prompt format for this model (--format).", "请为这个模型选择一种提示格式（--format）。"
)

# --- Resting models, growing contexts ---------------------------------------------------------------------------------
CACHE_CANNOT_GROW = Phrase(
    "There is not enough free memory to read {tokens} tokens.", "空闲内存不够读完 {tokens} 个词元。"
)

# --- Memory is short --------------------------------------------------------------------------------------------------
MEMORY_LOW = Phrase(
    "Memory is getting short. What could be made again has been given back; your chats are safe.",
    "内存快不够了。能重新算出的内容都已让出，对话都在。",
)
MEMORY_LOW_REMEDY = Phrase("Close other programs, or choose a smaller model.", "可以关闭其他程序，或换一个更小的模型。")
